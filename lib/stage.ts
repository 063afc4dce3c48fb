/** What differs between one installation and another. Everything else is the same everywhere, the laptop included. */
import type { Node } from 'constructs'

export interface Stage {
  /** Part of every stack's name: `playhouse-<name>-…`. */
  readonly name: string
  /** A sandbox may be torn down whole. Elsewhere what holds people's things is retained and protected from deletion. */
  readonly sandbox: boolean
  /** The front door's own domain, with its certificate in us-east-1. Without them it is CloudFront's name. */
  readonly domain?: { readonly name: string; readonly certificateArn: string }
  /**
   * Mails come from here. What SES has verified is the address's domain, or the address alone where `verifiedDomain` is absent:
   * Cognito names that identity. Without a sender Cognito's own mails the codes, at most 50 a day, and nobody can be invited.
   */
  readonly mail?: { readonly from: string; readonly verifiedDomain?: string }
  /** An SNS topic that alarms speak to. */
  readonly alarmTopicArn?: string
  /** Multiplies every rate bucket. */
  readonly rateScale: number
  /** `off` lets frontends in `allowedOrigins` call API Gateway past CloudFront. Sandboxes only. */
  readonly originCheck: 'on' | 'off'
  readonly allowedOrigins: readonly string[]
  readonly maxUploadBytes: number
  /** The longest film it takes. */
  readonly maxDurationSeconds: number
  /** How long a film may be under way until it ends with what there is, besides twice its own length. */
  readonly mostProcessingSeconds: number
  /** How long a deleted film can be brought back. */
  readonly undoWindowSeconds: number
  readonly logRetentionDays: number
  /** How long functions go by what they have read of a secret; a rotation waits for so long until all of them know the new one. */
  readonly secretFreshSeconds: number
  /** How long a value that is put into the edge's key-value store may take to all of its places, with room to spare. */
  readonly edgeSettlesSeconds: number
  /** How long refusals take that must not tell whether a mail address is known. */
  readonly answerFloorMs: number
  /** The same for answers behind which a mail may have been sent: Cognito's sign-up sends it before it answers. */
  readonly mailFloorMs: number
}

const GiB = 1024 ** 3
/** 12 hours. The edge forgets a denial after the life of a token for the longest film (functions/platform/path-token.ts). */
const longestFilmSeconds = 12 * 3600
/** Stages that must not be lost by a slip of the fingers; every other name is a sandbox. */
const lasting = new Set(['production', 'staging'])

/** Reads the stage from the CDK context (`-c stage=dev -c domainName=…`). */
export function stageOf(node: Node): Stage {
  const context = (key: string): string | undefined => node.tryGetContext(key) ?? undefined
  const name = context('stage') ?? 'dev'
  if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) throw new Error(`The stage "${name}" is not 1 to 12 lower-case letters and digits that begin with a letter.`)
  const domainName = context('domainName')
  const certificateArn = context('certificateArn')
  if (Boolean(domainName) !== Boolean(certificateArn)) throw new Error('domainName and certificateArn go together.')
  const sandbox = !lasting.has(name)
  const originCheck = context('originCheck') === 'off' ? 'off' : 'on'
  if (originCheck === 'off' && !sandbox) throw new Error(`originCheck=off would let anybody past the firewall; ${name} is no sandbox.`)
  const maxDurationSeconds = Number(context('maxDurationSeconds') ?? longestFilmSeconds)
  if (!(maxDurationSeconds > 0 && maxDurationSeconds <= longestFilmSeconds)) throw new Error(`maxDurationSeconds is a number of seconds up to ${longestFilmSeconds}: tokens for longer films would outlive their denials.`)
  const mostProcessingSeconds = Number(context('mostProcessingSeconds') ?? 24 * 3600)
  if (!(mostProcessingSeconds >= 3600)) throw new Error('mostProcessingSeconds is a number of seconds, an hour or more: queues may be long, and a job that is ended is paid for all the same.')
  return {
    name,
    sandbox,
    domain: domainName && certificateArn ? { name: domainName, certificateArn } : undefined,
    mail: mailOf(context('mailFrom') ?? (name === 'local' ? 'playhouse@example.org' : undefined), context('mailVerified') ?? (name === 'local' ? 'address' : 'domain')),
    alarmTopicArn: context('alarmTopicArn'),
    // Tests and demos run from one address.
    rateScale: name === 'local' ? 50 : 1,
    originCheck,
    allowedOrigins: context('allowedOrigins')?.split(',') ?? [],
    maxUploadBytes: Number(context('maxUploadBytes') ?? (sandbox ? 20 : 200) * GiB),
    maxDurationSeconds,
    mostProcessingSeconds,
    // Short on a laptop, where tests wait for it.
    undoWindowSeconds: name === 'local' ? 10 : 600,
    logRetentionDays: sandbox ? 14 : 90,
    secretFreshSeconds: name === 'local' ? 5 : 300,
    // CloudFront names seconds.
    edgeSettlesSeconds: name === 'local' ? 2 : 60,
    answerFloorMs: name === 'local' ? 200 : 1000,
    mailFloorMs: name === 'local' ? 200 : 3000,
  }
}

function mailOf(from: string | undefined, verified: string): Stage['mail'] {
  if (from === undefined) return undefined
  const [, domain] = /^[^@\s]+@([^@\s]+\.[^@\s]+)$/.exec(from) ?? []
  if (!domain) throw new Error(`mailFrom=${from} is no address.`)
  if (verified !== 'domain' && verified !== 'address') throw new Error('mailVerified is domain or address: which of the two SES has verified.')
  return { from, ...(verified === 'domain' && { verifiedDomain: domain }) }
}

/** A sentence about what a stage that holds people's things must not be without; undefined where nothing is missing. */
export function missingFor({ name, sandbox, alarmTopicArn }: Stage): string | undefined {
  if (sandbox || alarmTopicArn) return undefined
  return `People live in ${name}, so somebody must hear its alarms: name an SNS topic, -c alarmTopicArn=arn:aws:sns:….`
}
