import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checked, deleted, edited, failed, isListed, isPosterPublic, jobClaimed, jobDone, jobFailed, jobProgressed, jobStarted, mayMove, retried, uploadArrived, type Film, type JobKind } from '../../../functions/videos/film.ts'
import { dueLeftovers } from '../../../functions/videos/leftovers.ts'
import { listingsOf } from '../../../functions/videos/listing.ts'
import { rungsForSource } from '../../../functions/videos/rungs-for-source.ts'
import { aFilm, aSource, at } from './a-film.ts'

const rungs = rungsForSource(aSource)
const claimed = (film: Film, kind: JobKind) => jobStarted(jobClaimed(film, kind, { token: `t-${kind}-${film.claims}`, rungs: kind === 'first' ? rungs.slice(-1) : rungs, withPoster: kind === 'first', at }), kind, `job-${kind}`)
const transcoding = (film = aFilm()) => claimed(claimed(checked(uploadArrived(film), aSource), 'first'), 'ladder')

describe('a film on its way', () => {
  test('plays its first quality before the ladder is done, and is not ready yet', () => {
    const film = jobDone(transcoding(), 'first', 'v/x/1-first/poster.0000001.jpg', at)
    expect(film).toMatchObject({ processing: 'transcoding', published: { kind: 'first' }, poster: 'v/x/1-first/poster.0000001.jpg' })
  })
  test('is ready with the ladder, whose outputs stand apart from those of the first quality', () => {
    const first = jobDone(transcoding(), 'first', null, at)
    const film = jobDone(first, 'ladder', null, at)
    expect(film).toMatchObject({ processing: 'ready', published: { kind: 'ladder' } })
    expect(film.published!.prefix).not.toBe(first.published!.prefix)
  })
  test('never goes back to the first quality when its news come late', () => {
    const ready = jobDone(transcoding(), 'ladder', null, at)
    expect(jobDone(ready, 'first', 'late.jpg', at)).toMatchObject({ processing: 'ready', published: { kind: 'ladder' }, poster: 'late.jpg' })
  })
  test('is ready with fewer qualities when only the ladder fails', () => {
    expect(jobFailed(jobDone(transcoding(), 'first', null, at), 'ladder')).toMatchObject({ processing: 'ready', published: { kind: 'first' } })
  })
  test('waits for the first quality when the ladder fails before it', () => {
    const waiting = jobFailed(transcoding(), 'ladder')
    expect(waiting.processing).toBe('transcoding')
    expect(jobFailed(waiting, 'first')).toMatchObject({ processing: 'failed', failure: { code: 'transcode_failed' } })
  })
  test('is ready when the first quality arrives after the ladder has failed', () => {
    expect(jobDone(jobFailed(transcoding(), 'ladder'), 'first', null, at)).toMatchObject({ processing: 'ready', published: { kind: 'first' } })
  })
  test('never loses progress, and none of another job counts', () => {
    const film = jobProgressed(transcoding(), 'ladder', 'job-ladder', 40)
    expect(jobProgressed(film, 'ladder', 'job-ladder', 30)).toBe(film)
    expect(jobProgressed(film, 'ladder', 'job-of-old', 90)).toBe(film)
  })
  test('gets a fresh prefix for every claim', () => {
    const film = jobClaimed(transcoding(), 'ladder', { token: 'again', rungs, withPoster: false, at })
    expect(film.jobs.ladder!.prefix).not.toBe(transcoding().jobs.ladder!.prefix)
  })
})

test('whatever order the news come in, and however often, a film ends in the same state', () => {
  const news = { firstDone: (film: Film) => jobDone(film, 'first', 'p.jpg', at), ladderDone: (film: Film) => jobDone(film, 'ladder', null, at), firstFailed: (film: Film) => jobFailed(film, 'first'), ladderFailed: (film: Film) => jobFailed(film, 'ladder') }
  for (const [first, ladder, end] of [['firstDone', 'ladderDone', 'ready'], ['firstFailed', 'ladderDone', 'ready'], ['firstDone', 'ladderFailed', 'ready'], ['firstFailed', 'ladderFailed', 'failed']] as const)
    fc.assert(fc.property(fc.shuffledSubarray([first, ladder, first, ladder], { minLength: 4 }), order => {
      const film = order.reduce((now, name) => news[name](now), transcoding())
      expect(film.processing).toBe(end)
      if (end === 'ready') expect(film.published!.kind).toBe(ladder === 'ladderDone' ? 'ladder' : 'first')
    }))
})

test('a ready film moves nowhere, and a failed one only into another attempt', () => {
  for (const to of ['uploading', 'checking', 'transcoding', 'ready', 'failed'] as const) expect([mayMove('ready', to), mayMove('failed', to)]).toEqual([false, to === 'checking'])
  expect(() => uploadArrived(failed(aFilm(), 'not_a_film'))).toThrow('cannot go from failed to checking')
})

test('another attempt starts from the file, under fresh claims; what the failed one left goes at once', () => {
  const lost = jobFailed(jobFailed(transcoding(), 'ladder'), 'first')
  const again = retried(lost, at)
  expect(again).toMatchObject({ processing: 'checking', failure: null, source: null, jobs: { first: null, ladder: null }, claims: lost.claims, asks: lost.asks + 1 })
  expect(dueLeftovers(again, at).map(({ prefix }) => prefix)).toEqual([lost.jobs.first!.prefix, lost.jobs.ladder!.prefix])
  const { prefix } = transcoding(checkedAgain(again)).jobs.ladder!
  expect(again.leftovers.some(left => left.prefix === prefix)).toBe(false)
})
const checkedAgain = (film: Film): Film => ({ ...film, processing: 'uploading' })

describe('who can find it', () => {
  const playing = jobDone(transcoding(), 'first', 'v/x/poster.jpg', at)
  test('a public film that plays stands in the list of all and in its category', () => {
    expect(listingsOf(playing).map(listing => listing.list)).toEqual(['all', 'nature'])
  })
  test('nothing that is private, for followers, unlisted, deleted or not playable is ever listed', () => {
    fc.assert(fc.property(fc.constantFrom('public', 'unlisted', 'followers', 'private' as const), fc.boolean(), fc.boolean(), (access, plays, isDeleted) => {
      let film = edited(plays ? playing : transcoding(), { ...playing, access: access as Film['access'] }, at)
      if (isDeleted) film = deleted(film, at)
      expect(isListed(film)).toBe(access === 'public' && plays && !isDeleted)
      if (access === 'private' || isDeleted) expect(isPosterPublic(film)).toBe(false)
    }))
  })
  test('narrowing a film that plays withdraws what was handed out; widening it does not', () => {
    expect(edited(playing, { ...playing, access: 'private' }, at).withdrawnAt).toBe(at.toISOString())
    expect(edited(playing, { ...playing, access: 'followers' }, at).withdrawnAt).toBe(at.toISOString())
    expect(edited(playing, { ...playing, access: 'unlisted' }, at).withdrawnAt).toBeNull()
    expect(edited({ ...playing, access: 'private' }, { ...playing, access: 'public' }, at).withdrawnAt).toBeNull()
  })
  test('deleting twice keeps the first moment', () => {
    expect(deleted(deleted(playing, at), new Date('2027-01-01')).deletedAt).toBe(at.toISOString())
  })
})
