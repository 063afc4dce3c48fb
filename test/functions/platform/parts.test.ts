import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { fixedClock } from '../../../functions/platform/clock.ts'
import { cancellationReasons, isConditionalFailure, isTransactionConflict, retryOnConflict } from '../../../functions/platform/conditional.ts'
import { equalInConstantTime } from '../../../functions/platform/constant-time.ts'
import { id } from '../../../functions/platform/contract.ts'
import { cursorsWith } from '../../../functions/platform/cursor.ts'
import { readEnv } from '../../../functions/platform/env.ts'
import { isDomainError } from '../../../functions/platform/errors.ts'
import { tokenVerifier, type TokenVerifier } from '../../../functions/platform/http/tokens.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { inRequest, log, redact, writeLogTo } from '../../../functions/platform/log.ts'
import { queueConsumer, scheduled } from '../../../functions/platform/queue-consumer.ts'
import { secretOf, type KeyedSecret } from '../../../functions/platform/secrets.ts'
import { fakeSecret, lambdaContext } from './http-event.ts'

const lines: string[] = []
beforeAll(() => { writeLogTo(line => lines.push(line)) })
const codeOf = (attempt: Promise<unknown>) => attempt.then(() => 'fine', problem => (isDomainError(problem) ? problem.code : problem))

test('the environment is read once, and every missing variable is named', () => {
  const shape = z.object({ TABLE: z.string(), BUS: z.string(), SCALE: z.coerce.number() })
  expect(readEnv(shape, { TABLE: 't', BUS: 'b', SCALE: '2' })).toEqual({ TABLE: 't', BUS: 'b', SCALE: 2 })
  expect(() => readEnv(shape, { SCALE: 'secret-ish' })).toThrow(/TABLE is missing; BUS is missing; SCALE: /)
  expect(() => readEnv(shape, { SCALE: 'secret-ish' })).not.toThrow(/secret-ish/)
})

describe('ids', () => {
  test('carry their kind, sort by time and fit the contract', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 48 - 2 }), fc.integer({ min: 1, max: 1000 }), (ms, later) => {
      const [one, two] = [newId('vid', { now: new Date(ms) }), newId('vid', { now: new Date(Math.min(ms + later, 2 ** 48 - 1)) })]
      expect(one).toMatch(/^vid_[0-9a-hjkmnp-tv-z]{26}$/)
      expect(id('vid').safeParse(one).success).toBe(true)
      expect(one < two).toBe(true)
    }))
  })
  test('of one moment differ by eighty random bits', () => {
    const now = new Date()
    expect(new Set([...Array(1000).keys()].map(() => newId('vid', { now }))).size).toBe(1000)
    expect(newId('x', { now: new Date(0), random: bytes => new Uint8Array(bytes).fill(255) })).toBe(`x_${'0'.repeat(10)}${'z'.repeat(16)}`)
  })
})

test('texts are equal when they are the same, whatever their length', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (left, right) => equalInConstantTime(left, right) === (left === right)))
})

describe('cursors', () => {
  const secret = fakeSecret({ kid: 'new', secret: 'the-new-secret' }, { kid: 'old', secret: 'the-old-secret' })
  const { signCursor, openCursor } = cursorsWith(secret)
  test('open in the list they were made for', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.string(), async (value, scope) => {
      expect(await openCursor(await signCursor(value, scope), scope)).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })
  test('survive one rotation of the secret', async () => {
    const older = await cursorsWith(fakeSecret({ kid: 'old', secret: 'the-old-secret' })).signCursor({ pk: 'a' }, 'list')
    expect(await openCursor(older, 'list')).toEqual({ pk: 'a' })
  })
  test.each([
    ['of another list', async () => signCursor('a', 'other')],
    ['with another payload', async () => `${Buffer.from('"b"').toString('base64url')}.${(await signCursor('a', 'list')).split('.')[1]}`],
    ['with another secret', async () => cursorsWith(fakeSecret({ kid: 'x', secret: 'y' })).signCursor('a', 'list')],
    ['that is nonsense', async () => 'nonsense'],
    ['with a tail', async () => `${await signCursor('a', 'list')}.x`],
  ])('%s are refused', async (_what, make) => {
    expect(await codeOf(openCursor(await make(), 'list'))).toBe('cursor_invalid')
  })
})

describe('a shared secret', () => {
  function aSecret() {
    const clock = fixedClock('2026-11-20T10:43:00Z')
    const stages: Record<string, KeyedSecret | null> = { AWSCURRENT: { kid: '1', secret: 'one' }, AWSPREVIOUS: null, AWSPENDING: null }
    const read = vi.fn(async (_arn: string, stage: string) => stages[stage]!)
    return { clock, stages, read, secret: secretOf('arn', { clock, read, freshForMs: 300_000 }) }
  }
  test('is read once in five minutes, however many ask', async () => {
    const { clock, read, secret } = aSecret()
    await Promise.all([secret.current(), secret.current(), secret.current()])
    clock.advance(299_000)
    await secret.current()
    expect(read).toHaveBeenCalledTimes(1)
    clock.advance(1000)
    await secret.current()
    expect(read).toHaveBeenCalledTimes(2)
  })
  test('is accepted with the one before it and the one to come', async () => {
    const { stages, secret } = aSecret()
    stages.AWSPREVIOUS = { kid: '0', secret: 'zero' }
    stages.AWSPENDING = { kid: '2', secret: 'two' }
    expect((await secret.accepted()).map(({ kid }) => kid)).toEqual(['1', '0', '2'])
  })
  test('is not read again for whoever shows what nobody knows, however often', async () => {
    const { read, secret } = aSecret()
    for (let time = 0; time < 50; time++) await secret.accepted()
    expect(read).toHaveBeenCalledTimes(3)
  })
  test('and its neighbours are of one time: none from before a rotation stands beside one from after it', async () => {
    const { clock, stages, secret } = aSecret()
    stages.AWSPREVIOUS = { kid: '0', secret: 'zero' }
    await secret.current()
    clock.advance(299_000)
    await secret.accepted()
    Object.assign(stages, { AWSCURRENT: { kid: '2', secret: 'two' }, AWSPREVIOUS: { kid: '1', secret: 'one' } })
    clock.advance(1000)
    expect((await secret.accepted()).map(({ kid }) => kid)).toEqual(['2', '1'])
  })
  test('of which there is no value yet is asked for again', async () => {
    const { stages, secret } = aSecret()
    const current = stages.AWSCURRENT
    stages.AWSCURRENT = null
    await expect(secret.current()).rejects.toThrow('no current value')
    stages.AWSCURRENT = current!
    expect((await secret.current()).kid).toBe('1')
  })
  test('that could not be read is asked for again', async () => {
    const { read, secret } = aSecret()
    read.mockRejectedValueOnce(new Error('no network'))
    await expect(secret.current()).rejects.toThrow('no network')
    expect((await secret.current()).kid).toBe('1')
  })
})

describe('the log', () => {
  test('hides what opens doors, keeps what explains', () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
    const line = JSON.stringify(redact({
      password: 'p', newPassword: 'p', code: '123456', headers: { Authorization: `Bearer ${jwt}`, cookie: 'c', 'x-origin-verify': 'o', accept: 'json' },
      url: `/t/abcdefghijklmnopqrstuvwxyz~payload~signature/v/vid_1/master.m3u8`, put: 'https://b/k?X-Amz-Signature=abc&partNumber=1', text: `token ${jwt}`, problem: 'code_wrong',
    }))
    for (const secret of ['"p"', '123456', 'eyJ', 'payload', 'abc&', '"c"', '"o"']) expect(line).not.toContain(secret)
    for (const kept of ['json', '/v/vid_1/master.m3u8', 'partNumber=1', 'code_wrong']) expect(line).toContain(kept)
  })
  test('hides what opens doors in the middle of a sentence, also where the sentence is cut', () => {
    const secrets = {
      refresh: `eyJjdHkiOiJKV1QifQ.${'a'.repeat(40)}.${'b'.repeat(16)}.${'c'.repeat(200)}.${'d'.repeat(22)}`,
      path: `k1abc~${'e'.repeat(80)}~${'f'.repeat(43)}`, session: `ses_${'g'.repeat(120)}.${'h'.repeat(22)}`, invitation: 'i'.repeat(101), cookie: 'j'.repeat(30),
    }
    const text = `asked with ${secrets.refresh}, for ${secrets.path} and ${secrets.session}; opened /invitations/${secrets.invitation} with playhouse_refresh=${secrets.cookie}; a=b`
    const seen = redact(text) as string
    for (const letter of 'abcdefghij') expect(seen).not.toContain(letter.repeat(10))
    expect(seen).toContain('; a=b')
    const cut = redact('x '.repeat(1980) + secrets.session) as string
    expect(cut).not.toContain('ggg')
    expect(redact('vid_01k3v9m2x8q4t7w5z6y1n0p3r2')).toBe('vid_01k3v9m2x8q4t7w5z6y1n0p3r2')
  })
  test('is one JSON object a line, tied to its request, with the causes of errors', async () => {
    lines.length = 0
    await inRequest({ requestId: 'r-1' }, async () => log.error('went wrong', { error: new Error('outer', { cause: new Error('inner') }) }))
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'error', message: 'went wrong', requestId: 'r-1', error: { message: 'outer', cause: { message: 'inner' } } })
  })
  test('survives what refers to itself', () => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    expect(() => JSON.stringify(redact(loop))).not.toThrow()
  })
})

describe('conditions and conflicts', () => {
  const cancelled = (...codes: string[]) => Object.assign(new Error(), { name: 'TransactionCanceledException', CancellationReasons: codes.map(Code => ({ Code })) })
  test('are told apart, by action', () => {
    const problem = cancelled('None', 'ConditionalCheckFailed')
    expect([isConditionalFailure(problem), isConditionalFailure(problem, 0), isConditionalFailure(problem, 1), isTransactionConflict(problem)]).toEqual([true, false, true, false])
    expect(isTransactionConflict(cancelled('TransactionConflict', 'None'))).toBe(true)
    expect(isConditionalFailure(Object.assign(new Error(), { name: 'ConditionalCheckFailedException' }))).toBe(true)
    expect([isConditionalFailure(null), isConditionalFailure('text'), cancellationReasons(undefined)]).toEqual([false, false, []])
  })
  test('a conflict is tried again with growing pauses, anything else is not', async () => {
    const pauses: number[] = []
    const effects = { random: () => 1, sleep: async (ms: number) => pauses.push(ms) }
    await expect(retryOnConflict(async () => { throw cancelled('TransactionConflict') }, effects)).rejects.toThrow()
    expect(pauses).toEqual([20, 40, 80, 160, 320, 640, 640])
    const once = vi.fn(async () => { throw cancelled('ConditionalCheckFailed') })
    await expect(retryOnConflict(once, effects)).rejects.toThrow()
    expect(once).toHaveBeenCalledOnce()
  })
})

describe('consumers', () => {
  const record = (messageId: string, detail: unknown) => ({ messageId, attributes: { ApproximateReceiveCount: '1' }, body: JSON.stringify({ id: 'e', source: 'playhouse.channels', 'detail-type': 'channel.changed', time: 't', resources: [], detail }) })
  test('answer exactly the messages that failed', async () => {
    const seen: unknown[] = []
    const handler = queueConsumer(z.object({ n: z.number() }), async ({ detail, detailType, source }) => {
      if (detail.n === 2) throw new Error('not this one')
      seen.push([detail.n, detailType, source])
    })
    const outcome = await handler({ Records: [record('a', { n: 1 }), record('b', { n: 2 }), record('c', { n: 'three' }), { ...record('d', {}), body: 'no JSON' }, record('e', { n: 5 })] } as never, lambdaContext)
    expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }, { itemIdentifier: 'd' }] })
    expect(seen).toEqual([[1, 'channel.changed', 'playhouse.channels'], [5, 'channel.changed', 'playhouse.channels']])
  })
  test('on a schedule read the clock anew and let a failure be seen', async () => {
    const clock = fixedClock('2026-11-20T10:43:00Z')
    const handle = vi.fn(async () => {})
    await scheduled(handle, { clock })({}, lambdaContext)
    expect(handle).toHaveBeenCalledWith({ requestId: 'invocation-1', now: new Date('2026-11-20T10:43:00Z') })
    await expect(scheduled(async () => { throw new Error('no') })({}, lambdaContext)).rejects.toThrow('no')
  })
})

describe('access tokens', () => {
  let issuer: string
  let verifier: TokenVerifier
  let server: ReturnType<typeof createServer>
  let fetches = 0
  let sign: (claims: Record<string, unknown>, options?: { kid?: string; key?: CryptoKey; expires?: string }) => Promise<string>
  const claims = { sub: '0b8f8a6e-1111-4222-8333-944455556666', token_use: 'access', client_id: 'client', 'cognito:groups': ['admin'] }

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const jwks = { keys: [{ ...await exportJWK(publicKey), kid: 'one', alg: 'RS256', use: 'sig' }] }
    server = createServer((_request, response) => {
      fetches++
      response.end(JSON.stringify(jwks))
    }).listen(0, '127.0.0.1')
    await new Promise(listening => server.once('listening', listening))
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cognito/pool`
    verifier = tokenVerifier({ issuer, jwksUri: `${issuer}/.well-known/jwks.json`, clientId: 'client' })
    sign = (claims, { kid = 'one', key = privateKey, expires = '15m' } = {}) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).setIssuer(String(claims.iss ?? issuer)).setIssuedAt(1_795_000_000).setExpirationTime(expires).sign(key)
  })
  afterAll(() => { server.close() })
  const good = () => sign(claims, { expires: '30 years' })

  test('of our pool and client are good; the pool\'s keys are fetched once', async () => {
    expect(await verifier.verify(await good())).toEqual({ userId: 'usr_0b8f8a6e111142228333944455556666', issuedAt: 1_795_000_000, groups: ['admin'] })
    await verifier.verify(await good())
    expect(fetches).toBe(1)
  })
  test.each([
    ['an id token', () => sign({ ...claims, token_use: 'id' }, { expires: '30 years' })],
    ['another client\'s', () => sign({ ...claims, client_id: 'other' }, { expires: '30 years' })],
    ['another issuer\'s', () => sign({ ...claims, iss: 'https://elsewhere' }, { expires: '30 years' })],
    ['an expired one', () => sign(claims, { expires: '-100 years' })],
    ['one signed by a stranger', async () => sign(claims, { key: (await generateKeyPair('RS256')).privateKey, expires: '30 years' })],
    ['one without a signature', async () => `${Buffer.from('{"alg":"none","kid":"one"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`],
    ['nonsense', async () => 'a.b.c'],
  ])('%s is refused', async (_what, make) => {
    expect(await codeOf(verifier.verify(await make()))).toBe('token_invalid')
  })
  test('a pool that cannot be reached is no reason to call a token bad', async () => {
    const unreachable = tokenVerifier({ issuer, jwksUri: 'http://127.0.0.1:1/', clientId: 'client' })
    expect(await codeOf(unreachable.verify(await good()))).toBe('try_again')
  })
})
