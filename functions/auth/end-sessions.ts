import { usernameOf } from '../platform/principal.ts'
import { nextWholeSecond, type Account } from './user.ts'
import type { SessionsEnd } from './user-store.ts'
import type { Auth } from './wiring.ts'

/** Whose they are; a mail about it goes to the address. */
type Somebody = Pick<Account, 'id' | 'email'>

/**
 * Ends every session of a person: access tokens by the account's `notBefore`, refresh tokens at the pool. Cut off
 * between the two, a refresh still fails, because a session is measured against `notBefore` as well. Answers only once
 * that second has begun, so that a sign-in right after it counts. `action` is what the audit trail
 * calls it; of a password they are told by mail.
 */
export async function endSessions({ pool, users, clock, timer }: Pick<Auth, 'pool' | 'users' | 'clock' | 'timer'>, somebody: Somebody, action: SessionsEnd): Promise<void> {
  const now = clock.now()
  const second = nextWholeSecond(now)
  await users.refuseTokensBefore(somebody, second, action, now)
  await pool.endSessions(usernameOf(somebody.id))
  await timer.sleep(Math.max(0, second * 1000 - clock.now().getTime()))
}
