import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const hint = 'playhouse.signed-in'
const user = { id: 'usr_01k3v9m2x8q4t7w5z6y1n0p3r2', email: 'ana@example.org', displayName: 'Ana', roles: ['viewer'], createdAt: '2026-11-20T10:00:00.000Z' }
const granted = (accessToken: string, expiresIn = 3600) => Response.json({ accessToken, expiresIn, user })
const refused = (status: number, code: string) => Response.json({ type: 'about:blank', title: code, status, code, detail: code, requestId: 'r-1' }, { status })

let kept: Map<string, string>
let answers: ((path: string) => Promise<Response> | Response)
let asked: string[]

beforeEach(() => {
  vi.resetModules()
  kept = new Map()
  asked = []
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key) })
  vi.stubGlobal('BroadcastChannel', class { postMessage() {} addEventListener() {} })
  // A page's own addresses begin with its origin.
  vi.stubGlobal('Request', class extends Request {
    constructor(path: string, how: RequestInit) {
      super(new URL(path, 'https://house.example'), how)
    }
  })
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    const { pathname } = new URL(url)
    asked.push(pathname)
    return answers(pathname)
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const openPage = () => import('../../../../web/src/features/auth/session.ts')

test('a stranger costs no request', async () => {
  const { freshToken, currentSession } = await openPage()
  expect(await freshToken()).toBeNull()
  expect(currentSession()).toEqual({ status: 'out' })
  expect(asked).toEqual([])
})

test('somebody who comes back is restored by one refresh, however many calls wait for it', async () => {
  kept.set(hint, '1')
  answers = () => granted('one')
  const { freshToken, currentSession } = await openPage()
  expect(currentSession()).toEqual({ status: 'restoring' })
  expect(await Promise.all([freshToken(), freshToken(), freshToken()])).toEqual(['one', 'one', 'one'])
  expect(asked).toEqual(['/api/auth/refresh'])
  expect(currentSession()).toEqual({ status: 'in', user })
})

test('a session that has ended leaves a stranger, and no hint', async () => {
  kept.set(hint, '1')
  answers = () => refused(401, 'session_ended')
  const { freshToken, currentSession } = await openPage()
  expect(await freshToken()).toBeNull()
  expect(currentSession()).toEqual({ status: 'out' })
  expect(kept.has(hint)).toBe(false)
})

test('a lost connection ends no session', async () => {
  answers = path => (path.endsWith('/login') ? granted('one', 30) : Promise.reject(new TypeError('offline')))
  const { signIn, freshToken, currentSession } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  expect(await freshToken()).toBe('one')
  expect(currentSession()).toEqual({ status: 'in', user })
  expect(kept.get(hint)).toBe('1')
})

test.each([['no connection', () => Promise.reject(new TypeError('offline'))], ['a tired house', () => refused(503, 'unavailable')]])('somebody who comes back to %s is asked for again, and is no stranger', async (_, answer) => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  kept.set(hint, '1')
  answers = answer
  const { settledSession, currentSession, freshToken } = await openPage()
  const settled = settledSession()
  await vi.advanceTimersByTimeAsync(1000)
  expect([asked.length, currentSession().status]).toEqual([2, 'restoring'])
  await vi.advanceTimersByTimeAsync(3000)
  expect((await settled).status).toBe('unreachable')
  expect(asked).toHaveLength(3)
  expect(kept.get(hint)).toBe('1')
  // Each call asks once more; as soon as there is an answer, they are here.
  answers = () => granted('one')
  expect(await freshToken()).toBe('one')
  expect(currentSession()).toEqual({ status: 'in', user })
})

test('a house that answers after a moment finds the person where they were', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  kept.set(hint, '1')
  answers = () => refused(502, 'unreadable')
  const { settledSession } = await openPage()
  const settled = settledSession()
  await vi.advanceTimersByTimeAsync(500)
  answers = () => granted('one')
  await vi.advanceTimersByTimeAsync(500)
  expect(await settled).toEqual({ status: 'in', user })
})

test('a session that ends unasked lapses: the person stays, and calls wait until they have signed in again', async () => {
  answers = path => (path.endsWith('/login') ? granted('one') : refused(401, 'session_ended'))
  const { signIn, distrustToken, freshToken, tokenOfNow, currentSession } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  distrustToken()
  const waiting = freshToken()
  await vi.waitFor(() => expect(currentSession()).toEqual({ status: 'lapsed', user }))
  expect(await tokenOfNow()).toBeNull()
  answers = () => granted('two')
  await signIn('ana@example.org', 'Sunrise-2026')
  expect(await waiting).toBe('two')
})

test('whoever does not sign in again goes on as a stranger', async () => {
  answers = path => (path.endsWith('/login') ? granted('one') : refused(401, 'session_ended'))
  const { signIn, distrustToken, freshToken, goOnAsStranger, currentSession } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  distrustToken()
  const waiting = freshToken()
  await vi.waitFor(() => expect(currentSession().status).toBe('lapsed'))
  goOnAsStranger()
  expect(await waiting).toBeNull()
  expect(currentSession()).toEqual({ status: 'out' })
})

test('nobody renews a session while a new password replaces it', async () => {
  const changing = Promise.withResolvers<Response>()
  answers = path => (path.endsWith('/change-password') ? changing.promise : granted(path.endsWith('/login') ? 'one' : 'three'))
  const { signIn, changePassword, distrustToken, freshToken } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  const changed = changePassword('Sunrise-2026', 'Sunset-2026')
  await vi.waitFor(() => expect(asked).toContain('/api/auth/change-password'))
  distrustToken()
  const renewed = freshToken()
  changing.resolve(granted('two'))
  await changed
  expect(await renewed).toBe('three')
  expect(asked).toEqual(['/api/auth/login', '/api/auth/change-password', '/api/auth/refresh'])
})

test('a token is renewed a minute before it expires, not earlier', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-20T10:00:00Z'), toFake: ['Date'] })
  answers = path => granted(path.endsWith('/login') ? 'one' : 'two', 600)
  const { signIn, freshToken } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  vi.setSystemTime(new Date('2026-11-20T10:08:59Z'))
  expect(await freshToken()).toBe('one')
  vi.setSystemTime(new Date('2026-11-20T10:09:01Z'))
  expect(await freshToken()).toBe('two')
})

test('the token is kept nowhere but in memory', async () => {
  answers = () => granted('secret-token')
  const { signIn } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  expect([...kept]).toEqual([[hint, '1']])
})

test('signing out forgets the token', async () => {
  answers = path => (path.endsWith('/logout') ? new Response(null, { status: 204 }) : granted('one'))
  const { signIn, signOut, freshToken } = await openPage()
  await signIn('ana@example.org', 'Sunrise-2026')
  await signOut()
  expect(await freshToken()).toBeNull()
})
