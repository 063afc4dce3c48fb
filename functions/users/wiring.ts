/** The real effects of this domain, built once per function. */
import { once } from '../platform/once.ts'
import type { ChangeEffects } from './change-standing.ts'
import { peoplePool } from './people-pool.ts'
import { standingStore } from './standing-store.ts'

export const wire = ({ USER_POOL_ID, KEY_VALUE_STORE_ARN }: { USER_POOL_ID: string; KEY_VALUE_STORE_ARN: string }): ChangeEffects => ({
  members: standingStore(),
  pool: peoplePool(USER_POOL_ID),
  // Only a suspension tells the edge, so only it loads the client.
  edge: once(async () => (await import('../platform/edge-store.ts')).edgeStore(KEY_VALUE_STORE_ARN)),
  now: () => new Date(),
})
