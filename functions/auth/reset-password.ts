import { codeRefusal } from './cognito-refusals.ts'
import { nextWholeSecond } from './user.ts'
import type { Auth } from './wiring.ts'

/**
 * Sets a new password with a recovery code and ends every session: refresh tokens at the pool, access tokens by
 * the account's `notBefore`. Answers only once that second has begun, so that a sign-in right after it counts.
 */
export async function resetPassword({ pool, users, clock, timer }: Pick<Auth, 'pool' | 'users' | 'clock' | 'timer'>, { email, code, newPassword }: { email: string; code: string; newPassword: string }): Promise<void> {
  try {
    await pool.setPassword(email, code, newPassword)
  } catch (problem) {
    throw codeRefusal(problem)
  }
  const person = await pool.find(email)
  if (!person) return
  await pool.endSessions(person.username)
  const now = clock.now()
  const second = nextWholeSecond(now)
  await users.refuseTokensBefore(person.id, second, now)
  await timer.sleep(Math.max(0, second * 1000 - clock.now().getTime()))
}
