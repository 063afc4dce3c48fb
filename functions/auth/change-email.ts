/** A new address counts once its code has come back; until then the old one stays, for signing in and for mail. */
import { usernameOf } from '../platform/principal.ts'
import { ownCodeRefusal } from './cognito-refusals.ts'
import { errors } from './errors.ts'
import { mailCode } from './mail-code.ts'
import { signIn } from './sign-in.ts'
import type { Account } from './user.ts'
import type { Auth } from './wiring.ts'

/** Mails a code to the new address. Whether somebody has it already stays between us and the pool. */
export async function askForEmail(auth: Auth, account: Account, { accessToken, email, password }: { accessToken: string; email: string; password: string }): Promise<void> {
  // A session left open on a shared machine must not be enough to carry an account away.
  const { refreshToken } = await signIn(auth, { email: account.email, password })
  if (refreshToken) await auth.pool.revoke(refreshToken)
  await mailCode(() => auth.pool.askForEmail(accessToken, email))
}

/** Confirms the new address and takes it over. Should we crash in between, the next sign-in takes it over. */
export async function confirmEmail({ pool, users, clock }: Pick<Auth, 'pool' | 'users' | 'clock'>, account: Account, { accessToken, code }: { accessToken: string; code: string }): Promise<Account> {
  await pool.confirmEmail(accessToken, code).catch(problem => { throw ownCodeRefusal(problem) })
  const person = await pool.find(usernameOf(account.id))
  if (!person) throw errors.session_ended()
  return users.takeOverEmail(account, person.email, clock.now())
}
