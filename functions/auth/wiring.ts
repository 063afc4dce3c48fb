/** The real effects of this domain, built once per function. */
import { openCursor, signCursor, type Cursors } from '../platform/cursor.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { readEnv } from '../platform/env.ts'
import { realTimer, type Timer } from './answer-floor.ts'
import { env, erasureEnv } from './env.ts'
import type { EraseEffects } from './erase-account.ts'
import { erasureStore, type ErasureStore } from './erasure-store.ts'
import { personalData, type PersonalDataReader } from './personal-data.ts'
import { userPool, type UserPool } from './user-pool.ts'
import { userStore, type UserStore } from './user-store.ts'

export interface Auth {
  readonly pool: UserPool
  readonly users: UserStore
  readonly erasures: ErasureStore
  readonly data: PersonalDataReader
  readonly cursors: Cursors
  readonly clock: Clock
  readonly timer: Timer
  /** How long the answers take that must not tell whether an address is known, in milliseconds. */
  readonly floorMs: number
  /** The same where a mail is sent to one address and not to another: longer than sending ever takes. */
  readonly mailFloorMs: number
}

export const wireErasure = (): EraseEffects => {
  const { USER_POOL_ID } = readEnv(erasureEnv)
  // Removing somebody needs no client of the pool.
  return { pool: userPool({ poolId: USER_POOL_ID, clientId: '' }), users: userStore(), erasures: erasureStore, data: personalData }
}

export function wire(): Auth {
  const { USER_POOL_ID, USER_POOL_CLIENT_ID, ANSWER_FLOOR_MS, MAIL_FLOOR_MS } = readEnv(env)
  return { pool: userPool({ poolId: USER_POOL_ID, clientId: USER_POOL_CLIENT_ID }), users: userStore(), erasures: erasureStore, data: personalData, cursors: { openCursor, signCursor }, clock: systemClock, timer: realTimer, floorMs: ANSWER_FLOOR_MS, mailFloorMs: MAIL_FLOOR_MS }
}
