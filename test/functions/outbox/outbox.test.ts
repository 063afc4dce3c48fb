import { marshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { declaredEvents, type DeclaredEvent } from '../../../functions/outbox/declared-events.ts'
import { eventsOfChange } from '../../../functions/outbox/events-of-change.ts'
import { publishChanges, type Bus, type StreamedChange } from '../../../functions/outbox/publish-changes.ts'
import { newId } from '../../../functions/platform/ids.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'

beforeAll(() => { writeLogTo(() => {}) })

const channel = { entity: 'Channel', id: newId('chn'), handle: 'ana', name: 'Ana', ownerId: newId('usr'), followers: 3, version: 4, description: 'inside' }
const detail = { id: channel.id, handle: 'ana', name: 'Ana', ownerId: channel.ownerId, version: 4 }

describe('what a change says', () => {
  test('a new channel is created, with the declared fields only', () => {
    expect(eventsOfChange({ before: undefined, after: channel }, declaredEvents)).toEqual([{ source: 'playhouse.channels', detailType: 'channel.created', detail }])
  })
  test('a new name is a change', () => {
    expect(eventsOfChange({ before: channel, after: { ...channel, name: 'Anna', version: 5 } }, declaredEvents)).toEqual([{ source: 'playhouse.channels', detailType: 'channel.changed', detail: { ...detail, name: 'Anna', version: 5 } }])
  })
  test('a follower more, or a version alone, is no news', () => {
    expect(eventsOfChange({ before: channel, after: { ...channel, followers: 4 } }, declaredEvents)).toEqual([])
    expect(eventsOfChange({ before: channel, after: { ...channel, version: 5, description: 'other' } }, declaredEvents)).toEqual([])
  })
  test('a follow that is gone was removed', () => {
    const follow = { entity: 'Follow', channelId: channel.id, userId: channel.ownerId, followedAt: 'then' }
    expect(eventsOfChange({ before: follow, after: undefined }, declaredEvents)).toEqual([{ source: 'playhouse.channels', detailType: 'follow.removed', detail: { channelId: channel.id, userId: channel.ownerId } }])
  })
  test('a soft deletion is a change', () => {
    const film = { entity: 'Video', id: newId('vid'), channelId: channel.id, ownerId: channel.ownerId, title: 'Boats', access: 'public', processing: 'ready', deletedAt: null, version: 7 }
    const [event] = eventsOfChange({ before: film, after: { ...film, deletedAt: '2026-11-20T10:43:00.000Z', version: 8 } }, declaredEvents)
    expect(event).toMatchObject({ source: 'playhouse.videos', detailType: 'video.changed', detail: { deletedAt: '2026-11-20T10:43:00.000Z', version: 8 } })
  })
  test('entities of which no contract speaks say nothing', () => {
    expect(eventsOfChange({ before: undefined, after: { entity: 'Handle', handle: 'ana' } }, declaredEvents)).toEqual([])
    expect(eventsOfChange({ before: undefined, after: { pk: 'x' } }, declaredEvents)).toEqual([])
  })
})

const declared: DeclaredEvent[] = [{ entity: 'Thing', when: 'created', detail: z.object({ n: z.number() }), source: 'playhouse.things', detailType: 'thing.created' }]
const change = (n: number, item: object = { entity: 'Thing', n }): StreamedChange => ({ sequenceNumber: String(n), at: new Date(n), read: () => ({ before: undefined, after: item as never }) })

/** Takes what it is given, but for the places it refuses or the moment it is out of reach. */
function aBus({ refuses = () => false, failsAt }: { refuses?: (n: number) => boolean; failsAt?: number } = {}) {
  const put: number[][] = []
  const bus: Bus = {
    async put(events) {
      if (put.length === failsAt) throw new Error('unreachable')
      const numbers = events.map(({ detail: { n } }) => n as number)
      put.push(numbers.filter(n => !refuses(n)))
      return new Set(numbers.flatMap((n, place) => (refuses(n) ? [place] : [])))
    },
  }
  return { bus, put }
}
const oneTo = (count: number) => [...Array(count).keys()].map(index => change(index + 1))

describe('publishing', () => {
  test('goes in tens, in order', async () => {
    const { bus, put } = aBus()
    expect(await publishChanges(oneTo(23), declared, bus)).toBeNull()
    expect(put.map(batch => batch.length)).toEqual([10, 10, 3])
    expect(put.flat()).toEqual([...Array(23).keys()].map(index => index + 1))
  })
  test('comes back from the first event that the bus refused, and sends no later batch', async () => {
    const { bus, put } = aBus({ refuses: n => n === 7 })
    expect(await publishChanges(oneTo(23), declared, bus)).toBe('7')
    expect(put.length).toBe(1)
  })
  test('comes back from the batch during which the bus was out of reach', async () => {
    expect(await publishChanges(oneTo(23), declared, aBus({ failsAt: 1 }).bus)).toBe('11')
  })
  test('publishes what precedes an item that breaks its contract, and stops there', async () => {
    const { bus, put } = aBus()
    const changes = [change(1), change(2, { entity: 'Thing', n: 'two' }), change(3)]
    expect(await publishChanges(changes, declared, bus)).toBe('2')
    expect(put).toEqual([[1]])
  })
  test('again and again until nothing fails delivers everything at least once, and in order the first time', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 35 }), fc.array(fc.boolean()), async (count, moods) => {
      const delivered: number[] = []
      const bus: Bus = {
        async put(events) {
          const refused = events.map((_, place) => place).filter(() => moods.pop() === true)
          events.forEach((event, place) => { if (!refused.includes(place)) delivered.push(event.detail.n as number) })
          return new Set(refused)
        },
      }
      let left = oneTo(count)
      for (let failed = await publishChanges(left, declared, bus); failed !== null; failed = await publishChanges(left, declared, bus)) left = left.slice(left.findIndex(({ sequenceNumber }) => sequenceNumber === failed))
      expect(new Set(delivered).size).toBe(count)
    }))
  })
})

test('the handler reads the stream\'s own notation and answers the failed record', async () => {
  Object.assign(process.env, { STAGE: 'test', BUS_NAME: 'bus', AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' })
  const { handler } = await import('../../../functions/outbox/on-table-change.ts')
  const record = (SequenceNumber: string, image: object) => ({ eventName: 'INSERT', dynamodb: { SequenceNumber, ApproximateCreationDateTime: 1_795_000_000, NewImage: marshall(image) } })
  const outcome = await handler({ Records: [record('1', { entity: 'Handle', handle: 'ana' }), record('2', { entity: 'Channel', id: 'no id of ours' })] } as never, { awsRequestId: 'r' } as never)
  expect(outcome).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
})
