import { isDomainError } from '../platform/errors.ts'
import { measure } from '../platform/metrics.ts'
import { signInRefusal } from './cognito-refusals.ts'
import { errors } from './errors.ts'
import { openSession, type OpenSession } from './open-session.ts'
import type { Auth } from './wiring.ts'

/** Signs a person in. Unknown address and wrong password are one and the same answer. */
export async function signIn(auth: Pick<Auth, 'pool' | 'users' | 'clock'>, { email, password }: { email: string; password: string }): Promise<OpenSession> {
  const session = await auth.pool.signIn(email, password).catch(problem => {
    const refusal = signInRefusal(problem)
    measure('SignInFailed', 1, isDomainError(refusal) ? refusal.code : 'internal')
    throw refusal
  })
  if (!session) throw errors.wrong_credentials({ cause: new Error('The pool answered with a challenge that we do not use.') })
  return openSession(auth, session)
}
