import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Film } from '../../../../functions/videos/film.ts'
import { whenToWake } from '../../../../functions/videos/pipeline/when-to-wake.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { frameAsked, frameDropped, openFrame } from '../../../../functions/videos/thumbnails/frame-job.ts'
import { timecode } from '../../../../functions/videos/thumbnails/frame-settings.ts'
import { choiceForgotten, chosen, frameTaken, ownTaken, picturesReplaced, picturesTaken, thumbnailsOf } from '../../../../functions/videos/thumbnails/thumbnails.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const taken = picturesTaken(aFilm(), ['p0', 'p1', 'p2', 'p3'])
const ready: Film = { ...taken, processing: 'ready', upload: null, source: aSource, access: 'private', published: { kind: 'ladder', prefix: 'v/x/1-ladder/', rungs: [] } }

describe('the picture of a film', () => {
  test('is the first after the opening, which is often black', () => {
    expect(taken).toMatchObject({ poster: 'p1', thumbnails: { offered: ['p1', 'p2', 'p3'] } })
    expect(picturesTaken(aFilm(), ['only']).poster).toBe('only')
    expect(picturesTaken(aFilm(), []).poster).toBeNull()
  })
  test('of before there was a choice is still its poster', () => {
    expect(thumbnailsOf(aFilm({ poster: 'old' }))).toMatchObject({ offered: ['old'], choice: { from: 'offered', index: 0 } })
  })
  test('stays what its owner chose when the jobs bring others, and when another file takes the film\'s place', () => {
    const own = ownTaken(aFilm(), 'mine', 'n1', at)
    expect(picturesTaken(own, ['p0', 'p1']).poster).toBe('mine')
    const version = picturesTaken(aFilm(), ['q0', 'q1', 'q2', 'q3'])
    expect(picturesReplaced(picturesTaken(own, ['p0', 'p1']), version, 'n2')).toMatchObject({ poster: 'mine', imageName: 'n1' })
    expect(picturesReplaced(chosen(taken, { from: 'offered', index: 2 }, 'n1'), version, 'n2')).toMatchObject({ poster: 'q3', imageName: 'n2' })
  })
  test('that nothing shows any more goes when its last address has expired', () => {
    const film = choiceForgotten(frameTaken(ownTaken(ready, 'mine', 'n1', at), { at: 1, key: 'frame' }, 'n2', at), 'n3', at)
    expect(film).toMatchObject({ poster: 'p1', imageName: 'n3', thumbnails: { own: null, frame: null } })
    expect(film.leftovers.map(({ prefix }) => prefix)).toEqual(['mine', 'frame'])
  })
  test('has a public name that no other picture ever had', () => {
    const step = fc.constantFrom<(film: Film, name: string) => Film>(
      (film, name) => chosen(film, { from: 'offered', index: 1 }, name), (film, name) => chosen(film, { from: 'own' }, name), (film, name) => ownTaken(film, `own-${name}`, name, at),
      (film, name) => frameTaken(film, { at: 1, key: `frame-${name}` }, name, at), (film, name) => choiceForgotten(film, name, at))
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const names = new Map<string, string | null>()
      steps.reduce((film, apply, index) => {
        const next = apply(film, `name-${index}`)
        expect(names.get(next.imageName) ?? next.poster).toBe(next.poster)
        names.set(next.imageName, next.poster)
        return next
      }, taken)
    }))
  })
})

describe('a frame', () => {
  test('is named by counting frames, since that is what a timecode counts', () => {
    expect([timecode(0, 30), timecode(0.1, 30), timecode(61.5, 25), timecode(3600, 30000 / 1001), timecode(1.5, null)]).toEqual(['00:00:00:00', '00:00:00:03', '00:01:01:12', '00:59:56:12', '00:00:01:15'])
    fc.assert(fc.property(fc.double({ min: 0, max: 43_200, noNaN: true }), fc.double({ min: 1, max: 120, noNaN: true }), (seconds, rate) => {
      expect(timecode(seconds, rate)).toMatch(/^\d\d:[0-5]\d:[0-5]\d:\d\d$/)
    }))
  })
  test('of a film of 120 a second is named by two digits, the nearest that can be', () => {
    expect([timecode(1.5, 120), timecode(1.9, 120), timecode(1.999, 240)]).toEqual(['00:00:01:60', '00:00:01:99', '00:00:01:99'])
  })
  test('is asked for again while its answer is lost, and given up after the third time', async () => {
    let film = frameAsked(ready, 2, 'token-1', at)
    const prefixes = [openFrame(film)!.prefix]
    for (let minutes = 1; minutes <= 3; minutes++) {
      const world = oneFilm(film, { now: new Date(at.getTime() + minutes * 60_000) })
      Object.assign(world.effects.transcoder, { startFrame: async () => { throw new Error('no answer') } })
      await reconcileVideo(film.id, world.effects).catch(() => {})
      film = world.film()!
      if (openFrame(film)) prefixes.push(openFrame(film)!.prefix)
    }
    expect(new Set(prefixes).size).toBe(3)
    expect(thumbnailsOf(film).making).toMatchObject({ failed: true })
    expect(film.poster).toBe('p1')
    expect(openFrame(film)).toBeNull()
  })
  test('that nobody waits for any more leaves nothing: its job is stopped, and what it wrote goes', async () => {
    const asked = frameAsked(ready, 1, 't', at)
    const { effects, done, film } = oneFilm(asked)
    // Swept away while MediaConvert was asked.
    Object.assign(effects.transcoder, { startFrame: async () => { await effects.store.erase(asked); return 'late' } })
    await reconcileVideo(asked.id, effects)
    expect({ done, film: film() }).toEqual({ done: ['cancel late'], film: null })
    const forgotten = choiceForgotten(frameDropped(asked, at), 'n1', at)
    expect(forgotten.thumbnails!.making).toBeNull()
    expect(forgotten.leftovers.map(({ prefix }) => prefix)).toEqual([thumbnailsOf(asked).making!.prefix])
  })
  test('is looked after without an event, and kept under a name of its own', async () => {
    const film = frameAsked(ready, 2, 'token-1', at)
    expect(whenToWake(film, 600)).toBe('2026-11-20T10:00:45.000Z')
    const world = oneFilm(film)
    Object.assign(world.effects.transcoder, { startFrame: async () => 'job-1', look: async () => ({ state: 'done' }) })
    Object.assign(world.effects.objects, { outputs: async (prefix: string) => [`${prefix}.0000000.jpg`] })
    await reconcileVideo(film.id, world.effects)
    expect(world.film()).toMatchObject({ poster: `v/${film.id}/thumbnails/token-1.jpg`, thumbnails: { making: null, choice: { from: 'frame' }, frame: { at: 2 } } })
    expect(world.done).toEqual(expect.arrayContaining([expect.stringMatching(/^copy .*-frame\/poster.* to .*thumbnails\/token-1\.jpg$/), expect.stringMatching(/^delete films .*-frame\/$/)]))
  })
})
