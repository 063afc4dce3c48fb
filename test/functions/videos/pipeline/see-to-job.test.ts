import { describe, expect, test } from 'vitest'
import { checked, jobClaimed, jobDone, jobStarted, uploadArrived, type Film } from '../../../../functions/videos/film.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { isTheFilmsFault } from '../../../../functions/videos/pipeline/whose-fault.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

/** Its first quality plays, its ladder runs. */
const playing = ((): Film => {
  const order = { token: 't', rungs: [], at }
  const arrived = checked(uploadArrived(aFilm({ access: 'private' }), at), { ...aSource, videoCodec: 'HEVC' })
  const first = jobDone(jobStarted(jobClaimed(arrived, 'first', { ...order, withPoster: true }), 'first', 'job-first'), 'first', [], at)
  return jobStarted(jobClaimed(first, 'ladder', { ...order, withPoster: false }), 'ladder', 'job-1')
})()

function house(film = playing) {
  const differing = { now: at }
  const world = oneFilm(film, differing)
  const mediaConvert = { news: { state: 'running', percent: 10 } as object, started: 0 }
  Object.assign(world.effects.transcoder, { look: async () => mediaConvert.news, start: async () => `job-again-${++mediaConvert.started}` })
  const after = async (seconds: number, news = mediaConvert.news) => {
    differing.now = new Date(at.getTime() + seconds * 1000)
    mediaConvert.news = news
    await reconcileVideo(film.id, world.effects)
    return world.film()!
  }
  return { ...world, mediaConvert, after }
}
const lost = { state: 'lost', message: '1999 Unknown error' }

describe('a job that ends by no fault of the film', () => {
  test('is begun again when its pause is over, not before, and however often somebody looks', async () => {
    const { after, mediaConvert } = house()
    expect((await after(10, lost)).jobs.ladder).toMatchObject({ status: 'claimed', claimedAt: '2026-11-20T10:01:10.000Z' })
    for (const second of [11, 30, 69]) await after(second)
    expect(mediaConvert.started).toBe(0)
    expect((await after(70, { state: 'running', percent: 1 })).jobs.ladder).toMatchObject({ status: 'running', id: 'job-again-1' })
    const whole = await after(80, { state: 'done' })
    expect(whole).toMatchObject({ processing: 'ready', published: { kind: 'ladder' } })
  })
  test('so often that it has failed leaves a film that plays, and that can be tried again', async () => {
    const { after, mediaConvert } = house()
    for (let second = 10; second < 3 * 3600; second += 45) await after(second, lost)
    expect(mediaConvert.started).toBe(4)
    expect(await after(3 * 3600)).toMatchObject({ processing: 'ready', published: playing.published, jobs: { ladder: { status: 'failed' } } })
  })
})

test('a job that the film itself makes fail is not begun again', async () => {
  const { after, mediaConvert } = house()
  expect(await after(10, { state: 'failed', message: '1076 end of file' })).toMatchObject({ processing: 'ready', published: playing.published })
  await after(7200)
  expect(mediaConvert.started).toBe(0)
})
test.each([[1030, true], [1040, true], [1076, true], [1010, false], [1401, false], [1404, false], [1434, false], [1550, false], [1999, false], [undefined, false]])('an error %s is the film\'s own fault: %s', (code, itsOwn) => {
  expect(isTheFilmsFault(code)).toBe(itsOwn)
})

describe('a film whose job never ends', () => {
  const dayLater = 24 * 3600 + 2 * aSource.durationSeconds
  test('is followed for a day and twice its length; then the job is stopped, and what plays is enough', async () => {
    const { after, done } = house()
    expect((await after(dayLater - 1)).processing).toBe('transcoding')
    expect(await after(dayLater)).toMatchObject({ processing: 'ready', published: playing.published, jobs: { ladder: { status: 'failed' } } })
    expect(done.filter(what => what.startsWith('cancel'))).toEqual(['cancel job-1'])
  })
  test('counts as it ended where it has ended meanwhile and nobody heard of it', async () => {
    expect(await house().after(dayLater, { state: 'done' })).toMatchObject({ processing: 'ready', published: { kind: 'ladder' } })
  })
  test('ends also where MediaConvert does not answer', async () => {
    const { after, effects } = house()
    Object.assign(effects.transcoder, { look: async () => { throw new Error('no answer') } })
    expect((await after(dayLater)).processing).toBe('ready')
  })
  test('fails where nothing plays of it, also when it could not even be looked into', async () => {
    const { underWaySince } = playing
    const nothingYet = { ...playing, published: null, jobs: { first: null, ladder: playing.jobs.ladder } }
    for (const film of [nothingYet, aFilm({ processing: 'checking', upload: null, underWaySince })]) {
      const { after, effects } = house(film)
      Object.assign(effects.transcoder, { probe: async () => { throw new Error('no answer') } })
      expect(await after(dayLater)).toMatchObject({ processing: 'failed', failure: { code: 'took_too_long' } })
    }
  })
  test('that was under way before anybody counted has its day from now on', async () => {
    const { underWaySince: _, ...old } = playing
    const { after } = house(old)
    expect(await after(dayLater)).toMatchObject({ processing: 'transcoding', underWaySince: new Date(at.getTime() + dayLater * 1000).toISOString() })
    expect((await after(2 * dayLater)).processing).toBe('ready')
  })
})

test('a frame that never comes is not waited for longer than an hour', async () => {
  const making = { at: 2, token: 't', claimedAt: at.toISOString(), id: 'job-frame', prefix: 'v/x/9-frame/', tries: 1, failed: false }
  const film = aFilm({ processing: 'ready', access: 'private', source: aSource, thumbnails: { offered: [], own: null, frame: null, making, choice: { from: 'offered', index: 0 } } })
  const { after, done } = house(film)
  expect((await after(3600)).thumbnails!.making!.failed).toBe(false)
  expect((await after(3601)).thumbnails!.making!.failed).toBe(true)
  expect(done).toEqual(['cancel job-frame'])
})
