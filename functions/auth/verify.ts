import { codeRefusal } from './cognito-refusals.ts'
import { newAccount } from './user.ts'
import type { Auth } from './wiring.ts'

/** Confirms the address with the mailed code and opens the account. Should we crash in between, the first sign-in opens it. */
export async function verify({ pool, users, clock }: Pick<Auth, 'pool' | 'users' | 'clock'>, { email, code }: { email: string; code: string }): Promise<void> {
  try {
    await pool.confirmSignUp(email, code)
  } catch (problem) {
    throw codeRefusal(problem)
  }
  const person = await pool.find(email)
  if (person) await users.createIfAbsent(newAccount(person, [], clock.now()))
}
