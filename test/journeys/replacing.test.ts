import { stat } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { aCreator, aFilm, aStranger, aViewer, ended, frontDoor, refusal, until, uploaded, type Creator } from '../support/actors.ts'
import { media, type MediaName } from '../support/media/media.ts'

/** Sends another file for a film; its processing has begun when this resolves. */
async function replaced(ana: Creator, id: string, file: MediaName): Promise<void> {
  const path = await media(file)
  await ana.videos.replace({ params: { id }, body: { file: { name: `${file}.mp4`, size: (await stat(path)).size } } })
  await uploadFile(ana, id, path)
  await ana.videos.completeUpload({ params: { id } })
}
const settled = (ana: Creator, id: string) => until('the other file to end its way', async () => {
  const film = await ana.videos.get({ params: { id } })
  return (film.replacement === null || film.replacement.processing === 'failed') && film
}, { seconds: 80 })

test('another file takes the film\'s place when it is ready; whoever watches the old one finishes it', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const params = { id: film.id }
  const watching = await aStranger().playback.start({ params })
  await replaced(ana, film.id, 'portrait-phone')
  const meanwhile = await ana.videos.get({ params })
  expect(meanwhile).toMatchObject({ processing: 'ready', durationSeconds: film.durationSeconds, file: film.file, replacement: { file: { name: 'portrait-phone.mp4' } } })
  expect(await refusal(ana.videos.replace({ params, body: { file: { name: 'x.mp4', size: 10 } } }))).toMatchObject({ status: 409, code: 'replacement_under_way' })
  expect((await aStranger().videos.get({ params })).replacement).toBeNull()

  const after = await settled(ana, film.id)
  expect(after).toMatchObject({ id: film.id, title: film.title, publishedAt: film.publishedAt, processing: 'ready', replacement: null, file: { name: 'portrait-phone.mp4' } })
  expect(after.renditions[0]).toMatchObject({ width: 360, height: 640 })
  expect((await watchFilm(frontDoor(), (await aStranger().playback.start({ params })).manifestUrl)).length).toBeGreaterThan(0)
  // The old addresses still open the old film, to its end.
  expect((await watchFilm(frontDoor(), watching.manifestUrl)).length).toBeGreaterThan(0)
  await until('the new poster', async () => (await aStranger().videos.get({ params })).posterUrl !== film.posterUrl)
})

test('a file that cannot take the place says why, is tried again or given up, and the film plays on', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const params = { id: film.id }
  await replaced(ana, film.id, 'text')
  expect(await settled(ana, film.id)).toMatchObject({ processing: 'ready', renditions: film.renditions, replacement: { processing: 'failed', progress: { reason: { code: 'not_a_film' } } } })
  expect((await aStranger().playback.start({ params })).manifestUrl).toContain('film.m3u8')
  await ana.videos.retry({ params })
  await until('the second attempt to end', async () => (await ana.videos.get({ params })).replacement?.processing === 'failed')
  await ana.videos.giveUpReplacement({ params })
  await until('it to be gone', async () => (await refusal(ana.videos.giveUpReplacement({ params })).catch(() => null))?.code === 'no_replacement')
  expect(await ana.videos.get({ params })).toMatchObject({ processing: 'ready', replacement: null })
})

test('an upload that was to replace a film is given up without the film', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const params = { id: film.id }
  await ana.videos.replace({ params, body: { file: { name: 'x.mp4', size: 10 } } })
  expect(await ana.videos.uploadStatus({ params })).toMatchObject({ state: 'open', size: 10, parts: [] })
  await ana.videos.abortUpload({ params })
  expect(await ana.videos.get({ params })).toMatchObject({ processing: 'ready', replacement: null })
  expect((await aStranger().playback.start({ params })).manifestUrl).toContain('film.m3u8')
})

test('a film whose file was no film is mended with another, which plays as early as it would have', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'text')
  await ended(ana, id)
  await replaced(ana, id, 'landscape-360p')
  const early = await until('it to play', async () => {
    const film = await ana.videos.get({ params: { id } })
    return film.renditions.length > 0 && film
  }, { seconds: 60, everyMs: 50 })
  expect(early.renditions.map(({ name }) => name)).toEqual(['source'])
  expect(await ended(ana, id)).toMatchObject({ processing: 'ready', progress: { stage: 'done', reason: null }, replacement: null, file: { name: 'landscape-360p.mp4' } })
  expect((await aStranger().playback.start({ params: { id } })).manifestUrl).toContain('film.m3u8')
})

test('nobody replaces somebody else\'s film, nor one that is still on its way', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'New', file: { name: 'x.mp4', size: 10 } } })
  const replace = (who: typeof ben, size = 10) => who.videos.replace({ params: { id }, body: { file: { name: 'x.mp4', size } } })
  expect((await refusal(replace(ben))).code).toBe('video_not_found')
  expect((await refusal(replace(ana))).code).toBe('not_settled')
  expect((await refusal(replace(ana, 0))).code).toBe('file_empty')
  expect((await refusal(ben.videos.giveUpReplacement({ params: { id } }))).code).toBe('video_not_found')
  expect((await refusal(ana.videos.giveUpReplacement({ params: { id } }))).code).toBe('no_replacement')
})
