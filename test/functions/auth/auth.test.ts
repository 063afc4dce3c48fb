import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readTrail } from '../../../functions/audit/audit-trail.ts'
import { withFloor, type Timer } from '../../../functions/auth/answer-floor.ts'
import { authContract } from '../../../functions/auth/contract.ts'
import { erasureStore } from '../../../functions/auth/erasure-store.ts'
import { handlers } from '../../../functions/auth/handlers.ts'
import { personalData } from '../../../functions/auth/personal-data.ts'
import { nextWholeSecond, rolesFromGroups } from '../../../functions/auth/user.ts'
import { userStore } from '../../../functions/auth/user-store.ts'
import { noticeStore } from '../../../functions/notices/notice-store.ts'
import { api } from '../../../functions/platform/api.ts'
import { fixedClock } from '../../../functions/platform/clock.ts'
import { cursorsWith } from '../../../functions/platform/cursor.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { fakePlatform, fakeSecret, send } from '../platform/http-event.ts'
import { fakePool } from './fake-pool.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

function aHouse() {
  const clock = fixedClock('2026-11-20T10:43:00.400Z')
  const sleeps: number[] = []
  const timer: Timer = { elapsed: () => clock.now().getTime(), sleep: async ms => { sleeps.push(ms); clock.advance(ms) } }
  const pool = fakePool(clock)
  const users = userStore()
  const handler = api(authContract, handlers({ pool, users, erasures: erasureStore, data: personalData, cursors: cursorsWith(fakeSecret({ kid: 'one', secret: 'first-origin-secret' })), clock, timer, floorMs: 1000, mailFloorMs: 3000 }), { platform: fakePlatform({ clock }) })
  const post = (path: string, body: unknown, more: { headers?: Record<string, string>; cookies?: string[] } = {}) => send(handler, { method: 'POST', path: `/api/auth/${path}`, body, ...more })
  return { clock, sleeps, pool, users, handler, post }
}
type House = ReturnType<typeof aHouse>

const password = 'Correct Horse 1'
const anAddress = () => `${newId('ana')}@example.org`

async function signedUp(house: House, email = anAddress()) {
  await house.post('register', { email, password, displayName: 'Ana' })
  await house.post('verify', { email, code: house.pool.codeFor(email) })
  return email
}

let house: House
beforeEach(() => { house = aHouse() })

describe('signing up', () => {
  test('takes an address, a code and then a sign-in', async () => {
    const email = anAddress()
    expect(await house.post('register', { email: email.toUpperCase(), password, displayName: 'Ana' })).toMatchObject({ status: 202 })
    expect(await house.post('login', { email, password })).toMatchObject({ status: 403, body: { code: 'not_verified' } })
    expect(await house.post('verify', { email, code: '000000' })).toMatchObject({ status: 400, body: { code: 'code_wrong' } })
    expect(await house.post('verify', { email, code: house.pool.codeFor(email) })).toMatchObject({ status: 200 })
    const { status, body, cookies } = await house.post('login', { email, password })
    expect({ status, user: body.user, expiresIn: body.expiresIn }).toEqual({ status: 200, expiresIn: 900, user: { id: expect.stringMatching(/^usr_[0-9a-f]{32}$/), email, displayName: 'Ana', roles: ['viewer', 'creator'], face: null, createdAt: expect.any(String) } })
    expect(body).not.toHaveProperty('refreshToken')
    expect(cookies).toEqual([expect.stringMatching(/^playhouse_refresh=\S+; Path=\/api\/auth; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/)])
  })
  test('again before confirming voids the former password and code', async () => {
    const email = anAddress()
    await house.post('register', { email, password, displayName: 'Mallory' })
    const former = house.pool.codeFor(email)
    await house.post('register', { email, password: 'Another Horse 2', displayName: 'Ana' })
    expect((await house.post('verify', { email, code: former })).body.code).toBe('code_wrong')
    await house.post('verify', { email, code: house.pool.codeFor(email) })
    expect((await house.post('login', { email, password })).status).toBe(401)
    expect((await house.post('login', { email, password: 'Another Horse 2' })).body.user.displayName).toBe('Ana')
  })
  test('a refused sign-in, code or recovery takes the same time whether or not the address is known; a good one is not held up', async () => {
    const email = await signedUp(house)
    house.sleeps.length = 0
    const wrong = { password: 'Another Horse 2', code: '000000', newPassword: 'Another Horse 2' }
    for (const [path, status] of [['login', 401], ['verify', 400], ['reset-password', 400]] as const) {
      const answers = [await house.post(path, { email, ...wrong }), await house.post(path, { email: anAddress(), ...wrong })]
      expect(answers.map(answer => [answer.status, answer.body.code])).toEqual([[status, answers[0]!.body.code], [status, answers[0]!.body.code]])
    }
    expect(house.sleeps).toEqual([1000, 1000, 1000, 1000, 1000, 1000])
    house.sleeps.length = 0
    expect((await house.post('login', { email, password })).status).toBe(200)
    expect(house.sleeps).toEqual([])
  })
  test('with a known address changes nothing and says the same, after the same time', async () => {
    const email = await signedUp(house)
    house.sleeps.length = 0
    const known = await house.post('register', { email, password: 'Another Horse 2', displayName: 'Mallory' })
    const unknown = await house.post('register', { email: anAddress(), password: 'Another Horse 2', displayName: 'Ben' })
    expect({ status: known.status, body: known.body }).toEqual({ status: unknown.status, body: unknown.body })
    expect(house.sleeps[0]! + house.pool.latencies.at(-2)!).toBe(house.sleeps[1]! + house.pool.latencies.at(-1)!)
    expect(house.sleeps[0]! + house.pool.latencies.at(-2)!).toBe(3000)
    expect((await house.post('login', { email, password })).status).toBe(200)
  })
  test('with a known address is told to whoever reads its mail, once a day', async () => {
    const email = await signedUp(house)
    const again = () => house.post('register', { email, password: 'Another Horse 2', displayName: 'Mallory' })
    const told = async () => (await noticeStore.due(new Date('2100-01-01'), 1000)).filter(({ to }) => to === email).map(({ kind }) => kind)
    await again()
    await again()
    expect(await told()).toEqual(['signed_up_again'])
    house.clock.advance(24 * 3_600_000)
    await again()
    expect(await told()).toEqual(['signed_up_again', 'signed_up_again'])
  })
  test.each([[30, 1400], [1400, 30], [990, 1010], [30, 2990]])('takes three seconds, whether the pool needs %i ms for a known address and %i ms for another', async (known, unknown) => {
    const email = await signedUp(house)
    for (const [path, more] of [['register', { password, displayName: 'X' }], ['resend', {}], ['forgot-password', {}]] as const) {
      const took = []
      for (const [address, latency] of [[email, known], [anAddress(), unknown]] as const) {
        house.pool.takes(latency)
        const from = house.clock.now().getTime()
        expect((await house.post(path, { email: address, ...more })).status).toBe(202)
        took.push(house.clock.now().getTime() - from)
      }
      expect(took, path).toEqual([3000, 3000])
    }
  })
  test.each(['resend', 'forgot-password'])('%s answers the same for known, unconfirmed and unknown addresses', async path => {
    const confirmed = await signedUp(house)
    const unconfirmed = anAddress()
    await house.post('register', { email: unconfirmed, password, displayName: 'Ana' })
    const answers = await Promise.all([confirmed, unconfirmed, anAddress()].map(email => house.post(path, { email })))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]!.status).toBe(202)
  })
  test('a password that is too weak is named before anything happens', async () => {
    const { status, body } = await house.post('register', { email: anAddress(), password: 'short', displayName: 'Ana' })
    expect({ status, paths: new Set(body.errors.map((error: { path: string }) => error.path)) }).toEqual({ status: 400, paths: new Set(['password']) })
  })
})

describe('signing in', () => {
  test('with a wrong password and to an unknown address fail alike', async () => {
    const email = await signedUp(house)
    const [wrong, unknown] = [await house.post('login', { email, password: 'Wrong Horse 1' }), await house.post('login', { email: anAddress(), password })]
    expect({ status: wrong.status, body: wrong.body }).toEqual({ status: 401, body: unknown.body })
  })
  test('mends an account that was never written', async () => {
    const email = anAddress()
    await house.post('register', { email, password, displayName: 'Ana' })
    house.pool.confirm(email)
    expect((await house.post('login', { email, password })).body.user).toMatchObject({ email, displayName: 'Ana' })
  })
  test('takes over the roles of staff from the pool, and loses them again', async () => {
    const email = await signedUp(house)
    house.pool.groups(email, ['admin', 'no role of ours'])
    expect((await house.post('login', { email, password })).body.user.roles).toEqual(['viewer', 'creator', 'admin'])
    house.pool.groups(email, [])
    expect((await house.post('login', { email, password })).body.user.roles).toEqual(['viewer', 'creator'])
  })
  test('goes wrong twelve times alike for a known and an unknown address, also when the pool pauses the known one alone', async () => {
    const email = await signedUp(house)
    const nobodys = anAddress()
    for (const [path, wrong] of [['login', { password: 'Wrong Horse 1' }], ['verify', { code: '000000' }], ['reset-password', { code: '000000', newPassword: 'Another Horse 2' }]] as const) {
      for (let time = 1; time <= 12; time++) {
        house.clock.advance(10_000)
        if (time > 4) house.pool.failNext(path === 'login' ? 'NotAuthorizedException' : 'LimitExceededException', 'Password attempts exceeded')
        const known = await house.post(path, { email, ...wrong })
        const unknown = await house.post(path, { email: nobodys, ...wrong })
        expect([known.status, known.body, known.headers], `${path} ${time}`).toEqual([unknown.status, unknown.body, unknown.headers])
        expect(known.status).toBe(path === 'login' ? 401 : 400)
      }
    }
  })
  test('lets whoever is signed in know that they are paused, and for how long', async () => {
    const email = await signedUp(house)
    const { body: { user } } = await house.post('login', { email, password })
    const headers = { authorization: `Bearer ${user.id}@${house.pool.seconds()}` }
    house.pool.failNext('LimitExceededException', 'Attempt limit exceeded')
    expect(await house.post('change-password', { currentPassword: 'Wrong Horse 1', newPassword: 'Another Horse 2' }, { headers })).toMatchObject({ status: 429, body: { code: 'too_many_tries' }, headers: { 'retry-after': '300' } })
    house.pool.failNext('TooManyFailedAttemptsException', 'Too many')
    expect(await house.post('confirm-email', { code: '000000' }, { headers })).toMatchObject({ status: 429, headers: { 'retry-after': '300' } })
  })
  test('is guessed at ten times a minute at most, wherever from', async () => {
    const email = await signedUp(house)
    const statuses = []
    for (let guess = 0; guess < 11; guess++) statuses.push((await house.post('login', { email, password: `Wrong Horse ${guess}` })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429])
  })
})

describe('a session', () => {
  const cookieOf = (received: { cookies: string[] }) => received.cookies[0]!.split(';')[0]!

  test('is refreshed by the cookie, which rotates', async () => {
    const email = await signedUp(house)
    const cookie = cookieOf(await house.post('login', { email, password }))
    const refreshed = await house.post('refresh', {}, { cookies: [cookie] })
    expect(refreshed).toMatchObject({ status: 200, body: { user: { email } } })
    expect(refreshed.body).not.toHaveProperty('refreshToken')
    expect(cookieOf(refreshed)).not.toBe(cookie)
    const reused = await house.post('refresh', {}, { cookies: [cookie] })
    expect(reused).toMatchObject({ status: 401, body: { code: 'session_ended' }, cookies: [expect.stringContaining('Max-Age=0')] })
  })
  test('stays in the body for a client that asked for it there, and sets no cookie', async () => {
    const email = await signedUp(house)
    const { body, cookies } = await house.post('login', { email, password, refreshIn: 'body' })
    expect(cookies).toEqual([])
    const refreshed = await house.post('refresh', { refreshToken: body.refreshToken })
    expect(refreshed.body.refreshToken).toEqual(expect.any(String))
    expect(refreshed.cookies).toEqual([])
  })
  test('without a token is over', async () => {
    expect(await house.post('refresh', {})).toMatchObject({ status: 401, body: { code: 'session_ended' } })
  })
  test('ends when its person signs out, as often as they like', async () => {
    const email = await signedUp(house)
    const cookie = cookieOf(await house.post('login', { email, password }))
    for (let time = 0; time < 2; time++) expect(await house.post('logout', {}, { cookies: [cookie] })).toMatchObject({ status: 204, cookies: [expect.stringContaining('Max-Age=0')] })
    expect((await house.post('refresh', {}, { cookies: [cookie] })).status).toBe(401)
    expect((await house.post('logout', {})).status).toBe(204)
  })
  test('cannot be refreshed from a foreign page', async () => {
    expect(await house.post('refresh', {}, { headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 403, body: { code: 'foreign_origin' } })
  })
  test('of a suspended person is refused at sign-in, refresh and use', async () => {
    const email = await signedUp(house)
    const first = await house.post('login', { email, password })
    const { id } = first.body.user
    await suspend(id)
    expect(await house.post('login', { email, password })).toMatchObject({ status: 403, body: { code: 'suspended' } })
    expect(await house.post('refresh', {}, { cookies: [cookieOf(first)] })).toMatchObject({ status: 403, body: { code: 'suspended' } })
    expect(await send(house.handler, { path: '/api/auth/me', headers: { authorization: `Bearer ${id}@${house.pool.seconds()}` } })).toMatchObject({ status: 403, body: { code: 'suspended' } })
  })
})

describe('a new password', () => {
  test('ends every session, and the next sign-in counts at once', async () => {
    const email = await signedUp(house)
    const { body } = await house.post('login', { email, password, refreshIn: 'body' })
    const before = `Bearer ${body.user.id}@${house.pool.seconds()}`
    await house.post('forgot-password', { email })
    expect(await house.post('reset-password', { email, code: house.pool.codeFor(email), newPassword: 'Another Horse 2' })).toMatchObject({ status: 200 })
    expect((await send(house.handler, { path: '/api/auth/me', headers: { authorization: before } })).body.code).toBe('token_invalid')
    expect((await house.post('refresh', { refreshToken: body.refreshToken })).body.code).toBe('session_ended')
    expect((await house.post('login', { email, password })).status).toBe(401)
    const again = await house.post('login', { email, password: 'Another Horse 2' })
    expect(again.status).toBe(200)
    expect((await send(house.handler, { path: '/api/auth/me', headers: { authorization: `Bearer ${body.user.id}@${house.pool.seconds()}` } })).body.email).toBe(email)
  })
  test('needs the code', async () => {
    const email = await signedUp(house)
    await house.post('forgot-password', { email })
    expect((await house.post('reset-password', { email, code: '000000', newPassword: 'Another Horse 2' })).body.code).toBe('code_wrong')
    expect((await house.post('reset-password', { email: anAddress(), code: '000000', newPassword: 'Another Horse 2' })).body.code).toBe('code_wrong')
  })
  test('is counted from the next whole second', () => {
    expect([nextWholeSecond(new Date(1000)), nextWholeSecond(new Date(1999)), nextWholeSecond(new Date(2000))]).toEqual([2, 2, 3])
  })
})

describe('a profile', () => {
  test('is replaced, and an older version is refused', async () => {
    const email = await signedUp(house)
    const { body: { user: { id } } } = await house.post('login', { email, password })
    const authorization = `Bearer ${id}@${house.pool.seconds()}`
    const put = (body: object, ifMatch?: string) => send(house.handler, { method: 'PUT', path: '/api/auth/profile', body, headers: { authorization, ...(ifMatch ? { 'if-match': ifMatch } : {}) } })
    const read = await send(house.handler, { path: '/api/auth/profile', headers: { authorization } })
    expect(read.body).toEqual({ id, displayName: 'Ana', bio: '', face: null, preferences: { language: 'en', theme: 'system', autoplay: true, captions: false }, version: 1 })
    const changed = await put({ displayName: 'Ana B', bio: 'Films boats.', preferences: { theme: 'dark' } }, read.headers.etag)
    expect(changed.body).toMatchObject({ displayName: 'Ana B', bio: 'Films boats.', preferences: { theme: 'dark', language: 'en' }, version: 2 })
    expect(await put({ displayName: 'Lost' }, read.headers.etag)).toMatchObject({ status: 412, body: { code: 'version_changed' } })
    expect((await put({ displayName: 'Last one wins' })).body.version).toBe(3)
  })
})

test('roles follow the order of the contract and ignore groups that are none', () => {
  expect(rolesFromGroups(['admin', 'moderator', 'something'])).toEqual(['viewer', 'creator', 'moderator', 'admin'])
})

test.each([[100, 900], [1000, 0], [1001, 999], [2500, 500]])('work of %i ms is padded by %i ms, failed or not', async (took, padding) => {
  const run = async (fails: boolean) => {
    let time = 0
    const slept: number[] = []
    const timer: Timer = { elapsed: () => time, sleep: async ms => slept.push(ms) }
    await withFloor(1000, timer, async () => {
      time += took
      if (fails) throw new Error('failed')
    }).catch(() => {})
    return slept
  }
  expect(await run(false)).toEqual([padding])
  expect(await run(true)).toEqual([padding])
})

async function suspend(id: string) {
  const { UpdateCommand } = await import('@aws-sdk/lib-dynamodb')
  const { documentClient } = await import('../../../functions/platform/tables.ts')
  await documentClient.send(new UpdateCommand({ TableName: 'platform', Key: { pk: `USER#${id}`, sk: 'USER' }, UpdateExpression: 'SET #s = :s', ExpressionAttributeNames: { '#s': 'status' }, ExpressionAttributeValues: { ':s': 'suspended' } }))
}

describe('a new address', () => {
  test('that was confirmed just before a crash is taken over at the next sign-in, once, with an entry in the trail', async () => {
    const email = await signedUp(house)
    const { id } = (await house.post('login', { email, password })).body.user
    const next = anAddress()
    await house.pool.askForEmail(id, next)
    await house.pool.confirmEmail(id, house.pool.codeFor(email))
    for (let time = 0; time < 2; time++) expect((await house.post('login', { email: next, password })).body.user).toMatchObject({ id, email: next })
    const { items } = await readTrail({ subject: id }, { limit: 10 })
    expect(items).toMatchObject([{ action: 'user.email_changed', actor: id }])
    expect(JSON.stringify(items)).not.toContain('example.org')
  })
})
