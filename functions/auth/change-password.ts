import { passwordRefusal } from './cognito-refusals.ts'
import { endSessions } from './end-sessions.ts'
import type { OpenSession } from './open-session.ts'
import { signIn } from './sign-in.ts'
import type { Auth } from './wiring.ts'

export interface PasswordChange { readonly accessToken: string; readonly currentPassword: string; readonly newPassword: string }

/** Whoever holds a session must know the old password too. Every session ends, and the one who asked gets a new one. */
export async function changePassword(auth: Auth, person: { id: string; email: string }, { accessToken, currentPassword, newPassword }: PasswordChange): Promise<OpenSession> {
  await auth.pool.changePassword(accessToken, currentPassword, newPassword).catch(problem => { throw passwordRefusal(problem) })
  await endSessions(auth, person, 'user.password_changed')
  return signIn(auth, { email: person.email, password: newPassword })
}
