/** The pipeline asks for a copy, somebody makes it, and either may die at any moment: the film plays, or is encoded instead. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { copyAsked, deleted, erasing, jobClaimed, type Film } from '../../../../functions/videos/film.ts'
import { makeCopy, type MakeCopyEffects } from '../../../../functions/videos/instant/make-copy.ts'
import { mayBeInstant } from '../../../../functions/videos/instant/may-be-instant.ts'
import { reconcileVideo, type ReconcileEffects } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { rungsForSource } from '../../../../functions/videos/pipeline/rungs-for-source.ts'
import type { VideoStore } from '../../../../functions/videos/video-store.ts'
import { media } from '../../../support/media/media.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { fetchFrom } from './fetch-from.ts'

let source: Buffer
beforeAll(async () => { source = readFileSync(await media('ntsc-rate')) })

/** A film that waits to be transcoded, and everything around it, in memory. */
function aHouse(differing: Partial<Film> = {}) {
  const world = {
    film: aFilm({ processing: 'transcoding', source: aSource, access: 'private', ...differing }), clock: at.getTime(),
    asked: [] as { videoId: string; token: string }[], objects: new Map<string, Uint8Array>(), jobs: [] as string[],
  }
  const now = () => new Date(world.clock)
  const store = {
    find: async () => world.film,
    async change(_: string, change: (film: Film) => Film) {
      const next = change(world.film)
      if (next !== world.film) world.film = { ...next, version: world.film.version + 1, updatedAt: now().toISOString() }
      return world.film
    },
  } as unknown as VideoStore
  const reconciling = {
    store, now, newToken: () => `token-${world.film.claims}`, filmsAhead: async () => 0, mostProcessingSeconds: 24 * 3600,
    askForCopy: async (videoId: string, token: string) => void world.asked.push({ videoId, token }),
    objects: { sourceUrl: () => 's3://u/k', outputUrl: () => 's3://f/p/', outputs: async () => [] },
    transcoder: { start: async ({ kind }: { kind: string }) => `job-${world.jobs.push(kind)}`, look: async () => ({ state: 'running', percent: 0 }) },
  } as unknown as ReconcileEffects
  const copying: MakeCopyEffects = {
    store, now,
    objects: {
      sourceSize: async () => source.length,
      readSource: (_, start, into) => fetchFrom(source)(start, into),
      written: async prefix => new Set([...world.objects.keys()].filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length))),
      write: async (key, bytes) => void world.objects.set(key, Buffer.from(bytes)),
      clear: async prefix => { for (const key of world.objects.keys()) if (key.startsWith(prefix)) world.objects.delete(key) },
    },
  }
  return { world, copying, reconcile: () => reconcileVideo(world.film.id, reconciling), copy: (msLeft = () => 300_000, effects = copying) => makeCopy(world.asked.at(-1)!, msLeft, effects) }
}

describe('the pipeline', () => {
  test('asks once for a copy, however often it is woken, and begins nothing else until it knows', async () => {
    const { world, reconcile } = aHouse()
    for (let turn = 0; turn < 3; turn++) await reconcile()
    expect(world.asked).toHaveLength(1)
    expect(world.jobs).toEqual([])
  })
  test('goes on with the ladder, and without a first quality, when the source plays', async () => {
    const { world, reconcile, copy } = aHouse()
    await reconcile()
    await copy()
    expect(world.film.published).toMatchObject({ kind: 'instant', rungs: [{ name: 'source', width: 1280, height: 720 }] })
    await reconcile()
    expect(world.jobs).toEqual(['ladder'])
    expect(world.film.jobs.ladder!.withPoster).toBe(true)
  })
  test('asks again when nobody is heard of, and in the end encodes instead', async () => {
    const { world, reconcile } = aHouse()
    for (let minutes = 0; minutes < 4; minutes++) {
      await reconcile()
      world.clock += 61_000
    }
    expect(world.asked).toHaveLength(3)
    expect(world.film.jobs.instant!.status).toBe('failed')
    expect(world.jobs).toEqual(['first', 'ladder'])
  })
  test('encodes a source that the copy refuses', async () => {
    const { world, reconcile, copy, copying } = aHouse()
    await reconcile()
    await copy(undefined, { ...copying, objects: { ...copying.objects, readSource: async (_, _start, into) => void into.fill(0) } })
    expect(world.film.jobs.instant!.status).toBe('failed')
    expect(world.film.asks).toBe(1)
    await reconcile()
    expect(world.jobs).toEqual(['first', 'ladder'])
  })
  test('leaves a film alone whose jobs were claimed before there were copies', async () => {
    const film = jobClaimed(aFilm({ processing: 'transcoding', source: aSource }), 'first', { token: 'old', rungs: rungsForSource(aSource).slice(-1), withPoster: true, at })
    const { world, reconcile } = aHouse({ ...film, jobs: { first: film.jobs.first, ladder: null } })
    await reconcile()
    expect(world.asked).toEqual([])
    expect(world.jobs.toSorted()).toEqual(['first', 'ladder'])
  })
  test.each([
    [{}, true], [{ container: 'quicktime' }, true], [{ hasAudio: false, audioCodec: null }, true],
    [{ container: 'matroska' }, false], [{ videoCodec: 'HEVC' }, false], [{ audioCodec: 'PCM' }, false], [{ rotation: 90 as const }, false], [{ framesPerSecond: 120 }, false], [{ framesPerSecond: 59.94 }, true], [{ highDynamicRange: true }, false],
  ])('looks closer at a source with %o: %s', (differing, worth) => expect(mayBeInstant({ ...aSource, ...differing })).toBe(worth))
})

describe('whoever copies', () => {
  test('stops before time runs out and says so; the next one goes on where it was', async () => {
    const { world, reconcile, copy } = aHouse()
    await reconcile()
    let segments = 0
    await copy(() => (segments++ < 2 ? 100_000 : 10_000))
    expect(world.film).toMatchObject({ published: null, jobs: { instant: { asks: 0 } } })
    const early = new Map(world.objects)
    expect(early.size).toBeGreaterThan(0)
    await reconcile()
    expect(world.asked).toHaveLength(2)
    await copy()
    expect(world.film.published!.kind).toBe('instant')
    for (const [key, bytes] of early) expect(world.objects.get(key)).toBe(bytes)
  })
  test('gives up when a whole run brings nothing', async () => {
    const { world, reconcile, copy } = aHouse()
    await reconcile()
    await copy(() => 10_000)
    expect(world.film.jobs.instant!.status).toBe('failed')
  })
  test('is heard of every few seconds, and lets the ladder begin beside a long copy', async () => {
    const { world, reconcile, copy, copying } = aHouse()
    await reconcile()
    await copy(undefined, { ...copying, objects: { ...copying.objects, async readSource(_, start, into) {
      world.clock += 3000
      await fetchFrom(source)(start, into)
    }, async write(key, bytes) {
      world.clock += 3000
      world.objects.set(key, Buffer.from(bytes))
      if (world.film.asks === 1) await reconcile()
    } } })
    expect(world.film.published!.kind).toBe('instant')
    expect(world.jobs).toEqual(['ladder'])
  })
  test('touches nothing when the film was deleted, before or meanwhile, or is not waiting for this copy', async () => {
    const { world, reconcile, copy, copying } = aHouse()
    await reconcile()
    const waiting = world.film
    world.film = deleted(waiting, at)
    await copy()
    world.film = copyAsked(jobClaimed(waiting, 'instant', { token: 'another', rungs: [], withPoster: false, at }), at)
    await copy()
    expect([world.objects.size, world.film.asks]).toEqual([0, 0])
    world.film = waiting
    await copy(undefined, { ...copying, objects: { ...copying.objects, async write() {
      world.clock += 3000
      world.film = deleted(world.film, at)
    } } })
    expect([world.film.published, world.film.asks]).toEqual([null, 0])
  })
  test.each([2, 5000])('takes away what was written of a film that went meanwhile, a segment taking %i ms', async ms => {
    const { world, reconcile, copy, copying } = aHouse()
    await reconcile()
    await copy(undefined, { ...copying, objects: { ...copying.objects, async write(key, bytes) {
      world.clock += ms
      world.objects.set(key, Buffer.from(bytes))
      world.film = erasing(deleted(world.film, at))
    } } })
    expect([world.objects.size, world.film.published]).toEqual([0, null])
  })
  test('may be two: both write the same, one publishes', async () => {
    const { world, reconcile, copy } = aHouse()
    await reconcile()
    await Promise.all([copy(), copy()])
    expect(world.film).toMatchObject({ published: { kind: 'instant' }, jobs: { instant: { status: 'done' } } })
  })
  test('whose writing fails leaves the film as it is, to be tried again', async () => {
    const { world, reconcile, copy, copying } = aHouse()
    await reconcile()
    await expect(copy(undefined, { ...copying, objects: { ...copying.objects, write: async () => { throw new Error('SlowDown') } } })).rejects.toThrow('SlowDown')
    expect(world.film.jobs.instant!.status).toBe('claimed')
    await copy()
    expect(world.film.published!.kind).toBe('instant')
  })
})
