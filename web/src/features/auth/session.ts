/**
 * Who is here. The access token lives in this module's memory only; the refresh token is an HttpOnly cookie that
 * no script can read. One refresh at a time, across tabs too: the cookie rotates, and two at once would burn it.
 */
import routes from 'virtual:routes'
import type { User } from '../../../../functions/auth/contract.ts'
import { ApiProblem, contractClient } from '../../../../functions/platform/contract-client.ts'

export type Session = { readonly status: 'restoring' } | { readonly status: 'out' } | { readonly status: 'in'; readonly user: User }
interface Granted { readonly accessToken: string; readonly expiresIn: number; readonly user: User }

/** Works by the cookie alone; everything that needs a token is in api.ts. */
export const openAuth = contractClient(routes.auth, { base: '' })

/** Says only that a cookie may be worth trying, so that strangers cost no request. */
const hint = 'playhouse.signed-in'
/** A token is renewed this long before it expires, in milliseconds. */
const margin = 60_000

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
function end(): void {
  token = null
  localStorage.removeItem(hint)
  become({ status: 'out' })
}

async function refreshNow(): Promise<void> {
  try {
    accept(await navigator.locks.request('playhouse.refresh', () => openAuth.refresh({ body: {} })))
  } catch (problem) {
    // Only a refusal ends the session. Without an answer the token is kept, and asked for again at the next call.
    if (problem instanceof ApiProblem && (problem.status === 401 || problem.status === 403)) end()
    else if (session.status === 'restoring') become({ status: 'out' })
  }
}
const refresh = (): Promise<void> => (refreshing ??= refreshNow().finally(() => (refreshing = null)))

/** The access token to send: renewed first when it is about to expire, null for somebody signed out. */
export async function freshToken(): Promise<string | null> {
  if (session.status === 'restoring' || (token && token.expiresAt - margin < Date.now())) await refresh()
  return token?.value ?? null
}
/** Makes the next call renew the token, whatever its clock says. */
export function distrustToken(): void {
  if (token) token = { ...token, expiresAt: 0 }
}
/** Who is here, once that is known. */
export async function settledSession(): Promise<Session> {
  if (session.status === 'restoring') await refresh()
  return session
}

export async function signIn(email: string, password: string): Promise<void> {
  accept(await openAuth.login({ body: { email, password } }))
  tellOtherTabs('in')
}
export async function signOut(): Promise<void> {
  await openAuth.logout({ body: {} })
  end()
  tellOtherTabs('out')
}
/** After the person has changed their own name. */
export function renameSelf(displayName: string): void {
  if (session.status === 'in') become({ status: 'in', user: { ...session.user, displayName } })
}

/** After the person has changed how they look. */
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
