/** What the API pipeline leans on, with its real effects. */
import { systemClock, type Clock } from './clock.ts'
import { commonEnv } from './common-env.ts'
import { originSecret } from './cursor.ts'
import { readEnv } from './env.ts'
import { tokenVerifier, type TokenVerifier } from './http/tokens.ts'
import { idempotency, type Idempotency } from './idempotency.ts'
import { rateLimiter, type RateLimiter } from './rate-limit.ts'
import type { Secret } from './secrets.ts'

export interface Platform {
  readonly clock: Clock
  /** Whether a request must show the edge's secret. Where not, the named origins get CORS. */
  readonly originCheck: boolean
  readonly allowedOrigins: readonly string[]
  readonly originSecret: Secret
  readonly tokens: TokenVerifier
  readonly limiter: RateLimiter
  readonly idempotency: Idempotency
}

/** Built once per function, from its environment. */
export function platformFromEnv(): Platform {
  const env = readEnv(commonEnv)
  return {
    clock: systemClock,
    originCheck: env.ORIGIN_CHECK === 'on',
    allowedOrigins: env.ALLOWED_ORIGINS,
    originSecret: originSecret(),
    tokens: tokenVerifier({ issuer: env.USER_POOL_ISSUER, jwksUri: env.USER_POOL_JWKS_URI, clientId: env.USER_POOL_CLIENT_ID }),
    limiter: rateLimiter({ scale: env.RATE_SCALE }),
    idempotency: idempotency(),
  }
}
