import { isDomainError } from '../platform/errors.ts'
import { refreshRefusal } from './cognito-refusals.ts'
import { errors } from './errors.ts'
import { openSession, type OpenSession } from './open-session.ts'
import { clearedCookie } from './session-cookie.ts'
import type { Auth } from './wiring.ts'

/** A new access token for a refresh token, which is spent by it. Answers the token that holds from now on. */
export async function refreshSession(auth: Pick<Auth, 'pool' | 'users' | 'clock'>, refreshToken: string | undefined): Promise<OpenSession> {
  try {
    if (!refreshToken) throw errors.session_ended()
    const session = await auth.pool.refresh(refreshToken).catch(problem => { throw refreshRefusal(problem) })
    if (!session) throw errors.session_ended()
    const open = await openSession(auth, session)
    return { ...open, refreshToken: open.refreshToken ?? refreshToken }
  } catch (problem) {
    // A browser shall not keep knocking with a cookie that opens nothing.
    if (isDomainError(problem, 'session_ended')) throw errors.session_ended({ cause: problem.cause, cookies: [clearedCookie] })
    throw problem
  }
}
