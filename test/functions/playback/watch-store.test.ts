import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../functions/platform/ids.ts'
import { documentClient } from '../../../functions/platform/tables.ts'
import { watchStore } from '../../../functions/playback/watch-store.ts'
import { startLocalTables } from '../../support/local-tables.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => { tables = await startLocalTables() })
afterAll(() => tables.stop())

const now = new Date('2026-11-20T10:00:00.000Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const note = (viewerId: string, videoId: string, at = now, { startedAt = at, position = 5, signedIn = true } = {}) =>
  watchStore.note({ viewerId, profile: 'default', videoId, position, duration: 60, playing: true, startedAt: startedAt.toISOString() }, signedIn, at)
const listed = async (viewerId: string) => (await watchStore.began(viewerId, 'default', { limit: 100 })).videoIds

test('a heartbeat leaves the index alone: only a new viewing moves a film up', async () => {
  const ben = newId('usr')
  await note(ben, 'vid_a', now)
  await note(ben, 'vid_b', later(1))
  await note(ben, 'vid_a', later(50), { startedAt: now, position: 55 })
  expect(await listed(ben)).toEqual(['vid_b', 'vid_a'])
  expect(await watchStore.find(ben, 'default', 'vid_a', later(60))).toMatchObject({ position: 55 })
  await note(ben, 'vid_a', later(70))
  expect(await listed(ben)).toEqual(['vid_a', 'vid_b'])
})
test('somebody signed out has a position and no history', async () => {
  const nobody = newId('anon')
  await note(nobody, 'vid_a', now, { signedIn: false })
  expect(await watchStore.find(nobody, 'default', 'vid_a', now)).toMatchObject({ position: 5 })
  expect(await listed(nobody)).toEqual([])
})
test('what has expired is not found, deleted yet or not', async () => {
  const nobody = newId('anon')
  await note(nobody, 'vid_a', now, { signedIn: false })
  expect(await watchStore.find(nobody, 'default', 'vid_a', later(25 * 3600))).toBeNull()
})
test('forgetting everything forgets all of sixty films and nobody else\'s', async () => {
  const [ben, eve] = [newId('usr'), newId('usr')]
  const films = Array.from({ length: 60 }, (_, n) => `vid_${n}`)
  await Promise.all(films.map(film => note(ben, film)))
  await note(eve, 'vid_0')
  await watchStore.forgetAll(ben, 'default')
  expect(await listed(ben)).toEqual([])
  const { Item } = await documentClient.send(new GetCommand({ TableName: 'hot', Key: { pk: `VIEWER#${ben}#default`, sk: 'WATCH#vid_59' } }))
  expect(Item).toBeUndefined()
  expect(await listed(eve)).toEqual(['vid_0'])
  await watchStore.forgetAll(ben, 'default')
})
