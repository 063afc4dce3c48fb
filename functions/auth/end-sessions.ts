import { usernameOf } from '../platform/principal.ts'
import { nextWholeSecond } from './user.ts'
import type { Auth } from './wiring.ts'

/**
 * Ends every session of a person: access tokens by the account's `notBefore`, refresh tokens at the pool. Cut off
 * between the two, a refresh still fails, because a session is measured against `notBefore` as well. Answers only once
 * that second has begun, so that a sign-in right after it counts. `action` is what the audit trail calls it.
 */
export async function endSessions({ pool, users, clock, timer }: Pick<Auth, 'pool' | 'users' | 'clock' | 'timer'>, id: string, action: string): Promise<void> {
  const now = clock.now()
  const second = nextWholeSecond(now)
  await users.refuseTokensBefore(id, second, action, now)
  await pool.endSessions(usernameOf(id))
  await timer.sleep(Math.max(0, second * 1000 - clock.now().getTime()))
}
