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
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answers(path)
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
