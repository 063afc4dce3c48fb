import { expect, inject, test } from 'vitest'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { aCreator, aFilm, aStranger, aViewer, ended, frontDoor, refusal, theOperator, until, uploaded } from '../support/actors.ts'

test('a film goes from a file to something that plays, and its owner sees how far it is', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'landscape-360p', { title: 'The long thaw' })
  const stages = new Set<string>()
  const film = await until('the film to be ready', async () => {
    const now = await ana.videos.get({ params: { id } })
    stages.add(now.progress!.stage)
    return now.processing === 'ready' && now
  }, { seconds: 60 })
  expect(film.renditions.map(({ name }) => name)).toEqual(['360p', '240p', '144p'])
  expect(film.durationSeconds).toBeCloseTo(4, 0)
  expect([...stages].at(-1)).toBe('done')
  expect((await fetch(frontDoor() + film.posterUrl)).headers.get('content-type')).toBe('image/jpeg')
  // A stranger sees the film, but not what is its owner's business.
  expect(await aStranger().videos.get({ params: { id } })).toMatchObject({ title: 'The long thaw', mine: false, progress: null, file: null })
})

test('the first quality plays before the rest is done, and goes on playing after', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'landscape-360p')
  const early = await until('a first quality', async () => {
    const { renditions } = await ana.videos.get({ params: { id } })
    return renditions.length > 0 && ana.playback.start({ params: { id } })
  }, { seconds: 60, everyMs: 30 })
  await ended(ana, id)
  const late = await ana.playback.start({ params: { id } })
  expect(late.moreQualitiesComing).toBe(false)
  const [before, after] = [await watchFilm(frontDoor(), early.manifestUrl), await watchFilm(frontDoor(), late.manifestUrl)]
  expect(before.length).toBeGreaterThan(0)
  expect(after.filter(({ kind }) => kind === 'picture')).toHaveLength(3)
})

test.each([
  ['text that calls itself a film', 'text', 'not_a_film'],
  ['sound alone', 'audio-only', 'no_picture'],
  ['a playlist that points elsewhere', 'hls-playlist', 'not_a_film'],
] as const)('%s fails with a sentence that its owner can act on', async (_, file, code) => {
  const ana = await aCreator()
  const film = await ended(ana, await uploaded(ana, file))
  expect(film).toMatchObject({ processing: 'failed', progress: { stage: 'failed', reason: { code } } })
  expect(film.progress!.reason!.message).toMatch(/upload|Export|Upload/)
  expect(await refusal(ana.playback.start({ params: { id: film.id } }))).toMatchObject({ status: 403, code: 'failed' })
})

test('a film shot upright stands upright, and a silent one is silent', async () => {
  const ana = await aCreator()
  const [upright, silent] = await Promise.all([aFilm(ana, { file: 'portrait-phone' }), aFilm(ana, { file: 'no-audio' })])
  expect(upright.renditions[0]).toMatchObject({ width: 360, height: 640 })
  const renditions = await watchFilm(frontDoor(), (await ana.playback.start({ params: { id: silent.id } })).manifestUrl)
  expect(renditions.every(({ kind }) => kind === 'picture')).toBe(true)
})

test('public films are listed newest first, page by page, with their channel and poster; others are not', async () => {
  const ana = await aCreator()
  const shown = []
  for (const title of ['One', 'Two', 'Three']) shown.push(await aFilm(ana, { title }))
  for (const access of ['unlisted', 'followers', 'private'] as const) await aFilm(ana, { access })
  const mine: string[] = []
  let cursor: string | undefined
  do {
    const page = await aStranger().videos.browse({ query: { limit: 2, cursor } })
    expect(page.items.length).toBeLessThanOrEqual(2)
    for (const card of page.items) if (card.channel.id === ana.channel.id) {
      expect(card).toMatchObject({ access: 'public', channel: { name: ana.channel.name } })
      mine.push(card.id)
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(mine).toEqual(shown.map(film => film.id).toReversed())
  expect((await aStranger().videos.browse({ query: { channelId: ana.channel.id } })).items).toHaveLength(3)
  expect((await aStranger().videos.ofChannel({ params: { id: ana.channel.id } })).items).toHaveLength(3)
  expect((await ana.videos.ofChannel({ params: { id: ana.channel.id }, query: { status: 'ready' } })).items).toHaveLength(6)
  expect(await refusal(aStranger().videos.browse({ query: { cursor: 'forged.forged' } }))).toMatchObject({ status: 400, code: 'cursor_invalid' })
  // What would be silently left out is refused.
  for (const query of [{ sort: 'popular' as const }, { category: 'music' as const }]) expect((await refusal(aStranger().videos.browse({ query: { ...query, channelId: ana.channel.id } }))).code).toBe('invalid_input')
})

test('a film moves between categories and out of the lists when its owner says so', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const listed = async (category: 'craft' | 'other') => (await aStranger().videos.browse({ query: { category, limit: 100 } })).items.some(card => card.id === film.id)
  expect(await listed('other')).toBe(true)
  const metadata = { title: 'A bench', description: 'Wood.', tags: ['wood'], language: 'nb' }
  const craft = await ana.videos.put({ params: { id: film.id }, body: { ...metadata, category: 'craft', access: 'public' }, headers: { 'if-match': `"${film.version}"` } })
  expect(craft).toMatchObject({ title: 'A bench', category: 'craft', language: 'nb' })
  expect([await listed('other'), await listed('craft')]).toEqual([false, true])
  expect(await refusal(ana.videos.put({ params: { id: film.id }, body: { ...metadata, access: 'private' }, headers: { 'if-match': `"${film.version}"` } }))).toMatchObject({ status: 412, code: 'version_changed' })
  await ana.videos.put({ params: { id: film.id }, body: { ...metadata, category: 'craft', access: 'private' } })
  expect(await listed('craft')).toBe(false)
  expect((await refusal(aStranger().videos.get({ params: { id: film.id } }))).code).toBe('video_not_found')
})

test('nobody edits or deletes somebody else\'s film', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const film = await aFilm(ana)
  expect((await refusal(ben.videos.put({ params: { id: film.id }, body: { title: 'Mine' } }))).code).toBe('video_not_found')
  expect((await refusal(ben.videos.remove({ params: { id: film.id } }))).code).toBe('video_not_found')
  expect((await aStranger().videos.get({ params: { id: film.id } })).title).toBe(film.title)
})

test('a renamed channel is renamed on its films', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  await ana.channels.put({ params: { id: ana.channel.id }, body: { handle: ana.channel.handle, name: 'Northern Light' } })
  expect(await until('the film to carry the new name', async () => (await aStranger().videos.get({ params: { id: film.id } })).channel.name === 'Northern Light')).toBe(true)
})

test('a deleted film is gone at once, and after the undo window no object of it is left anywhere', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  await ana.videos.remove({ params: { id: film.id } })
  expect((await refusal(ana.videos.get({ params: { id: film.id } }))).code).toBe('video_not_found')
  expect((await refusal(aStranger().playback.start({ params: { id: film.id } }))).code).toBe('video_not_found')
  const { endpoint, operator } = inject('house')
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials: operator, forcePathStyle: true })
  const buckets = await (await fetch(`${frontDoor()}/_local/buckets.json`)).json() as { items: { name: string }[] }
  const left = async () => (await Promise.all(buckets.items.map(async ({ name }) => (await s3.send(new ListObjectsV2Command({ Bucket: name }))).Contents ?? []))).flat().filter(object => object.Key!.includes(film.id) || film.posterUrl!.endsWith(object.Key!))
  expect((await left()).length).toBeGreaterThan(0)
  await theOperator().reconcileAfter(0)
  expect((await left()).length, 'not before the undo window has passed').toBeGreaterThan(0)
  await theOperator().reconcileAfter(60)
  await until('every object to go', async () => (await left()).length === 0, { seconds: 60, everyMs: 500 })
})
