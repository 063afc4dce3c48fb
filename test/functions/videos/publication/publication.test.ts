import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amendment } from '../../../../functions/videos/editing/amend-video.ts'
import type { EditEffects } from '../../../../functions/videos/editing/edit-video.ts'
import { edited, isListed, isPosterPublic, type Film } from '../../../../functions/videos/film.ts'
import { intendedAccess, published, unpublished } from '../../../../functions/videos/publication/publication.ts'
import { untilPublished } from '../../../../functions/videos/publication/publish-video.ts'
import { instantIn, isZone, wallClock } from '../../../../functions/videos/publication/zoned-time.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { whenToWake } from '../../../../functions/videos/pipeline/when-to-wake.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const zones = ['UTC', 'Europe/Oslo', 'America/New_York', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Chatham', 'Africa/Casablanca', 'Pacific/Apia', 'America/St_Johns']
const iso = (zone: string, local: string) => instantIn(zone, local)?.toISOString()

describe('a time on a wall clock in a zone', () => {
  test('is an instant, in summer as in winter', () => {
    expect(iso('Europe/Oslo', '2026-12-24T18:00')).toBe('2026-12-24T17:00:00.000Z')
    expect(iso('Europe/Oslo', '2026-06-24T18:00:30')).toBe('2026-06-24T16:00:30.000Z')
    expect(iso('Asia/Kathmandu', '2026-06-24T00:00')).toBe('2026-06-23T18:15:00.000Z')
  })
  test('that a clock shows twice is its first', () => {
    expect(iso('Europe/Oslo', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(iso('America/New_York', '2026-11-01T01:30')).toBe('2026-11-01T05:30:00.000Z')
    // Clocks there move by half an hour.
    expect(iso('Australia/Lord_Howe', '2026-04-05T01:45')).toBe('2026-04-04T14:45:00.000Z')
  })
  test('that no clock shows is as much later as the clocks were moved', () => {
    const skipped = instantIn('Europe/Oslo', '2026-03-29T02:30')!
    expect(wallClock('Europe/Oslo', skipped.getTime())).toBe('2026-03-29T03:30:00')
  })
  test('that is in no calendar is none', () => {
    for (const never of ['2026-02-31T10:00', '2026-13-01T10:00', '2026-01-01T24:00', '2026-01-01T10:61']) expect(instantIn('UTC', never)).toBeNull()
  })

  // Whole seconds from 2025 to 2045; half of them within two days of a change of clocks in Oslo.
  const moment = fc.oneof(fc.integer({ min: 1_735_689_600, max: 2_366_841_600 }), fc.tuple(fc.integer({ min: 2026, max: 2040 }), fc.constantFrom(2, 9), fc.integer({ min: -172_800, max: 172_800 }))
    .map(([year, month, off]) => Date.UTC(year, month, 31 - new Date(Date.UTC(year, month, 31)).getUTCDay(), 1) / 1000 + off))
  test('what a clock shows leads back to an instant when it shows that, never later than the one it was read at', () => fc.assert(fc.property(fc.constantFrom(...zones), moment, (zone, seconds) => {
    const shown = wallClock(zone, seconds * 1000)
    const back = instantIn(zone, shown)!.getTime()
    expect(wallClock(zone, back)).toBe(shown)
    expect(back).toBeLessThanOrEqual(seconds * 1000)
    expect(seconds * 1000 - back).toBeLessThanOrEqual(3_600_000)
  }), { numRuns: 1000 }))
  test('always means an instant, and later times never an earlier one but across a change of clocks', () => fc.assert(fc.property(fc.constantFrom(...zones), moment, fc.integer({ min: 7201, max: 86_400 }), (zone, seconds, more) => {
    const local = (value: number) => new Date(value * 1000).toISOString().slice(0, 19)
    expect(instantIn(zone, local(seconds + more))!.getTime()).toBeGreaterThan(instantIn(zone, local(seconds))!.getTime())
  }), { numRuns: 1000 }))
})

test('a zone has a name', () => {
  for (const zone of zones) expect(isZone(zone)).toBe(true)
  for (const none of ['+01:00', '-05', 'Mars/Olympus', '', 'Europe/Oslo; drop', '../etc']) expect(isZone(none)).toBe(false)
})

describe('when a film shall be published', () => {
  const wish = (local: string, zone = 'Europe/Oslo') => () => untilPublished({ state: 'scheduled', at: local, zone }, at)
  test('is kept as an instant beside the clock and the zone that were chosen', () => expect(wish('2026-12-24T18:00')()).toEqual({ state: 'scheduled', at: '2026-12-24T17:00:00.000Z', local: '2026-12-24T18:00', zone: 'Europe/Oslo' }))
  test('must be still to come, within five years, in a zone and a calendar', () => {
    expect(wish('2026-11-20T11:00')).toThrow('still to come')
    expect(wish('2036-01-01T00:00')).toThrow('five years')
    expect(wish('2026-12-24T18:00', 'CET+1')).toThrow('Name the time zone')
    expect(wish('2026-12-32T18:00')).toThrow('no such date')
  })
})

const ready: Film = aFilm({ processing: 'ready', upload: null, source: aSource, access: 'public', poster: 'p.jpg', published: { kind: 'ladder', prefix: 'v/x/1-ladder/', rungs: [] } })
const opening = '2026-11-20T12:00:00.000Z'
const schedule = { state: 'scheduled', at: opening, local: '2026-11-20T13:00', zone: 'Europe/Oslo' } as const

describe('a film that is not published', () => {
  test('is private for everybody, whatever its access and however that is changed', () => fc.assert(fc.property(fc.constantFrom('public', 'unlisted', 'followers', 'private' as const), fc.constantFrom('public', 'unlisted', 'followers', 'private' as const), (before, after) => {
    const held = unpublished({ ...ready, access: before as Film['access'] }, schedule, at)
    const changed = edited(held, { ...held, access: after as Film['access'] }, at)
    for (const film of [held, changed]) expect([film.access, isListed(film), isPosterPublic(film)]).toEqual(['private', false, false])
    expect([intendedAccess(held), intendedAccess(changed), published(changed, at).access]).toEqual([before, after, after])
  })))
  test('ends what was given out before', () => {
    expect(unpublished(ready, schedule, at).withdrawnAt).toBe(at.toISOString())
    expect(unpublished({ ...ready, access: 'private' }, schedule, at).withdrawnAt).toBeNull()
  })
  test('opens at its moment, not before, and has its date from then', async () => {
    const held = { ...unpublished({ ...ready, access: 'public' }, schedule, at), withdrawnAt: null }
    expect(whenToWake(held, 600)).toBe(opening)
    const early = oneFilm(held, { now: new Date('2026-11-20T11:59:59.999Z') })
    await reconcileVideo(held.id, early.effects)
    expect(early.film()).toEqual(held)
    const due = oneFilm(held, { now: new Date('2026-11-20T12:00:20.000Z') })
    await reconcileVideo(held.id, due.effects)
    expect(due.film()).toMatchObject({ access: 'public', publication: null, publishedAt: opening })
    expect(isListed(due.film()!)).toBe(true)
  })
  test('waits for another moment when its owner has moved it meanwhile', async () => {
    const world = oneFilm({ ...unpublished(ready, schedule, at), withdrawnAt: null }, { now: new Date('2026-11-20T13:00:00.000Z') })
    const { change } = world.effects.store
    world.effects.store.change = async (id, apply) => {
      world.effects.store.change = change
      await change.call(world.effects.store, id, film => ({ ...film, publication: { ...film.publication!, at: '2026-11-21T12:00:00.000Z' } }))
      return change.call(world.effects.store, id, apply)
    }
    await reconcileVideo(ready.id, world.effects)
    expect(world.film()).toMatchObject({ access: 'private', publication: { at: '2026-11-21T12:00:00.000Z' } })
  })
  test('taken back and opened wider in one change is never open in between', async () => {
    const world = oneFilm({ ...ready, access: 'private' })
    const seen: string[] = []
    const { change } = world.effects.store
    world.effects.store.change = async (id, apply) => { const next = await change.call(world.effects.store, id, apply); seen.push(next!.access); return next }
    await amendment({ access: 'public', publication: { state: 'draft' } }, { ...world.effects, edge: async () => world.effects.edge, by: 'usr_ana' } as EditEffects)(ready)
    expect(seen).toEqual(['private'])
    expect(intendedAccess(world.film()!)).toBe('public')
  })
})
