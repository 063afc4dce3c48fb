/**
 * Who may do what, evaluated as AWS does within one account: an explicit deny wins; a role is allowed by its own
 * policies or by the resource's; a service or a stranger only by the resource's.
 */
import { randomBytes } from 'node:crypto'
import { AwsError } from '../plugin.ts'
import type { Caller, Credentials, Denial, Iam, Permission, State } from '../plugin.ts'
import type { Context } from './conditions.ts'
import { compiledPolicy, compilePolicy, type Grant, type Statement } from './policy.ts'

export interface LocalIam extends Iam {
  /** Who signs with this access key, and its secret; undefined for a key nobody has. */
  signerOf(accessKeyId: string): { caller: Caller; credentials: Credentials } | undefined
}

/** Access keys by role ARN, and the operator's under `operator`. */
export type KeyRing = Record<string, Credentials>

interface Role { readonly trust: readonly Statement[]; readonly policies: Map<string, readonly Statement[]> }

/** Told of every refusal, for the activity log. */
export type OnDenied = (caller: Caller, permission: Permission, message: string) => void

/** What the runtime itself does with a role's grants (writing logs, traces) is never seen here, so it is not held against a template. */
const EXERCISED_BY_THE_RUNTIME = /^(logs|xray):/

export function createIam(keys: State<KeyRing>, onDenied: OnDenied = () => {}): LocalIam {
  const roles = new Map<string, Role>()
  const signers = new Map<string, { caller: Caller; credentials: Credentials }>()
  /** By what was said. */
  const denials = new Map<string, Denial>()

  const roleOf = (arn: string): Role => {
    const role = roles.get(arn)
    if (!role) throw new Error(`There is no role ${arn}.`)
    return role
  }
  const keysOf = (holder: string, caller: Caller): Credentials => {
    if (!keys.value[holder]) {
      keys.value[holder] = { accessKeyId: `AKIA${base32(16)}`, secretAccessKey: randomBytes(30).toString('base64') }
      keys.save()
    }
    const credentials = keys.value[holder]
    signers.set(credentials.accessKeyId, { caller, credentials })
    return credentials
  }
  const decide = (caller: Caller, permission: Permission): Decision => {
    if (caller.kind === 'operator') return ALLOWED
    const own = caller.kind === 'role' ? [...(roles.get(caller.principal)?.policies.values() ?? [])].flat() : []
    const resources = permission.resourcePolicy ? compiledPolicy(permission.resourcePolicy) : []
    return judge(own, resources, caller, permission)
  }

  return {
    operator: keysOf('operator', { kind: 'operator', principal: 'operator' }),
    signerOf: accessKeyId => signers.get(accessKeyId),
    declareRole(arn, trust) {
      roles.set(arn, { trust: compilePolicy(trust), policies: new Map() })
      keysOf(arn, { kind: 'role', principal: arn })
    },
    attach(arn, name, document) {
      roleOf(arn).policies.set(name, compilePolicy(document))
    },
    trusts(arn, principal) {
      const permission = { action: 'sts:AssumeRole', resource: arn }
      return roles.has(arn) && judge([], roleOf(arn).trust, { kind: 'service', principal }, permission).allowed
    },
    credentialsOf(arn) {
      roleOf(arn)
      return keysOf(arn, { kind: 'role', principal: arn })
    },
    allows: (caller, permission) => decide(caller, permission).allowed,
    authorise(caller, permissions) {
      const used = permissions.flatMap(permission => {
        const decision = decide(caller, permission)
        // Two grants that both allow it exercise neither: without the one there would be the other.
        if (decision.allowed) return decision.by.length === 1 ? decision.by : []
        const message = refusal(caller, permission, decision.why)
        // Said again, it is the latest again.
        denials.delete(message)
        denials.set(message, { caller: caller.principal, action: permission.action, resource: permission.resource, message })
        onDenied(caller, permission, message)
        throw permission.action.startsWith('s3:') ? new AwsError('AccessDenied', message, 403) : new AwsError('AccessDeniedException', message, 400)
      })
      // A request that was refused has used nothing.
      for (const grant of used) grant.exercised = true
    },
    unexercised: () =>
      [...roles].flatMap(([role, { policies }]) =>
        [...policies.values()].flat().filter(({ allows }) => allows).flatMap(({ grants }) => grants)
          .filter(({ action, exercised }) => !exercised && !EXERCISED_BY_THE_RUNTIME.test(action))
          .map(({ action, resource }) => ({ role, action, resource }))),
    denied: () => [...denials.values()].toReversed(),
  }
}

/** `by`: all that allow it, of whosever policy. */
type Decision = { allowed: true; by: readonly Grant[] } | { allowed: false; why: string }
const ALLOWED: Decision = { allowed: true, by: [] }

function judge(own: readonly Statement[], ofResource: readonly Statement[], caller: Caller, permission: Permission): Decision {
  let gathered: Context | undefined
  const context = () => (gathered ??= contextOf(caller, permission))
  const applying = (statements: readonly Statement[]) => statements.filter(statement => statement.appliesTo(permission, caller, context))
  const fromOwn = applying(own)
  const fromResource = applying(ofResource)
  if (fromOwn.some(statement => !statement.allows)) return { allowed: false, why: 'with an explicit deny in an identity-based policy' }
  if (fromResource.some(statement => !statement.allows)) return { allowed: false, why: 'with an explicit deny in a resource-based policy' }
  const by = [...fromOwn, ...fromResource].flatMap(({ grants }) => grants.filter(grant => grant.matches(permission)))
  if (by.length > 0) return { allowed: true, by }
  return { allowed: false, why: `because no ${caller.kind === 'role' ? 'identity' : 'resource'}-based policy allows the ${permission.action} action` }
}

/** The global condition keys, then those the plugin knows about this request. */
function contextOf(caller: Caller, permission: Permission): Context {
  const context = new Map<string, readonly string[]>([
    // Loopback stands for TLS: policies that ask for it are about the wire, and there is none.
    ['aws:securetransport', ['true']],
    ['aws:requestedregion', ['us-east-1']],
    ['aws:principalisawsservice', [String(caller.kind === 'service')]],
  ])
  if (caller.kind === 'role') context.set('aws:principalarn', [caller.principal]).set('aws:principalaccount', ['000000000000'])
  if (caller.kind === 'service') context.set('aws:sourceaccount', ['000000000000'])
  if (caller.sourceArn) context.set('aws:sourcearn', [caller.sourceArn])
  for (const [key, value] of Object.entries(permission.context ?? {})) context.set(key.toLowerCase(), [value].flat())
  return context
}

/** In AWS's words, so that a message found here can be looked up there. */
function refusal(caller: Caller, { action, resource }: Permission, why: string): string {
  const who = caller.kind === 'service' ? `Service: ${caller.principal}${caller.sourceArn ? ` (for ${caller.sourceArn})` : ''}` : `User: ${caller.principal}`
  return `${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`
}

const base32 = (length: number): string => Array.from(randomBytes(length), byte => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte % 32]).join('')
