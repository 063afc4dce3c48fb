import { describe, expect, test } from 'vitest'
import type { Film, Replacement } from '../../../../functions/videos/film.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { giveUpReplacement } from '../../../../functions/videos/replacement/replace-file.ts'
import { replacementOpened, versionOf } from '../../../../functions/videos/replacement/replacement.ts'
import { versionStore } from '../../../../functions/videos/replacement/version-store.ts'
import { whenToWake } from '../../../../functions/videos/pipeline/when-to-wake.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const replacement: Replacement = {
  file: { name: 'better.mp4', size: 2000, type: 'video/mp4' }, sourceKey: 'uploads/x/source-2', upload: { id: 'up2', partSize: 16 * 1024 ** 2, partCount: 1 },
  processing: 'uploading', failure: null, source: null, jobs: { first: null, ladder: null }, imageName: 'img_y', givenUp: false, createdAt: at.toISOString(),
}
const playing: Film = aFilm({ processing: 'ready', upload: null, source: aSource, claims: 2, poster: 'v/old.jpg', posterImage: 'i/img_x.jpg', publishedAt: '2026-01-01T00:00:00.000Z', published: { kind: 'ladder', prefix: 'v/x/2-ladder/', rungs: [] } })
const replacing = replacementOpened(playing, replacement, at)
const probe = { Container: { Format: 'mp4', Duration: 20, Tracks: [{ TrackType: 'video', Codec: 'AVC', VideoProperties: { Width: 640, Height: 360 } }] } }
const viewersSee = ({ processing, published, poster, posterImage, source, file, publishedAt }: Film) => ({ processing, published, poster, posterImage, source, file, publishedAt })

function onTheWay(film = replacing, differing: object = {}) {
  const world = oneFilm(film, { sourceSize: 2000, probe, ...differing })
  const jobs = { news: { state: 'running', percent: 10 } as { state: string; percent?: number } }
  Object.assign(world.effects.transcoder, { look: async () => jobs.news })
  return { ...world, jobs, step: () => reconcileVideo(film.id, world.effects) }
}

describe('another file for a film that plays', () => {
  test('goes the whole way behind it, with one job and a prefix of its own, and viewers notice nothing', async () => {
    const world = onTheWay()
    await world.step()
    expect(viewersSee(world.film()!)).toEqual(viewersSee(playing))
    expect(world.film()!.replacement).toMatchObject({ processing: 'transcoding', source: { durationSeconds: 20 }, jobs: { first: null, ladder: { status: 'running', prefix: expect.stringMatching(/\/3-ladder\/$/), withPoster: true } } })
  })
  test('takes its place in one write; the old outputs stay until their last address has expired, the old source goes', async () => {
    const world = onTheWay()
    await world.step()
    const seen = new Set<string>()
    const { change } = world.effects.store
    world.effects.store.change = async (...args) => { const next = await change.apply(world.effects.store, args); seen.add(next!.published!.prefix); return next }
    world.jobs.news = { state: 'done' }
    Object.assign(world.effects.objects, { outputs: async () => ['v/new.jpg'] })
    await world.step()
    expect(world.film()).toMatchObject({ processing: 'ready', file: { name: 'better.mp4' }, sourceKey: 'uploads/x/source-2', replacement: null, publishedAt: playing.publishedAt, poster: 'v/new.jpg', imageName: 'img_y', posterImage: 'i/img_y.jpg', published: { prefix: expect.stringContaining('3-ladder') } })
    expect([...seen][0]).toMatch(/3-ladder/)
    expect(world.film()!.leftovers).toContainEqual({ bucket: 'films', prefix: 'v/x/2-ladder/', until: '2026-11-20T14:00:00.000Z' })
    expect(world.done).toContain(`delete uploads ${playing.sourceKey}`)
  })
  test.each([['is not as long as announced', { sourceSize: 1999 }, 'size_mismatch'], ['is no film', { probe: null }, 'not_a_film'], ['is too long', { probe: { Container: { ...probe.Container, Duration: 1e6 } } }, 'too_long']])('that %s fails behind it, and the film plays on', async (_, differing, code) => {
    const world = onTheWay(replacing, differing)
    await world.step()
    expect(viewersSee(world.film()!)).toEqual(viewersSee(playing))
    expect(world.film()!.replacement).toMatchObject({ processing: 'failed', failure: { code } })
    expect(whenToWake(world.film()!, 600)).toBeNull()
  })
  test('has a day and twice its length of its own; then its job is stopped, and it failed behind the film that plays on', async () => {
    const opened = replacementOpened({ ...playing, underWaySince: '2026-01-01T00:00:00.000Z' }, replacement, at)
    expect(versionOf(opened)!.underWaySince).toBeUndefined()
    const world = onTheWay(opened)
    await world.step()
    const lookedAtAfter = async (seconds: number) => {
      Object.assign(world.effects, { now: () => new Date(at.getTime() + seconds * 1000) })
      await world.step()
      return world.film()!.replacement
    }
    expect(await lookedAtAfter(24 * 3600 + 39)).toMatchObject({ processing: 'transcoding' })
    expect(await lookedAtAfter(24 * 3600 + 40)).toMatchObject({ processing: 'failed', failure: { code: 'took_too_long' } })
    expect(world.done).toContain('cancel job')
    expect(viewersSee(world.film()!)).toEqual(viewersSee(playing))
  })
  test('that is given up is stopped and cleared away', async () => {
    const world = onTheWay()
    await world.step()
    await giveUpReplacement(world.film()!, world.effects)
    await world.step()
    expect(world.done).toContain('cancel job')
    expect(world.film()).toMatchObject({ ...viewersSee(playing), replacement: null })
    expect(world.film()!.leftovers.map(({ bucket, prefix }) => `${bucket} ${prefix}`)).toEqual(['uploads uploads/x/source-2', expect.stringContaining('3-ladder')])
    await expect(giveUpReplacement(world.film()!, world.effects)).rejects.toMatchObject({ code: 'no_replacement' })
  })
  test('is looked after without events, and goes with the film', async () => {
    expect(whenToWake(replacing, 600)).toBe('2026-11-20T11:00:00.000Z')
    const world = onTheWay({ ...replacing, deletedAt: at.toISOString(), erasing: true })
    await world.step()
    expect(world.film()).toBeNull()
    expect(world.done).toEqual(expect.arrayContaining(['abort up2', 'delete uploads uploads/x/source-2', `delete uploads ${playing.sourceKey}`]))
  })
})

describe('another file for a film of which nothing plays', () => {
  const failedJob = { status: 'failed', token: 't', claimedAt: at.toISOString(), id: null, percent: 0, prefix: 'v/x/2-ladder/', rungs: [], withPoster: true } as const
  const broken: Film = { ...playing, processing: 'failed', published: null, publishedAt: null, poster: null, posterImage: null, jobs: { first: null, ladder: failedJob }, failure: { code: 'transcode_failed', message: '' } }

  test('is looked into behind it, and a file that is no film leaves it as it was', async () => {
    const world = onTheWay(replacementOpened(broken, replacement, at), { probe: null })
    await world.step()
    expect(world.film()).toMatchObject({ processing: 'failed', failure: broken.failure, sourceKey: broken.sourceKey, replacement: { processing: 'failed', failure: { code: 'not_a_film' } } })
  })
  test('then goes the fast way in its place, since nothing plays that it could interrupt', async () => {
    const world = onTheWay(replacementOpened(broken, replacement, at))
    await world.step()
    expect(world.film()).toMatchObject({ processing: 'transcoding', failure: null, sourceKey: replacement.sourceKey, replacement: null, underWaySince: at.toISOString(), jobs: { instant: { status: 'claimed', asks: 1 } } })
    expect(world.done).toContain('ask for a copy by token')
    // What the old file left goes, itself at once.
    expect(world.done).toContain(`delete uploads ${broken.sourceKey}`)
    expect(world.film()!.leftovers).toContainEqual({ bucket: 'films', prefix: failedJob.prefix, until: '2026-11-20T10:10:00.000Z' })
  })
  test('gets a first quality before its ladder where it cannot be copied', async () => {
    const hevc = { Container: { ...probe.Container, Tracks: [{ ...probe.Container.Tracks[0]!, Codec: 'HEVC' }] } }
    const world = onTheWay(replacementOpened(broken, replacement, at), { probe: hevc })
    await world.step()
    expect(world.film()!.jobs).toMatchObject({ first: { status: 'running' }, ladder: { status: 'running' } })
    world.jobs.news = { state: 'done' }
    await world.step()
    expect(world.film()).toMatchObject({ processing: 'ready', failure: null, publishedAt: at.toISOString(), published: { kind: 'ladder' } })
  })
})

test('a version that is gone meanwhile changes nothing', async () => {
  const world = oneFilm(playing)
  const through = versionStore(world.effects.store, () => at)
  expect(await through.find(playing.id)).toBeNull()
  expect(await through.change(playing.id, version => ({ ...version, title: 'Lost' }))).toBe(playing)
  expect(versionOf(playing)).toBeNull()
})
