/** Each route and its use case. */
import { answer, type Handlers, type RequestFacts } from '../platform/api.ts'
import { platformErrors } from '../platform/errors.ts'
import { withFloor, withRefusalFloor } from './answer-floor.ts'
import type { authContract } from './contract.ts'
import { askForEmail, confirmEmail } from './change-email.ts'
import { changeFace } from './change-face.ts'
import { changePassword } from './change-password.ts'
import { endSessions } from './end-sessions.ts'
import { askForErasure } from './erase-account.ts'
import { exportAccount } from './export-account.ts'
import { mailCode } from './mail-code.ts'
import type { OpenSession } from './open-session.ts'
import { refreshSession } from './refresh-session.ts'
import { register } from './register.ts'
import { resetPassword } from './reset-password.ts'
import { clearedCookie, refreshCookie, refreshTokenIn } from './session-cookie.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { profileSeen, userSeen, type Account } from './user.ts'
import { verify } from './verify.ts'
import type { Auth } from './wiring.ts'

const codeIsOnItsWay = { message: 'If the address can be used, a code is on its way to it.' }

export function handlers(auth: Auth): Handlers<typeof authContract> {
  /** Success needs no disguise: only whoever is refused must not learn why by the time it took. */
  const refusedUnhurried = <T>(work: () => Promise<T>) => withRefusalFloor(auth.floorMs, auth.timer, work)
  const unhurried = <T>(work: () => Promise<T>) => withFloor(auth.mailFloorMs, auth.timer, work)
  const accountOf = async (id: string): Promise<Account> => {
    const account = await auth.users.find(id)
    if (!account) throw platformErrors.token_invalid()
    return account
  }

  return {
    register: ({ body }) => unhurried(() => register(auth, body)).then(() => codeIsOnItsWay),
    verify: ({ body }) => refusedUnhurried(() => verify(auth, body)).then(() => ({ message: 'The address is confirmed. Sign in now.' })),
    resend: ({ body }) => unhurried(() => mailCode(() => auth.pool.resendCode(body.email))).then(() => codeIsOnItsWay),
    login: async ({ body }) => sessionAnswer(await refusedUnhurried(() => signIn(auth, body)), body.refreshIn),
    refresh: async ({ body, request }) =>
      sessionAnswer(await refreshSession(auth, body.refreshToken ?? refreshTokenIn(request.cookies)), body.refreshToken === undefined ? 'cookie' : 'body'),
    async logout({ body, request }) {
      await signOut(auth, body.refreshToken ?? refreshTokenIn(request.cookies))
      return answer(204, undefined, { cookies: [clearedCookie] })
    },
    forgotPassword: ({ body }) => unhurried(() => mailCode(() => auth.pool.mailRecoveryCode(body.email))).then(() => codeIsOnItsWay),
    resetPassword: ({ body }) => refusedUnhurried(() => resetPassword(auth, body)).then(() => ({ message: 'The password is changed and all sessions are ended. Sign in now.' })),
    async signOutEverywhere({ person }) {
      await endSessions(auth, person, 'user.signed_out_everywhere')
      return answer(204, undefined, { cookies: [clearedCookie] })
    },
    changePassword: async ({ person, body: { refreshIn, ...passwords }, request }) =>
      sessionAnswer(await changePassword(auth, person, { ...passwords, accessToken: tokenOf(request) }), refreshIn),
    changeEmail: async ({ person, body, request }) => {
      const account = await accountOf(person.id)
      await unhurried(() => askForEmail(auth, account, { ...body, accessToken: tokenOf(request) }))
      return codeIsOnItsWay
    },
    confirmEmail: async ({ person, body, request }) => userSeen(await confirmEmail(auth, await accountOf(person.id), { ...body, accessToken: tokenOf(request) })),
    exportAccount: async ({ person, query, request }) => exportAccount(await accountOf(person.id), query, auth, request.now),
    async eraseAccount({ person, body }) {
      await askForErasure(auth, auth.erasures, await accountOf(person.id), body.password)
      return answer(202, { message: 'You are signed out, and everything of yours is being erased.' }, { cookies: [clearedCookie] })
    },
    me: async ({ person }) => userSeen(await accountOf(person.id)),
    getProfile: async ({ person }) => profileSeen(await accountOf(person.id)),
    putFace: async ({ person, body, request }) => userSeen(await changeFace(auth.users, await accountOf(person.id), body.pictureId, request.now)),
    removeFace: async ({ person, request }) => userSeen(await changeFace(auth.users, await accountOf(person.id), null, request.now)),
    putProfile: async ({ person, body, request }) => profileSeen(await auth.users.changeProfile(person.id, body, request.ifMatch, request.now)),
  }
}

/** The access token as it was sent; the pipeline has verified it. The pool wants it for what a person changes of their own. */
const tokenOf = (request: RequestFacts) => request.header('authorization')!.replace(/^Bearer +/i, '')

/** The refresh token goes into the cookie, or into the body for a client that asked for it there; never into both. */
function sessionAnswer({ refreshToken, ...session }: OpenSession, refreshIn: 'cookie' | 'body') {
  if (refreshToken === undefined) return answer(200, session)
  return refreshIn === 'body' ? answer(200, { ...session, refreshToken }) : answer(200, session, { cookies: [refreshCookie(refreshToken)] })
}
