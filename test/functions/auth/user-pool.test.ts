/** The whole of auth on a pool that behaves as Cognito does, through the real SDK, with tokens that are really verified. */
import { randomUUID } from 'node:crypto'
import { AdminAddUserToGroupCommand, AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Timer } from '../../../functions/auth/answer-floor.ts'
import { authContract } from '../../../functions/auth/contract.ts'
import { erasureStore } from '../../../functions/auth/erasure-store.ts'
import { handlers } from '../../../functions/auth/handlers.ts'
import { personalData } from '../../../functions/auth/personal-data.ts'
import { cursorsWith } from '../../../functions/platform/cursor.ts'
import { userPool } from '../../../functions/auth/user-pool.ts'
import { userStore } from '../../../functions/auth/user-store.ts'
import { api, type LambdaHandler } from '../../../functions/platform/api.ts'
import { tokenVerifier } from '../../../functions/platform/http/tokens.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { aPool, type PoolUnderTest } from '../../local/cognito/a-pool.ts'
import { startLocalTables } from '../../support/local-tables.ts'
import { fakePlatform, fakeSecret, send } from '../platform/http-event.ts'

const password = 'Northlight2026'
let tables: Awaited<ReturnType<typeof startLocalTables>>
let pool: PoolUnderTest
let handler: LambdaHandler

beforeAll(async () => {
  writeLogTo(() => {})
  ;[tables, pool] = await Promise.all([startLocalTables(), aPool()])
  const { poolId, clientId, issuer } = pool
  // The pool's clock stands still unless moved; ours is the same.
  const timer: Timer = { elapsed: () => 0, sleep: async ms => pool.advance(ms / 1000) }
  const auth = { pool: userPool({ poolId, clientId, client: pool.sdk }), users: userStore(), erasures: erasureStore, data: personalData, cursors: cursorsWith(fakeSecret({ kid: 'one', secret: 'first-origin-secret' })), clock: { now: pool.cloud.now }, timer, floorMs: 10, mailFloorMs: 10 }
  const tokens = tokenVerifier({ issuer, jwksUri: `${issuer}/.well-known/jwks.json`, clientId })
  handler = api(authContract, handlers(auth), { platform: fakePlatform({ tokens, limiter: { use: async () => {} } }) })
})
afterAll(() => Promise.all([tables.stop(), pool.stop()]))

const post = (path: string, body: unknown) => send(handler, { method: 'POST', path: `/api/auth/${path}`, body })
const me = (token: string) => send(handler, { path: '/api/auth/me', headers: { authorization: `Bearer ${token}` } })
const login = (email: string, secret = password) => post('login', { email, password: secret, refreshIn: 'body' })
const anAddress = () => `ana-${randomUUID()}@example.org`
async function signedUp(email = anAddress()) {
  await post('register', { email, password, displayName: 'Ana' })
  await post('verify', { email, code: pool.lastCode(email) })
  return email
}

test('a person signs up, confirms, signs in and is known by their token', async () => {
  const email = anAddress()
  expect((await post('register', { email, password, displayName: 'Ana' })).status).toBe(202)
  expect((await login(email)).body.code).toBe('not_verified')
  expect((await post('verify', { email, code: '000000' })).body.code).toBe('code_wrong')
  expect((await post('verify', { email, code: pool.lastCode(email) })).status).toBe(200)
  const { body } = await login(email.toUpperCase())
  expect((await me(body.accessToken)).body).toEqual({ ...body.user, email, displayName: 'Ana', roles: ['viewer', 'creator'] })
  expect((await me(`${body.accessToken.slice(0, -6)}AAAAAA`)).body.code).toBe('token_invalid')
})

test('whoever registers an unconfirmed address again takes it over; a confirmed one stays', async () => {
  const email = anAddress()
  await post('register', { email, password: 'Mallory Was Here 1', displayName: 'Mallory' })
  const former = pool.lastCode(email)
  await post('register', { email, password, displayName: 'Ana' })
  const fresh = pool.lastCode(email)
  if (former !== fresh) expect((await post('verify', { email, code: former })).body.code).toBe('code_wrong')
  await post('verify', { email, code: fresh })
  const before = pool.mails(email).length
  expect((await post('register', { email, password: 'Mallory Was Here 1', displayName: 'Mallory' })).status).toBe(202)
  expect(pool.mails(email).length).toBe(before)
  expect((await login(email, 'Mallory Was Here 1')).body.code).toBe('wrong_credentials')
  expect((await login(email)).body.user.displayName).toBe('Ana')
})

describe('what must not tell whether an address is known', () => {
  test.each([
    ['resend', (email: string) => post('resend', { email })],
    ['forgot-password', (email: string) => post('forgot-password', { email })],
    ['login', (email: string) => login(email, 'Wrong Password 1')],
    ['verify', (email: string) => post('verify', { email, code: '000000' })],
  ])('%s', async (_name, ask) => {
    const [known, unknown] = [await ask(await signedUp()), await ask(anAddress())]
    expect({ status: known.status, body: known.body }).toEqual({ status: unknown.status, body: unknown.body })
  })
})

describe('a session', () => {
  test('rotates its refresh token', async () => {
    const { body } = await login(await signedUp())
    const refreshed = await post('refresh', { refreshToken: body.refreshToken })
    expect(refreshed).toMatchObject({ status: 200, body: { refreshToken: expect.any(String), user: { id: body.user.id } } })
    expect(refreshed.body.refreshToken).not.toBe(body.refreshToken)
    expect((await me(refreshed.body.accessToken)).status).toBe(200)
  })
  test('ends by signing out', async () => {
    const { body } = await login(await signedUp())
    expect((await post('logout', { refreshToken: body.refreshToken })).status).toBe(204)
    expect((await post('refresh', { refreshToken: body.refreshToken })).body.code).toBe('session_ended')
    expect((await post('logout', { refreshToken: 'nonsense' })).status).toBe(204)
  })
  test('ends everywhere with a new password, and the next one begins at once', async () => {
    const email = await signedUp()
    const { body } = await login(email)
    await post('forgot-password', { email })
    expect((await post('reset-password', { email, code: pool.lastCode(email), newPassword: 'Southlight2027' })).status).toBe(200)
    expect((await me(body.accessToken)).body.code).toBe('token_invalid')
    expect((await post('refresh', { refreshToken: body.refreshToken })).body.code).toBe('session_ended')
    expect((await login(email)).body.code).toBe('wrong_credentials')
    const again = await login(email, 'Southlight2027')
    expect((await me(again.body.accessToken)).status).toBe(200)
  })
  test('is not opened for somebody whom the pool has disabled', async () => {
    const email = await signedUp()
    await pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: pool.poolId, Username: email }))
    expect((await login(email)).body.code).toBe('wrong_credentials')
  })
})

test('a person put into a group of staff has the role from the next sign-in on', async () => {
  const email = await signedUp()
  await pool.realise('AWS::Cognito::UserPoolGroup', 'moderator', { UserPoolId: pool.poolId, GroupName: 'moderator' })
  await pool.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId: pool.poolId, Username: email, GroupName: 'moderator' }))
  const { body } = await login(email)
  expect((await me(body.accessToken)).body.roles).toEqual(['viewer', 'creator', 'moderator'])
})
