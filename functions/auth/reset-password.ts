import { codeRefusal } from './cognito-refusals.ts'
import { endSessions } from './end-sessions.ts'
import type { Auth } from './wiring.ts'

/** Sets a new password with a recovery code and ends every session. */
export async function resetPassword({ pool, users, clock, timer }: Pick<Auth, 'pool' | 'users' | 'clock' | 'timer'>, { email, code, newPassword }: { email: string; code: string; newPassword: string }): Promise<void> {
  try {
    await pool.setPassword(email, code, newPassword)
  } catch (problem) {
    throw codeRefusal(problem)
  }
  const person = await pool.find(email)
  if (!person) return
  await endSessions({ pool, users, clock, timer }, person, 'user.password_reset')
}
