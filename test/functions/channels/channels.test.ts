import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeChannel } from '../../../functions/channels/change-channel.ts'
import { channelsContract, handle } from '../../../functions/channels/contract.ts'
import { createChannel } from '../../../functions/channels/create-channel.ts'
import { followStore } from '../../../functions/channels/follow-store.ts'
import { findChannel } from '../../../functions/channels/find-channel.ts'
import { handlers } from '../../../functions/channels/handlers.ts'
import { isReserved } from '../../../functions/channels/reserved-handles.ts'
import { wire } from '../../../functions/channels/wiring.ts'
import { api } from '../../../functions/platform/api.ts'
import { cursorsWith } from '../../../functions/platform/cursor.ts'
import { isDomainError } from '../../../functions/platform/errors.ts'
import { viewerOf } from '../../../functions/platform/http/viewer.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { principalKey } from '../../../functions/platform/principal.ts'
import { documentClient, platformTable } from '../../../functions/platform/tables.ts'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { startLocalTables } from '../../support/local-tables.ts'
import { fakePlatform, fakeSecret, send } from '../platform/http-event.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

const wired = wire()
const now = new Date('2026-11-20T10:43:00Z')
const aHandle = () => `h${newId('x').slice(2)}`.slice(0, 30)
const aChannel = (ownerId = newId('usr'), handle = aHandle()) => createChannel(wired, ownerId, { handle, name: 'A house', description: '' }, now)
const codeOf = (attempt: Promise<unknown>) => attempt.then(() => 'fine', problem => (isDomainError(problem) ? problem.code : problem))
const followersOf = async (id: string) => (await wired.channels.find(id))!.followers

describe('handles', () => {
  test('two people who want the same handle at once: one gets it', async () => {
    const handle = aHandle()
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => codeOf(aChannel(newId('usr'), handle))))
    expect(outcomes.sort()).toEqual(['fine', 'handle_taken', 'handle_taken', 'handle_taken'])
  })
  test('a handle that was given up is free again', async () => {
    const channel = await aChannel()
    const named = { handle: aHandle(), name: 'Renamed', description: 'with words' }
    const changed = await changeChannel(wired, { id: channel.id, callerId: channel.ownerId, named, ifMatch: null, now })
    expect(changed).toMatchObject({ ...named, version: 2 })
    expect(await wired.channels.idByHandle(channel.handle)).toBeNull()
    expect(await wired.channels.idByHandle(named.handle)).toBe(channel.id)
    expect(await codeOf(aChannel(newId('usr'), channel.handle))).toBe('fine')
  })
  test('nobody takes another channel\'s handle by renaming, and nothing changes by trying', async () => {
    const [mine, theirs] = [await aChannel(), await aChannel()]
    const named = { handle: theirs.handle, name: 'Thief', description: '' }
    expect(await codeOf(changeChannel(wired, { id: mine.id, callerId: mine.ownerId, named, ifMatch: null, now }))).toBe('handle_taken')
    expect(await wired.channels.find(mine.id)).toMatchObject({ handle: mine.handle, version: 1 })
  })
  test('names that speak for the house are kept for it, however dotted', () => {
    expect(['admin', 'support', 'play.house', 'a-d-m-i-n', 'chn_something'].map(isReserved)).toEqual([true, true, true, true, true])
    expect(['ana', 'administrata', 'supporters'].map(isReserved)).toEqual([false, false, false])
  })
  test('no accepted handle that is free can be read as an id', () => {
    const channelId = /^chn_/
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abchn_019.-'), minLength: 3, maxLength: 30 }), text => {
      const parsed = handle.safeParse(text)
      return !parsed.success || isReserved(parsed.data) || !channelId.test(parsed.data)
    }))
  })
})

describe('changing a channel', () => {
  test('is for its owner', async () => {
    const { id, handle } = await aChannel()
    expect(await codeOf(changeChannel(wired, { id, callerId: newId('usr'), named: { handle, name: 'Mine now', description: '' }, ifMatch: null, now }))).toBe('not_yours')
  })
  test('with an older version in hand is refused', async () => {
    const { id, handle, ownerId } = await aChannel()
    const change = (name: string, ifMatch: number | null) => changeChannel(wired, { id, callerId: ownerId, named: { handle, name, description: '' }, ifMatch, now })
    await change('Second', 1)
    expect(await codeOf(change('Lost update', 1))).toBe('version_changed')
    expect((await change('Third', 2)).version).toBe(3)
  })
  test('by many at once without a version loses nobody\'s turn', async () => {
    const { id, handle, ownerId } = await aChannel()
    const names = ['a', 'b', 'c']
    await Promise.all(names.map(name => changeChannel(wired, { id, callerId: ownerId, named: { handle, name, description: '' }, ifMatch: null, now })))
    expect((await wired.channels.find(id))!.version).toBe(4)
  })
})

test('a person may own twenty channels, counted exactly', async () => {
  const owner = newId('usr')
  const outcomes = await Promise.all([...Array(23).keys()].map(() => codeOf(aChannel(owner))))
  expect(outcomes.filter(code => code === 'fine').length).toBe(20)
  expect(outcomes.filter(code => code === 'too_many_channels').length).toBe(3)
  expect((await wired.channels.ownedBy(owner)).length).toBe(20)
})

describe('following', () => {
  test('by thirty people at once, some twice, counts thirty', async () => {
    const { id } = await aChannel()
    const people = [...Array(30).keys()].map(() => newId('usr'))
    await Promise.all([...people, ...people.slice(0, 10)].map(person => wired.follows.follow(id, person, now)))
    expect(await followersOf(id)).toBe(30)
    await Promise.all([...people.slice(0, 12), ...people.slice(0, 12)].map(person => wired.follows.unfollow(id, person)))
    expect(await followersOf(id)).toBe(18)
  })
  test('what is not there fails, and ending what never was does not', async () => {
    expect(await codeOf(wired.follows.follow(newId('chn'), newId('usr'), now))).toBe('channel_not_found')
    expect(await codeOf(wired.follows.unfollow(newId('chn'), newId('usr')))).toBe('fine')
  })
  test('is tried again when another transaction holds the channel', async () => {
    const conflict = Object.assign(new Error('conflict'), { name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] })
    const { id } = await aChannel()
    const original = documentClient.send
    let conflicts = 3
    const pauses: number[] = []
    documentClient.send = ((command: object, ...rest: unknown[]) => {
      if (command.constructor.name === 'TransactWriteCommand' && conflicts-- > 0) return Promise.reject(conflict)
      return (original as (...sent: unknown[]) => unknown).call(documentClient, command, ...rest)
    }) as never
    try {
      await followStore({ random: () => 0.5, sleep: async ms => pauses.push(ms) }).follow(id, newId('usr'), now)
    } finally {
      documentClient.send = original
    }
    expect({ followers: await followersOf(id), pauses }).toEqual({ followers: 1, pauses: [10, 20, 40] })
  })
  test('leaves the channel\'s version alone, so that nobody\'s edit fails because of it', async () => {
    const { id } = await aChannel()
    await wired.follows.follow(id, newId('usr'), now)
    expect((await wired.channels.find(id))!.version).toBe(1)
  })
  test('keeps a count that equals the follows, whatever people do', async () => {
    const people = [newId('usr'), newId('usr'), newId('usr')]
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ who: fc.nat(2), follows: fc.boolean() }), { maxLength: 12 }), async steps => {
      const { id } = await aChannel()
      await Promise.all(steps.map(({ who, follows }) => (follows ? wired.follows.follow(id, people[who]!, now) : wired.follows.unfollow(id, people[who]!))))
      const { Count } = await documentClient.send(new QueryCommand({
        TableName: platformTable.getName(), KeyConditionExpression: 'pk = :pk AND begins_with(sk, :follow)', ExpressionAttributeValues: { ':pk': `CHANNEL#${id}`, ':follow': 'FOLLOW#' }, ConsistentRead: true,
      }))
      return Count === await followersOf(id)
    }), { numRuns: 15 })
  })
})

test('an unknown channel is not there, by id or handle', async () => {
  expect(await codeOf(findChannel(wired, viewerOf(null), newId('chn')))).toBe('channel_not_found')
  expect(await codeOf(findChannel(wired, viewerOf(null), aHandle()))).toBe('channel_not_found')
})

describe('through the API', () => {
  const handler = api(channelsContract, handlers(wired, { cursors: cursorsWith(fakeSecret({ kid: 'one', secret: 'first-origin-secret' })) }), { platform: fakePlatform() })
  const ana = newId('usr')
  const asAna = { authorization: `Bearer ${ana}` }
  beforeAll(() => documentClient.send(new PutCommand({
    TableName: 'platform', Item: { ...principalKey(ana), entity: 'User', id: ana, email: 'ana@example.org', displayName: 'Ana', roles: ['viewer'], status: 'active', notBefore: 0 },
  })))

  test('a channel is opened, found by handle, followed and listed', async () => {
    const handle = aHandle()
    const opened = await send(handler, { method: 'POST', path: '/api/channels', headers: asAna, body: { handle: handle.toUpperCase(), name: ' Ana ' } })
    expect(opened).toMatchObject({ status: 201, body: { handle, name: 'Ana', description: '', followers: 0, following: false, mine: true, version: 1 }, headers: { etag: '"1"' } })
    const { id } = opened.body
    expect((await send(handler, { path: `/api/channels/${handle}` })).body).toMatchObject({ id, following: false, mine: false })
    expect((await send(handler, { method: 'POST', path: `/api/channels/${id}/subscribe`, headers: asAna })).body).toMatchObject({ followers: 1, following: true, mine: true })
    expect((await send(handler, { path: `/api/channels/${id}`, headers: asAna })).body).toMatchObject({ followers: 1, following: true })
    expect((await send(handler, { path: '/api/users/me/channels', headers: asAna })).body.items).toMatchObject([{ id, following: true, mine: true }])
    expect((await send(handler, { method: 'DELETE', path: `/api/channels/${id}/follow`, headers: asAna })).body).toMatchObject({ followers: 0, following: false })
  })
  test('follows are listed by pages, the latest first', async () => {
    const channels = [await aChannel(), await aChannel(), await aChannel()]
    for (const [index, { id }] of channels.entries()) await wired.follows.follow(id, ana, new Date(now.getTime() + index))
    const first = await send(handler, { path: '/api/users/me/follows', query: 'limit=2', headers: asAna })
    expect(first.body.items.map((item: { id: string }) => item.id)).toEqual([channels[2]!.id, channels[1]!.id])
    const second = await send(handler, { path: '/api/users/me/subscriptions', query: `limit=2&cursor=${first.body.nextCursor}`, headers: asAna })
    expect(second.body).toMatchObject({ items: [{ id: channels[0]!.id }], nextCursor: null })
    const forged = `${first.body.nextCursor.slice(0, -2)}AA`
    expect(await send(handler, { path: '/api/users/me/follows', query: `cursor=${forged}`, headers: asAna })).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } })
  })
})
