/** Which door a request came through, and from whose page. */
import { equalInConstantTime } from '../constant-time.ts'
import { platformErrors } from '../errors.ts'
import { measure } from '../metrics.ts'
import type { KeyedSecret, Secret } from '../secrets.ts'
import type { RequestFacts } from './request-facts.ts'

/** Refuses what did not come through CloudFront, which alone knows the secret. Around a rotation the former secret counts, and so does the next. */
export async function passFrontDoor(shown: string | undefined, secret: Secret): Promise<void> {
  if (!shown) throw platformErrors.not_through_the_front_door()
  const opens = (key: KeyedSecret) => equalInConstantTime(shown, key.secret)
  // The current one alone first: a cold start then waits for one call, not three.
  if (await currentOpens(secret, opens)) return
  if ((await secret.accepted()).some(opens)) return
  // Who shows none came past CloudFront, which happens all day; who shows a wrong one may be CloudFront itself.
  measure('FrontDoorRefused', 1)
  throw platformErrors.not_through_the_front_door()
}

async function currentOpens(secret: Secret, opens: (key: KeyedSecret) => boolean): Promise<boolean> {
  try {
    return opens(await secret.current())
  } catch (cause) {
    throw platformErrors.try_again({ cause })
  }
}

/** A route that works with cookies answers our own pages only. Clients that are no browsers send neither header. */
export function refuseForeignOrigin(facts: Pick<RequestFacts, 'header' | 'host'>, allowedOrigins: readonly string[]): void {
  const origin = facts.header('origin')
  const ours = origin === undefined || allowedOrigins.includes(origin) || hostOf(origin) === facts.host.toLowerCase()
  const namedByUs = origin !== undefined && allowedOrigins.includes(origin)
  const crossSite = facts.header('sec-fetch-site') === 'cross-site' && !namedByUs
  if (!ours || crossSite) throw platformErrors.foreign_origin()
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

/** CORS for a sandbox whose frontends call API Gateway directly. Empty for origins that nobody named. */
export function corsHeaders(origin: string | undefined, allowedOrigins: readonly string[]): Record<string, string> {
  if (origin === undefined || !allowedOrigins.includes(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'etag, retry-after, x-request-id',
    vary: 'origin',
  }
}

/** What a preflight is told on top. */
export const preflightHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key, if-match',
  'access-control-max-age': '600',
} as const
