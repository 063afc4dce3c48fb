import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type * as z from 'zod'
import { HouseFunction } from '../constructs/house-function.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Foundation } from '../foundation.ts'

/**
 * The function behind a domain's routes, with what functions/platform/api.ts needs on behalf of every domain:
 * the caller's principal, rate buckets, the secret of the front door, the pool's tokens.
 */
export function apiFunction(scope: Construct, given: Foundation, domain: string, env: z.ZodObject, whoIsHurtIfThisFails: string, { memory = 1024 }: { memory?: number } = {}): HouseFunction {
  const stage = stageAt(scope)
  return new HouseFunction(scope, 'Api', {
    bundle: `${domain}-api`,
    env,
    // The HTTP API gives up after 30 s; nobody waits that long.
    timeout: Duration.seconds(15),
    memory,
    whoIsHurtIfThisFails,
  })
    .mayUse(given.platformTable, 'GetItem')
    // Rate buckets.
    .mayUse(given.hotTable, 'UpdateItem')
    .mayUse(given.originSecret, 'GetSecretValue')
    .tell(given.tokens)
    .tell({ SECRET_FRESH_SECONDS: String(stage.secretFreshSeconds) })
    .tell({ ORIGIN_CHECK: stage.originCheck, ALLOWED_ORIGINS: stage.allowedOrigins.join(','), RATE_SCALE: String(stage.rateScale) })
}

/** For a domain with routes that take `Idempotency-Key`: the key is claimed, answered or given back. */
export const mayRemember = (api: HouseFunction, given: Foundation) => api.mayUse(given.hotTable, 'PutItem', 'UpdateItem', 'DeleteItem')
