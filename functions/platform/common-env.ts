/** Variables that functions of several domains share: what each means is written here, once. */
import * as z from 'zod'

/** Every function knows its stage. */
export const everyFunctionEnv = z.object({ STAGE: z.string().min(1) })

/** The platform table: the truth of every domain. */
export const platformTableEnv = everyFunctionEnv.extend({ PLATFORM_TABLE: z.string().min(3) })

/** What a function behind the HTTP API needs to know who calls, through which door, and how often they may. */
export const commonEnv = platformTableEnv.extend({
  HOT_TABLE: z.string().min(3),
  ORIGIN_SECRET_ARN: z.string().min(1),
  /** How long an instance goes by what it has read of a secret. */
  SECRET_FRESH_SECONDS: z.coerce.number().positive(),
  /** `off` only where a sandbox's frontends call API Gateway directly. */
  ORIGIN_CHECK: z.enum(['on', 'off']),
  /** Comma list of origins besides our own; usually empty. */
  ALLOWED_ORIGINS: z.string().transform(list => list.split(',').filter(Boolean)),
  /** Multiplies every rate bucket: 1 in production. */
  RATE_SCALE: z.coerce.number().positive(),
  USER_POOL_ISSUER: z.url(),
  USER_POOL_JWKS_URI: z.url(),
  USER_POOL_CLIENT_ID: z.string().min(1),
})
