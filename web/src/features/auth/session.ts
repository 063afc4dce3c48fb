/**
 * Who is here. The access token lives in this module's memory only; the refresh token is an HttpOnly cookie that
 * no script can read. One refresh at a time, across tabs too: the cookie rotates, and two at once would burn it.
 */
import routes from 'virtual:routes'
import type { User } from '../../../../functions/auth/contract.ts'
import { ApiProblem, contractClient } from '../../../../functions/platform/contract-client.ts'

/**
 * `unreachable`: somebody was here before, and the house does not answer who. `lapsed`: the session ended without the
 * person asking; their page stays as it is until they have signed in again, or choose to go on as a stranger.
 */
export type Session = { readonly status: 'restoring' | 'unreachable' | 'out' } | { readonly status: 'in' | 'lapsed'; readonly user: User }
interface Granted { readonly accessToken: string; readonly expiresIn: number; readonly user: User }

/** Works by the cookie alone; everything that needs a token is in api.ts. */
export const openAuth = contractClient(routes.auth, { base: '' })

/** Says only that a cookie may be worth trying, so that strangers cost no request. */
const hint = 'playhouse.signed-in'
/** A token is renewed this long before it expires, in milliseconds. */
const margin = 60_000
/** How long to wait, in milliseconds, before asking again who comes back. */
const pauses = [1000, 3000]

let session: Session = { status: localStorage.getItem(hint) ? 'restoring' : 'out' }
let token: { readonly value: string; readonly expiresAt: number } | null = null
let refreshing: Promise<void> | null = null
const listeners = new Set<() => void>()
const otherTabs = new BroadcastChannel('playhouse.session')
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin, ours
const tellOtherTabs = (what: 'in' | 'out'): void => otherTabs.postMessage(what)

function become(next: Session): void {
  session = next
  for (const listener of listeners) listener()
}
function accept({ accessToken, expiresIn, user }: Granted): void {
  token = { value: accessToken, expiresAt: Date.now() + expiresIn * 1000 }
  localStorage.setItem(hint, '1')
  become({ status: 'in', user })
}
function end(next: Session = { status: 'out' }): void {
  token = null
  localStorage.removeItem(hint)
  become(next)
}
/** The house has refused to go on. Whoever was in the middle of something keeps it. */
function lapse(): void {
  const user = personIn(session)
  end(user ? { status: 'lapsed', user } : undefined)
}

const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('playhouse.refresh', work)
/** Only a refusal ends a session; without an answer it may well go on. */
const isRefusal = (problem: unknown) => problem instanceof ApiProblem && (problem.status === 401 || problem.status === 403)

async function refreshNow(): Promise<void> {
  for (const pause of session.status === 'restoring' ? [...pauses, null] : [null]) {
    try {
      return accept(await alone(() => openAuth.refresh({ body: {} })))
    } catch (problem) {
      if (isRefusal(problem)) return lapse()
      if (pause !== null) await new Promise(go => setTimeout(go, pause))
    }
    // Somebody has signed in at the door meanwhile.
    if (session.status === 'in') return
  }
  // Who is in keeps the token, and asks again at the next call.
  if (session.status === 'restoring') become({ status: 'unreachable' })
}
const refresh = (): Promise<void> => (refreshing ??= refreshNow().finally(() => (refreshing = null)))
const isUnknown = () => session.status === 'restoring' || session.status === 'unreachable'

/** The access token as it is now, renewed first when it is about to expire; null for somebody signed out. */
export async function tokenOfNow(): Promise<string | null> {
  if (isUnknown() || (token && token.expiresAt - margin < Date.now())) await refresh()
  return token?.value ?? null
}
/** The same, for calls that can wait: while the session is lapsed, until the person is back or has gone. */
export async function freshToken(): Promise<string | null> {
  const now = await tokenOfNow()
  if (session.status !== 'lapsed') return now
  await new Promise<void>(go => {
    const stop = onSession(() => {
      if (session.status === 'lapsed') return
      stop()
      go()
    })
  })
  return tokenOfNow()
}
/** Makes the next call renew the token, whatever its clock says. */
export function distrustToken(): void {
  if (token) token = { ...token, expiresAt: 0 }
}
/** Who is here, once that is known, or once the house has not answered for a while. */
export async function settledSession(): Promise<Session> {
  if (isUnknown()) await refresh()
  return session
}
/** The person that a page is shown to, also while they sign in again. */
export const personIn = (session: Session): User | null => ('user' in session ? session.user : null)

export async function signIn(email: string, password: string): Promise<void> {
  accept(await openAuth.login({ body: { email, password } }))
  tellOtherTabs('in')
}
export async function signOut(): Promise<void> {
  await openAuth.logout({ body: {} })
  leave()
}
function leave(): void {
  end()
  tellOtherTabs('out')
}
/** Whoever does not sign in again. What other tabs hold is theirs to keep until they are refused too. */
export const goOnAsStranger = (): void => end()

/**
 * What ends every session of the person. Nobody renews the old one meanwhile, in no tab: the refusal would end the new
 * one with it. The token is had before, because renewing it waits for the same lock.
 */
async function closing<T>(call: (auth: typeof openAuth) => Promise<T>): Promise<T> {
  const bearer = await freshToken()
  return alone(() => call(contractClient(routes.auth, { base: '', token: () => bearer })))
}
export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  accept(await closing(auth => auth.changePassword({ body: { currentPassword, newPassword } })))
  tellOtherTabs('in')
}
export async function signOutEverywhere(): Promise<void> {
  await closing(auth => auth.signOutEverywhere())
  leave()
}
export async function eraseSelf(password: string): Promise<void> {
  await closing(auth => auth.eraseAccount({ body: { password } }))
  leave()
}

/** After the person has changed their own name. */
export function renameSelf(displayName: string): void {
  if (session.status === 'in') become({ status: 'in', user: { ...session.user, displayName } })
}
/** After the person has changed how they look, or their address. */
export function showSelf(user: User): void {
  if (session.status === 'in') become({ status: 'in', user })
}

export const currentSession = (): Session => session
export function onSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

otherTabs.addEventListener('message', ({ data }) => (data === 'out' ? end() : void refresh()))
if (session.status === 'restoring') void refresh()
