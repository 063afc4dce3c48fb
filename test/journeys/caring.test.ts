/** What an owner does with films after they are up: again, back, together. */
import { expect, test } from 'vitest'
import { aCreator, aFilm, aStranger, aViewer, ended, refusal, until, uploaded } from '../support/actors.ts'
import { inject } from '../support/faults.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { media } from '../support/media/media.ts'
import { stat } from 'node:fs/promises'

test('a film that failed through no fault of its file is tried again, and is ready', async () => {
  const ana = await aCreator()
  const path = await media('short-clip')
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Unlucky', access: 'public', file: { name: 'clip.mp4', size: (await stat(path)).size } } })
  await inject({ about: id, operation: 'mediaconvert:Probe', strike: { error: { code: 'BadRequestException', message: 'Not today.', status: 400 } } })
  await uploadFile(ana, id, path)
  await ana.videos.completeUpload({ params: { id } })
  expect(await ended(ana, id)).toMatchObject({ processing: 'failed', progress: { reason: { code: 'not_a_film' } } })

  expect(await ana.videos.retry({ params: { id } })).toMatchObject({ progress: { stage: 'check', reason: null } })
  expect(await ended(ana, id)).toMatchObject({ processing: 'ready', progress: { stage: 'done' } })
  expect((await refusal(ana.videos.retry({ params: { id } }))).code).toBe('not_failed')
  expect((await aStranger().playback.start({ params: { id } })).manifestUrl).toContain('film.m3u8')
})

test('a film whose other qualities could not be made plays on in one, says so to its owner, and has them all after another attempt', async () => {
  const ana = await aCreator()
  const path = await media('landscape-360p')
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Half lucky', access: 'public', file: { name: 'clip.mp4', size: (await stat(path)).size } } })
  const params = { id }
  // It plays as it is, so that the ladder is the only job.
  await inject({ about: id, operation: 'mediaconvert:CreateJob', strike: { error: { code: 'BadRequestException', message: 'Not today.', status: 400 } } })
  await uploadFile(ana, id, path)
  await ana.videos.completeUpload({ params })
  const poorer = await ended(ana, id)
  expect(poorer).toMatchObject({ processing: 'ready', posterUrl: null, storyboard: 'none', progress: { stage: 'done', reason: { code: 'only_one_quality', message: expect.stringContaining('only one quality') } } })
  expect(poorer.renditions.map(({ name }) => name)).toEqual(['source'])
  expect((await aStranger().videos.get({ params })).progress).toBeNull()

  expect(await ana.videos.retry({ params })).toMatchObject({ processing: 'transcoding', renditions: poorer.renditions, progress: { stage: 'all-qualities', reason: null } })
  expect((await aStranger().playback.start({ params })).manifestUrl).toContain('film.m3u8')
  const whole = await ended(ana, id)
  expect(whole).toMatchObject({ publishedAt: poorer.publishedAt, posterUrl: expect.stringMatching(/^\/i\/.*\.jpg$/), storyboard: 'there', progress: { stage: 'done', reason: null } })
  expect(whole.renditions.map(({ name }) => name)).toEqual(['360p', '240p', '144p'])
  expect((await ana.videos.thumbnails({ params })).items.length).toBeGreaterThan(1)
  expect((await refusal(ana.videos.retry({ params }))).code).toBe('not_failed')
})

test('a film that cannot succeed fails again with its reason, as often as it is tried', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'text')
  const { version } = await ended(ana, id)
  await ana.videos.retry({ params: { id } })
  const again = await until('the second attempt to end', async () => {
    const film = await ana.videos.get({ params: { id } })
    return film.version > version + 1 && film.processing === 'failed' && film
  })
  expect(again.progress!.reason!.code).toBe('not_a_film')
})

test('a film longer than the house allows is refused with a sentence that says how long it may be', async () => {
  const ana = await aCreator()
  const film = await ended(ana, await uploaded(ana, 'fourteen-hours'))
  expect(film.progress!.reason).toEqual({ code: 'too_long', message: expect.stringMatching(/lasts 1[0-9] h .* up to 12 h 0 min\. Cut it into parts/) })
})

test('a deleted film is brought back, and plays again', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const params = { id: film.id }
  await ana.videos.remove({ params })
  expect((await refusal(aStranger().videos.get({ params }))).code).toBe('video_not_found')
  expect(await ana.videos.restore({ params })).toMatchObject({ id: film.id, processing: 'ready' })
  expect((await ana.videos.restore({ params })).id).toBe(film.id)
  expect((await aStranger().playback.start({ params })).manifestUrl).toContain('film.m3u8')
  expect((await aStranger().videos.browse({ query: { channelId: ana.channel.id } })).items.map(({ id }) => id)).toEqual([film.id])
})

test('an upload that was given up cannot be brought back', async () => {
  const ana = await aCreator()
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Never mind', file: { name: 'x.mp4', size: 10 } } })
  await ana.videos.abortUpload({ params: { id } })
  expect((await refusal(ana.videos.restore({ params: { id } }))).code).toMatch(/undo_too_late|video_not_found/)
})

test('several films change and go together; each that cannot be done says why', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aCreator('Ben Creator')])
  const [one, two, his] = await Promise.all([aFilm(ana), aFilm(ana), aFilm(ben)])
  const ids = [one.id, his.id, two.id]
  const { items } = await ana.videos.batchChange({ body: { ids, change: { category: 'nature', access: 'unlisted', tags: ['moss'] } } })
  expect(items).toEqual([{ id: one.id, done: true, problem: null }, { id: his.id, done: false, problem: { code: 'video_not_found', detail: expect.any(String) } }, { id: two.id, done: true, problem: null }])
  expect(await ana.videos.get({ params: { id: two.id } })).toMatchObject({ title: two.title, category: 'nature', access: 'unlisted', tags: ['moss'], language: 'en' })
  expect(await ben.videos.get({ params: { id: his.id } })).toMatchObject({ category: 'other', access: 'public' })
  expect((await aStranger().videos.browse({ query: { channelId: ana.channel.id } })).items).toEqual([])

  expect((await ana.videos.batchRemove({ body: { ids } })).items.map(({ done }) => done)).toEqual([true, false, true])
  expect((await ana.videos.ofChannel({ params: { id: ana.channel.id } })).items).toEqual([])
  expect((await aStranger().videos.get({ params: { id: his.id } })).id).toBe(his.id)
  expect(await refusal(ana.videos.batchChange({ body: { ids, change: {} } }))).toMatchObject({ status: 400, code: 'invalid_input' })
  expect(await refusal(ana.videos.batchRemove({ body: { ids: [] } }))).toMatchObject({ status: 400, code: 'invalid_input' })
})

test('nobody retries or restores somebody else\'s film', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const id = await uploaded(ana, 'text')
  await ended(ana, id)
  expect((await refusal(ben.videos.retry({ params: { id } }))).code).toBe('video_not_found')
  await ana.videos.remove({ params: { id } })
  expect((await refusal(ben.videos.restore({ params: { id } }))).code).toBe('video_not_found')
})
