import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attemptOf, newSeed, onlyAttempt } from '../../../../functions/platform/attempt.ts'
import { idempotency } from '../../../../functions/platform/idempotency.ts'
import { newId } from '../../../../functions/platform/ids.ts'
import { writeLogTo } from '../../../../functions/platform/log.ts'
import { principalKey } from '../../../../functions/platform/principal.ts'
import { channelKey } from '../../../../functions/platform/shared-keys.ts'
import { documentClient } from '../../../../functions/platform/tables.ts'
import type { Insider } from '../../../../functions/platform/team.ts'
import { presentOwner } from '../../../../functions/videos/owner/present-owner.ts'
import { reconcileVideo, type ReconcileEffects } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { announceVideo, type AnnounceEffects } from '../../../../functions/videos/upload/announce-video.ts'
import { videoStore } from '../../../../functions/videos/video-store.ts'
import { startLocalTables } from '../../../support/local-tables.ts'
import { oneFilm } from '../one-film.ts'
import { at } from '../a-film.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

const probe = { Container: { Format: 'webm', Duration: 5, Tracks: [{ TrackType: 'video', Codec: 'VP9', VideoProperties: { Width: 640, Height: 360 } }] } }
const store = videoStore({ undoWindowSeconds: 600, now: () => at })

async function aHouse() {
  const channel = { id: newId('chn'), ownerId: newId('usr'), handle: 'northlight', name: 'Northlight' }
  const opened: string[] = []
  const ownerIs = (status: 'active' | 'suspended', version: number) => documentClient.send(new PutCommand({ TableName: 'platform', Item: { ...principalKey(channel.ownerId), entity: 'User', id: channel.ownerId, status, version } }))
  await documentClient.send(new PutCommand({ TableName: 'platform', Item: { ...channelKey(channel.id), entity: 'Channel', version: 1, ...channel } }))
  await ownerIs('active', 1)
  const insider = (personId: string): Insider => ({ personId, right: 'mem_x' })
  const effects = {
    store, maxUploadBytes: 1e9, ownerOf: presentOwner,
    bucket: async () => ({ open: async (key: string) => { opened.push(key); return `upload-${opened.length}` } }),
    findChannel: async (_: string, personId: string) => ({ channel, insider: insider(personId) }),
  } as unknown as AnnounceEffects
  const announced = { channelId: channel.id, title: 'Once', description: '', tags: [], category: 'other' as const, access: 'public' as const, language: 'en', publication: { state: 'published' as const }, file: { name: 'a.mp4', size: 9, type: 'video/mp4' } }
  return { channel, opened, effects, announced, ownerIs }
}

test('a film whose announcement was cut off after its write is found by the next attempt, not announced twice', async () => {
  const { channel, effects, announced, opened } = await aHouse()
  const request = { personId: channel.ownerId, route: 'videos.create', key: newId('key'), body: announced, now: at }
  const announce = (lost: boolean) => idempotency().once(request, async attempt => {
    const { film } = await announceVideo({ announced, personId: channel.ownerId, attempt, now: at }, effects)
    if (lost) throw new Error('The answer never left')
    return { statusCode: 201, headers: {}, body: JSON.stringify({ id: film.id, upload: film.upload }) }
  })
  await expect(announce(true)).rejects.toThrow('never left')
  const answer = await announce(false)
  const films = await store.idsOfChannel(channel.id)
  expect(films).toHaveLength(1)
  expect(JSON.parse(answer.body!)).toMatchObject({ id: films[0], upload: { id: 'upload-1' } })
  expect(opened).toHaveLength(1)
  expect((await announce(false)).headers).toMatchObject({ 'idempotency-replayed': 'true' })
})

test('a repeated announcement finds its film also when the file has arrived meanwhile', async () => {
  const { channel, effects, announced } = await aHouse()
  const seed = newSeed(at)
  const announce = (isRepeated: boolean) => announceVideo({ announced, personId: channel.ownerId, attempt: attemptOf(seed, isRepeated), now: at }, effects)
  const { film } = await announce(false)
  await store.change(film.id, uploading => ({ ...uploading, processing: 'checking', upload: null }))
  expect((await announce(true)).film).toMatchObject({ id: film.id, processing: 'checking' })
})

test('cut off before its write, it is announced by the next attempt, under the same id', async () => {
  const { channel, effects, announced } = await aHouse()
  const seed = newSeed(at)
  const { film } = await announceVideo({ announced, personId: channel.ownerId, attempt: attemptOf(seed, true), now: at }, effects)
  expect(film.id).toBe(`vid_${seed}`)
})

test('a film that is announced by one of the team belongs to whose channel it is, and is hidden while that person is suspended', async () => {
  const { channel, effects, announced, ownerIs } = await aHouse()
  const announce = () => announceVideo({ announced, personId: newId('usr'), attempt: onlyAttempt(at), now: at }, effects)
  expect((await announce()).film).toMatchObject({ ownerId: channel.ownerId, hidden: false })
  await ownerIs('suspended', 2)
  expect((await announce()).film).toMatchObject({ ownerId: channel.ownerId, hidden: true })
})

test('a film that was announced in the instant of its owner\'s suspension, when no list showed it, is hidden before anything of it plays', async () => {
  const { channel, effects, announced, ownerIs } = await aHouse()
  const { film } = await announceVideo({ announced, personId: channel.ownerId, attempt: onlyAttempt(at), now: at }, effects)
  expect(film.hidden).toBeUndefined()
  // Told of by nobody: the films of the channel were looked through before this one was there.
  await ownerIs('suspended', 2)
  const world = oneFilm({ ...film, processing: 'checking', upload: null }, { probe })
  await reconcileVideo(film.id, { ...world.effects, ownerOf: presentOwner } as ReconcileEffects)
  expect(world.film()).toMatchObject({ processing: 'transcoding', hidden: true, published: null })
})
