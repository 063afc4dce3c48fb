import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import type { Attempt } from '../../../functions/platform/attempt.ts'
import { isDomainError, platformErrors } from '../../../functions/platform/errors.ts'
import type { HttpResponse } from '../../../functions/platform/http/answer.ts'
import { viewerOf } from '../../../functions/platform/http/viewer.ts'
import { idempotency } from '../../../functions/platform/idempotency.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { principalKey } from '../../../functions/platform/principal.ts'
import { addressCaller, rateLimiter } from '../../../functions/platform/rate-limit.ts'
import { channelKey, ChannelReference, FollowReference } from '../../../functions/platform/shared-keys.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { insiderFor } from '../../../functions/platform/team.ts'
import { startLocalTables } from '../../support/local-tables.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => { tables = await startLocalTables() })
afterAll(() => tables.stop())

const put = (Item: Record<string, unknown>) => documentClient.send(new PutCommand({ TableName: 'platform', Item }))
const codeOf = async (attempt: Promise<unknown>) => attempt.then(() => 'fine', problem => (isDomainError(problem) ? problem.code : problem))

let requests: string[]
beforeEach(() => {
  requests = []
  const send = documentClient.send.bind(documentClient)
  vi.spyOn(documentClient, 'send').mockImplementation((command: any) => {
    requests.push(command.constructor.name)
    return send(command)
  })
})
afterEach(() => { vi.restoreAllMocks() })

describe('one read for everything', () => {
  const channel = newId('chn')
  const person = newId('usr')
  const suspended = newId('usr')
  const account = { entity: 'User', email: 'ana@example.org', displayName: 'Ana', roles: ['viewer'], status: 'active', notBefore: 500 }
  const wanted = () => [ChannelReference.build(BatchGetRequest).key({ id: channel }), FollowReference.build(BatchGetRequest).key({ channelId: channel, userId: person })] as const

  beforeAll(async () => {
    await put({ ...channelKey(channel), entity: 'Channel', id: channel, handle: 'ana', name: 'Ana', ownerId: person, version: 1, description: 'not for others' })
    await put({ ...principalKey(person), ...account, id: person })
    await put({ ...principalKey(suspended), ...account, id: suspended, status: 'suspended' })
  })

  test('somebody signed out costs one GetItem for one thing', async () => {
    const { person, items: [found] } = await viewerOf(null).readWith(wanted()[0])
    expect({ person, found, requests }).toEqual({ person: null, found: { id: channel, handle: 'ana', name: 'Ana', ownerId: expect.any(String), version: 1 }, requests: ['GetCommand'] })
  })
  test('somebody signed in costs one BatchGetItem for themselves and all the rest', async () => {
    const { person: who, items: [found, follow] } = await viewerOf({ userId: person, issuedAt: 1000, groups: [] }).readWith(...wanted())
    expect({ name: who?.displayName, profile: who?.profile, found: found?.name, follow, requests }).toEqual({ name: 'Ana', profile: 'default', found: 'Ana', follow: undefined, requests: ['BatchGetCommand'] })
  })
  test('a thing asked for twice is read once', async () => {
    const { items } = await viewerOf(null).readWith(wanted()[0], wanted()[0])
    expect({ names: items.map(item => item?.name), requests }).toEqual({ names: ['Ana', 'Ana'], requests: ['GetCommand'] })
  })
  test('whether somebody belongs to a team is read only of who ever joined one', async () => {
    const of = { channelId: channel, ownerId: newId('usr') }
    const asked = async (mayBeInTeam: boolean, id = person) => ({ insider: await insiderFor(of, { id, mayBeInTeam }), requests: requests.splice(0) })
    expect([await asked(false), await asked(true), await asked(false, of.ownerId)]).toEqual([
      { insider: null, requests: [] }, { insider: null, requests: ['GetCommand'] }, { insider: { personId: of.ownerId, right: expect.any(String) }, requests: [] },
    ])
    expect(await insiderFor(of, null)).toBe(null)
  })
  test.each([
    ['is suspended', () => suspended, 1000, 'suspended'],
    ['has signed out everywhere since', () => person, 499, 'token_invalid'],
    ['has no account', () => newId('usr'), 1000, 'token_invalid'],
  ])('a person who %s is refused', async (_what, userId, issuedAt, code) => {
    expect(await codeOf(viewerOf({ userId: userId(), issuedAt, groups: [] }).readWith())).toBe(code)
  })
})

describe('how often', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 10, 43, seconds))
  const uses = async (limiter: ReturnType<typeof rateLimiter>, times: number, use: Parameters<typeof limiter.use>[0]) => {
    const codes: unknown[] = []
    for (let time = 0; time < times; time++) codes.push(await codeOf(limiter.use(use)))
    return { fine: codes.filter(code => code === 'fine').length, refused: codes.filter(code => code === 'too_many_requests').length }
  }

  test('strict is counted exactly over all instances, one write per call', async () => {
    const [one, other] = [rateLimiter({ scale: 1 }), rateLimiter({ scale: 1 })]
    const use = { bucket: 'strict', route: newId('route'), callers: ['ip:1'], now: at(0) } as const
    const outcomes = await Promise.all([...Array(14).keys()].map(call => codeOf((call % 2 ? one : other).use(use))))
    expect({ fine: outcomes.filter(code => code === 'fine').length, writes: requests.length }).toEqual({ fine: 10, writes: 14 })
  })
  test('an emptied strict bucket costs no more writes', async () => {
    const limiter = rateLimiter({ scale: 1 })
    expect(await uses(limiter, 30, { bucket: 'strict', route: newId('route'), callers: ['ip:1'], now: at(0) })).toEqual({ fine: 10, refused: 20 })
    expect(requests.length).toBe(11)
  })
  test('an ordinary caller costs no write at all', async () => {
    expect(await uses(rateLimiter({ scale: 1 }), 24, { bucket: 'standard', route: newId('route'), callers: ['ip:1'], now: at(0) })).toEqual({ fine: 24, refused: 0 })
    expect(requests).toEqual([])
  })
  test('a hundred standard calls a minute pass, the next does not, and few writes were needed', async () => {
    expect(await uses(rateLimiter({ scale: 1 }), 120, { bucket: 'standard', route: newId('route'), callers: ['ip:1'], now: at(0) })).toEqual({ fine: 100, refused: 20 })
    expect(requests.length).toBeLessThanOrEqual(17)
  })
  test('instances learn of each other once a caller is busy', async () => {
    const instances = [rateLimiter({ scale: 1 }), rateLimiter({ scale: 1 }), rateLimiter({ scale: 1 })]
    const route = newId('route')
    let fine = 0
    for (let call = 0; call < 300; call++) if (await codeOf(instances[call % 3]!.use({ bucket: 'standard', route, callers: ['ip:1'], now: at(0) })) === 'fine') fine++
    expect(fine).toBeGreaterThanOrEqual(100)
    expect(fine).toBeLessThanOrEqual(100 + 3 * 5)
  })
  test('the next minute begins afresh', async () => {
    const limiter = rateLimiter({ scale: 1 })
    const route = newId('route')
    expect(await uses(limiter, 11, { bucket: 'strict', route, callers: ['ip:1'], now: at(59) })).toEqual({ fine: 10, refused: 1 })
    expect(await uses(limiter, 1, { bucket: 'strict', route, callers: ['ip:1'], now: at(60) })).toEqual({ fine: 1, refused: 0 })
  })
  test('a stage scales every bucket', async () => {
    expect(await uses(rateLimiter({ scale: 2 }), 25, { bucket: 'strict', route: newId('route'), callers: ['ip:1'], now: at(0) })).toEqual({ fine: 20, refused: 5 })
  })
  test('a household of IPv6 addresses is one caller', () => {
    expect(addressCaller('2001:db8:0:12::1')).toBe(addressCaller('2001:0db8:0000:0012:abcd::9'))
    expect(addressCaller('2001:db8:0:13::1')).not.toBe(addressCaller('2001:db8:0:12::1'))
    expect(addressCaller('::1')).toBe('ip:0:0:0:0::/64')
    expect(addressCaller('192.0.2.1')).toBe('ip:192.0.2.1')
  })
})

describe('a write that is repeated', () => {
  const now = new Date('2026-11-20T10:43:00Z')
  const response = (body: string): HttpResponse => ({ statusCode: 201, headers: { 'content-type': 'application/json' }, body })
  const attempt = (key: string, changes = {}) => ({ personId: 'usr_ana', route: 'videos.create', key, body: 'the body', now, ...changes })

  test('gets the first answer again, and runs once', async () => {
    const key = newId('key')
    const run = vi.fn(async () => response('"first"'))
    const first = await idempotency().once(attempt(key), run)
    const second = await idempotency().once(attempt(key), run)
    expect(first).toEqual(response('"first"'))
    expect(second).toEqual({ ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } })
    expect(run).toHaveBeenCalledOnce()
  })
  test('of a different body is a conflict', async () => {
    const key = newId('key')
    await idempotency().once(attempt(key), async () => response('1'))
    expect(await codeOf(idempotency().once(attempt(key, { body: 'another' }), async () => response('2')))).toBe('idempotency_conflict')
  })
  test('by another person is another write', async () => {
    const key = newId('key')
    await idempotency().once(attempt(key), async () => response('1'))
    expect((await idempotency().once(attempt(key, { personId: 'usr_ben' }), async () => response('2'))).body).toBe('2')
  })
  test('at the same time waits its turn', async () => {
    const key = newId('key')
    // The first to come holds the others off until all have tried.
    let tried = 0
    const outcomes = await Promise.all([1, 2, 3].map(async () => {
      const outcome = await codeOf(idempotency().once(attempt(key), async () => {
        await expect.poll(() => tried).toBe(2)
        return response('1')
      }))
      tried++
      return outcome
    }))
    expect(outcomes.sort()).toEqual(['fine', 'still_running', 'still_running'])
  })
  test('after it was cut off or failed nobody knows where, makes the same ids again; after a refusal, new ones', async () => {
    const [key, refused] = [newId('key'), newId('key')]
    const seen: { id: string; isRepeated: boolean }[] = []
    const run = (outcome: Error | null, pause?: Promise<never>) => async (now: Attempt) => {
      seen.push({ id: now.id('vid'), isRepeated: now.isRepeated })
      await pause
      if (outcome) throw outcome
      return response('done')
    }
    await idempotency().once(attempt(key), run(new Error('The answer was lost'))).catch(() => {})
    void idempotency().once(attempt(key), run(null, new Promise(() => {})))
    await expect.poll(() => seen.length).toBe(2)
    const later = new Date(now.getTime() + 41_000)
    // Of two who come after the crash, one takes it over.
    const outcomes = await Promise.all([1, 2].map(() => codeOf(idempotency().once(attempt(key, { now: later }), run(null)))))
    expect(outcomes.filter(code => code === 'fine').length).toBeGreaterThan(0)
    expect(seen).toEqual([{ id: expect.stringMatching(/^vid_[0-9a-z]{26}$/), isRepeated: false }, { id: seen[0]!.id, isRepeated: true }, { id: seen[0]!.id, isRepeated: true }])

    await idempotency().once(attempt(refused), run(platformErrors.invalid_input())).catch(() => {})
    await idempotency().once(attempt(refused), run(null))
    expect(seen[4]).toMatchObject({ isRepeated: false })
    expect(seen[4]!.id).not.toBe(seen[3]!.id)
  })
  test('after a failure runs again', async () => {
    const key = newId('key')
    await codeOf(idempotency().once(attempt(key), async () => { throw new Error('no luck') }).catch(() => {}))
    expect((await idempotency().once(attempt(key), async () => response('2'))).body).toBe('2')
  })
  test('after a day runs again', async () => {
    const key = newId('key')
    await idempotency().once(attempt(key), async () => response('1'))
    const later = new Date(now.getTime() + 24 * 3600_000 + 1000)
    expect((await idempotency().once(attempt(key, { now: later }), async () => response('2'))).body).toBe('2')
  })
  test('after a crash in the middle runs again once the claim is old', async () => {
    const key = newId('key')
    // The first run begins and is never heard of again.
    await new Promise<void>(begun => { void idempotency().once(attempt(key), () => new Promise(() => begun())) })
    expect(await codeOf(idempotency().once(attempt(key), async () => response('2')))).toBe('still_running')
    const later = new Date(now.getTime() + 41_000)
    expect((await idempotency().once(attempt(key, { now: later }), async () => response('2'))).body).toBe('2')
  })
})
