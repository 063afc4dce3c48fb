/** What a request says about itself, read once and without trusting more than it must. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { platformErrors } from '../errors.ts'

export interface RequestFacts {
  readonly id: string
  /** The client's address. Behind the front door as the edge saw it, else as API Gateway did. */
  readonly ip: string
  /** The host the client asked for, with its port if it named one. */
  readonly host: string
  readonly userAgent: string
  /** The version in If-Match; null when absent or `*`. */
  readonly ifMatch: number | null
  readonly idempotencyKey: string | null
  readonly cookies: Readonly<Record<string, string>>
  header(name: string): string | undefined
  readonly now: Date
}

/** `behindFrontDoor`: the edge's own headers may be believed only where its secret is checked. */
export function requestFacts(event: APIGatewayProxyEventV2, { now, behindFrontDoor }: { now: Date; behindFrontDoor: boolean }): RequestFacts {
  const header = (name: string) => event.headers[name]
  const { http, requestId, domainName } = event.requestContext
  return {
    id: requestId,
    ip: (behindFrontDoor && header('x-playhouse-viewer')) || http.sourceIp,
    host: (behindFrontDoor && header('x-playhouse-host')) || header('host') || domainName,
    userAgent: header('user-agent') ?? '',
    get ifMatch() { return versionIn(header('if-match')) },
    get idempotencyKey() { return idempotencyKeyIn(header('idempotency-key')) },
    get cookies() { return cookiesIn(event.cookies ?? []) },
    header,
    now,
  }
}

/** `"3"`, `W/"3"` and `3` all name version 3. */
function versionIn(text: string | undefined): number | null {
  if (text === undefined || text.trim() === '*') return null
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(text.trim())?.[1]
  if (!version) throw platformErrors.invalid_input({ fields: [{ path: 'header.if-match', message: 'Send the version as a number in quotes, like "3".' }] })
  return Number(version)
}

function idempotencyKeyIn(text: string | undefined): string | null {
  if (text === undefined) return null
  if (!/^[\x21-\x7e]{8,128}$/.test(text)) throw platformErrors.invalid_input({ fields: [{ path: 'header.idempotency-key', message: 'Use 8 to 128 visible ASCII characters.' }] })
  return text
}

function cookiesIn(cookies: readonly string[]): Record<string, string> {
  const pairs = cookies.map(cookie => {
    const at = cookie.indexOf('=')
    return [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()] as const
  })
  return Object.fromEntries(pairs)
}
