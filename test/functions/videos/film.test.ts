import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checked, copyAsked, copyGivenUp, copyHeard, copyPaused, copyWanted, deleted, edited, failed, isListed, isPosterPublic, jobClaimed, jobDone, jobFailed, jobLost, jobProgressed, jobStarted, lacksQualities, ladderRetried, mayMove, mostAttempts, overdue, retried, uploadArrived, type Film, type JobKind } from '../../../functions/videos/film.ts'
import { dueLeftovers } from '../../../functions/videos/pipeline/leftovers.ts'
import { listingsOf } from '../../../functions/videos/listing/listing.ts'
import { progressOf } from '../../../functions/videos/video-view.ts'
import { rungsForSource } from '../../../functions/videos/pipeline/rungs-for-source.ts'
import { aFilm, aSource, at } from './a-film.ts'

const rungs = rungsForSource(aSource)
const claimed = (film: Film, kind: JobKind) => jobStarted(jobClaimed(film, kind, { token: `t-${kind}-${film.claims}`, rungs: kind === 'first' ? rungs.slice(-1) : rungs, withPoster: kind === 'first', at }), kind, `job-${kind}`)
const transcoding = (film = aFilm()) => claimed(claimed(checked(uploadArrived(film, at), aSource), 'first'), 'ladder')

describe('a film on its way', () => {
  test('plays its first quality before the ladder is done, and is not ready yet', () => {
    const film = jobDone(transcoding(), 'first', ['v/x/1-first/poster.0000001.jpg'], at)
    expect(film).toMatchObject({ processing: 'transcoding', published: { kind: 'first' }, poster: 'v/x/1-first/poster.0000001.jpg' })
  })
  test('tells of stages that never go back, from the check to the end', () => {
    const announced = aFilm()
    const arrived = uploadArrived(announced, at)
    const found = checked(arrived, aSource)
    const asked = claimed(found, 'first')
    const both = claimed(asked, 'ladder')
    const first = jobDone(both, 'first', [], at)
    const way = [announced, arrived, found, asked, both, first, jobDone(first, 'ladder', [], at)]
    expect(way.map(film => progressOf(film).stage)).toEqual(['upload', 'check', 'first-quality', 'first-quality', 'first-quality', 'all-qualities', 'done'])
  })
  test('is ready with the ladder, whose outputs stand apart from those of the first quality', () => {
    const first = jobDone(transcoding(), 'first', [], at)
    const film = jobDone(first, 'ladder', [], at)
    expect(film).toMatchObject({ processing: 'ready', published: { kind: 'ladder' } })
    expect(film.published!.prefix).not.toBe(first.published!.prefix)
  })
  test('keeps its first quality for those who watch it when the ladder takes over, and its pictures for good', () => {
    const film = jobDone(jobDone(transcoding(), 'first', ['v/x/1-first/poster.0000001.jpg'], at), 'ladder', [], at)
    const first = film.jobs.first!.prefix
    expect(dueLeftovers(film, new Date(at.getTime() + 3 * 3600_000))).toEqual([])
    expect(dueLeftovers(film, new Date(at.getTime() + 25 * 3600_000)).map(({ prefix }) => prefix)).toEqual([`${first}film`])
    expect(film.poster!.startsWith(`${first}film`)).toBe(false)
  })
  test('leaves nothing behind of a first quality that the ladder overtook', () => {
    const film = jobDone(transcoding(), 'ladder', [], at)
    expect(film.leftovers.map(({ prefix }) => prefix)).toEqual([`${film.jobs.first!.prefix}film`])
  })
  test('never goes back to the first quality when its news come late', () => {
    const ready = jobDone(transcoding(), 'ladder', [], at)
    expect(jobDone(ready, 'first', ['late.jpg'], at)).toMatchObject({ processing: 'ready', published: { kind: 'ladder' }, poster: 'late.jpg' })
  })
  test('is ready with fewer qualities when only the ladder fails', () => {
    expect(jobFailed(jobDone(transcoding(), 'first', [], at), 'ladder')).toMatchObject({ processing: 'ready', published: { kind: 'first' } })
  })
  test('waits for the first quality when the ladder fails before it', () => {
    const waiting = jobFailed(transcoding(), 'ladder')
    expect(waiting.processing).toBe('transcoding')
    expect(jobFailed(waiting, 'first')).toMatchObject({ processing: 'failed', failure: { code: 'transcode_failed' } })
  })
  test('is ready when the first quality arrives after the ladder has failed', () => {
    expect(jobDone(jobFailed(transcoding(), 'ladder'), 'first', [], at)).toMatchObject({ processing: 'ready', published: { kind: 'first' } })
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

describe('a film whose source plays as it is', () => {
  const copying = copyAsked(jobClaimed(checked(uploadArrived(aFilm(), at), aSource), 'instant', { token: 't', rungs, withPoster: false, at }), at)
  test('plays when the copy is done, and is not ready yet', () => {
    expect(jobDone(copying, 'instant', [], at)).toMatchObject({ processing: 'transcoding', published: { kind: 'instant', prefix: 'v/vid_01kaaaaaaaaaaaaaaaaaaaaaaa/1-instant/' } })
  })
  test('never goes back to the copy when its news come late', () => {
    for (const kind of ['first', 'ladder'] as const) expect(jobDone(jobDone(claimed(copying, kind), kind, [], at), 'instant', [], at).published!.kind).toBe(kind)
  })
  test('keeps a copy that was taken over for those who watch it, and one that was given up for whoever may be at it', () => {
    const taken = jobDone(claimed(jobDone(copying, 'instant', [], at), 'ladder'), 'ladder', [], at)
    expect(dueLeftovers(taken, new Date(at.getTime() + 3 * 3600_000))).toEqual([])
    expect(dueLeftovers(taken, new Date(at.getTime() + 25 * 3600_000))).toMatchObject([{ bucket: 'films', prefix: copying.jobs.instant!.prefix }])
    expect(dueLeftovers(copyGivenUp(copying, at), at)).toEqual([])
    expect(dueLeftovers(copyGivenUp(copying, at), new Date(at.getTime() + 600_000))).toMatchObject([{ prefix: copying.jobs.instant!.prefix }])
  })
  test('is ready with the copy when only the ladder fails, and waits for a copy that is still being made', () => {
    const ladderFailed = jobFailed(claimed(copying, 'ladder'), 'ladder')
    expect(ladderFailed.processing).toBe('transcoding')
    expect(jobDone(ladderFailed, 'instant', [], at)).toMatchObject({ processing: 'ready', published: { kind: 'instant' } })
    expect(jobFailed(ladderFailed, 'instant')).toMatchObject({ processing: 'failed', failure: { code: 'transcode_failed' } })
  })
  test('forgets how often a copy was asked for when it is heard of, and when it pauses', () => {
    const asked = copyAsked(copyAsked(copying, at), at)
    expect(asked.jobs.instant!.asks).toBe(3)
    expect(copyHeard(asked, 40, at).jobs.instant).toMatchObject({ status: 'running', percent: 40, asks: 1 })
    expect(copyPaused(copyHeard(asked, 40, at)).jobs.instant).toMatchObject({ status: 'running', percent: 40, asks: 0 })
  })
  test('wants no copy once it is deleted, over, or claimed anew', () => {
    expect(copyWanted(copying, 't')).toBe(true)
    for (const film of [deleted(copying, at), jobDone(copying, 'instant', [], at), jobFailed(copying, 'instant')]) expect(copyWanted(film, 't')).toBe(false)
    expect(copyWanted(copying, 'older')).toBe(false)
  })
})

test('whatever order the news come in, and however often, a film ends in the same state', () => {
  const kinds = ['instant', 'first', 'ladder'] as const
  fc.assert(fc.property(fc.subarray([...kinds]), fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()), fc.shuffledSubarray([...kinds, ...kinds], { minLength: 6 }), (others, outcomes, order) => {
    const wanted = kinds.filter(kind => kind === 'ladder' || others.includes(kind))
    const succeeds = (kind: JobKind) => outcomes[kinds.indexOf(kind)]
    const begun = wanted.reduce(claimed, checked(uploadArrived(aFilm(), at), aSource))
    const film = order.filter(kind => wanted.includes(kind)).reduce((now, kind) => (succeeds(kind) ? jobDone(now, kind, [`${kind}.jpg`], at) : jobFailed(now, kind)), begun)
    const best = wanted.filter(succeeds).at(-1)
    expect(film.processing).toBe(best ? 'ready' : 'failed')
    expect(film.published?.kind).toBe(best)
  }))
})

test('a ready film moves only to more qualities, and a failed one only into another attempt', () => {
  for (const to of ['uploading', 'checking', 'transcoding', 'ready', 'failed'] as const) expect([mayMove('ready', to), mayMove('failed', to)]).toEqual([to === 'transcoding', to === 'checking'])
  expect(() => ladderRetried(jobDone(transcoding(), 'ladder', [], at), at)).toThrow('because it has its qualities')
  expect(() => uploadArrived(failed(aFilm(), 'not_a_film'), at)).toThrow('cannot go from failed to checking')
})

describe('a job that was lost by no fault of the film', () => {
  const lose = (film: Film, times: number) => Array.from({ length: times }).reduce<Film>(now => jobLost(now, 'ladder', `again-${now.claims}`, at), film)
  const inSeconds = (seconds: number) => new Date(at.getTime() + seconds * 1000).toISOString()
  test('is claimed anew, each time under another prefix and after a longer pause', () => {
    const begun = transcoding()
    const again = [1, 2, 3, 4].map(times => lose(begun, times).jobs.ladder!)
    expect(again.map(({ status, claimedAt, id, rungs: wanted }) => [status, claimedAt, id, wanted])).toEqual([60, 240, 960, 3840].map(pause => ['claimed', inSeconds(pause), null, rungs]))
    expect(new Set([begun.jobs.ladder!, ...again].map(({ prefix }) => prefix)).size).toBe(5)
  })
  test('has failed after five attempts, also where a claim in between went stale', () => {
    const stale = lose(transcoding(), mostAttempts - 1)
    const film = jobClaimed(stale, 'ladder', { token: 'anew', rungs, withPoster: false, at })
    expect(lose(film, 1).jobs.ladder!.status).toBe('failed')
  })
  test('leaves nothing behind, once nobody can be writing any more', () => {
    const film = lose(transcoding(), 1)
    expect(dueLeftovers(film, at)).toEqual([])
    expect(dueLeftovers(film, new Date(at.getTime() + 600_000)).map(({ prefix }) => prefix)).toEqual([transcoding().jobs.ladder!.prefix])
  })
})

describe('a film whose ladder failed', () => {
  const first = jobDone(transcoding(), 'first', ['v/x/poster.jpg'], at)
  const poorer = jobFailed(first, 'ladder')
  test('is ready, and its owner is told that it has one quality only', () => {
    expect(progressOf(poorer)).toEqual({ stage: 'done', percent: 100, reason: { code: 'only_one_quality', message: expect.stringContaining('Try again') } })
    expect(progressOf(jobDone(first, 'ladder', [], at)).reason).toBeNull()
  })
  test('plays on through another attempt, whether that fails or makes them', () => {
    const trying = ladderRetried(poorer, at)
    expect(trying).toMatchObject({ processing: 'transcoding', published: poorer.published, publishedAt: poorer.publishedAt, poster: poorer.poster, jobs: { ladder: null }, asks: poorer.asks + 1 })
    const anew = claimed(trying, 'ladder')
    expect(anew.jobs.ladder!.prefix).not.toBe(poorer.jobs.ladder!.prefix)
    expect(jobFailed(anew, 'ladder')).toMatchObject({ processing: 'ready', published: poorer.published })
    const whole = jobDone(anew, 'ladder', [], at)
    expect(whole).toMatchObject({ processing: 'ready', published: { kind: 'ladder', prefix: anew.jobs.ladder!.prefix }, publishedAt: poorer.publishedAt, poster: poorer.poster })
    // Who watches the first quality finishes it; what the failed ladder wrote goes.
    expect(dueLeftovers(whole, new Date(at.getTime() + 3600_000)).map(({ prefix }) => prefix)).toEqual([poorer.jobs.ladder!.prefix])
  })
})

describe('a film whose time is up', () => {
  const film = transcoding()
  test('fails where nothing plays, and can be tried again', () => {
    const late = overdue(film, at)
    expect(late).toMatchObject({ processing: 'failed', failure: { code: 'took_too_long' }, jobs: { first: { status: 'failed' }, ladder: { status: 'failed' } } })
    expect(retried(late, new Date(at.getTime() + 1000)).underWaySince).toBe('2026-11-20T10:00:01.000Z')
    expect(overdue(uploadArrived(aFilm(), at), at)).toMatchObject({ processing: 'failed', failure: { code: 'took_too_long' } })
  })
  test('is ready where something does, and lacks its other qualities', () => {
    expect(lacksQualities(overdue(jobDone(film, 'first', [], at), at))).toBe(true)
  })
})

test('whatever befalls a film, in whatever order: what plays is never lost, nothing goes back, declared edges alone are taken, and in the end it is ready or failed', () => {
  const kinds = ['instant', 'first', 'ladder'] as const
  const worth = (film: Film) => (film.published ? kinds.indexOf(film.published.kind) : -1)
  const open = (film: Film, kind: JobKind) => ['claimed', 'running'].includes(film.jobs[kind]?.status ?? '')
  /** Each as its caller would do it: only where it can happen. */
  const events: Record<string, (film: Film, kind: JobKind, later: Date) => Film> = {
    claimed: (film, kind) => (film.processing === 'transcoding' && !film.jobs[kind] ? jobClaimed(film, kind, { token: 't', rungs, withPoster: kind === 'first', at }) : film),
    started: (film, kind) => (film.jobs[kind]?.status === 'claimed' ? jobStarted(film, kind, `${kind}-${film.claims}`) : film),
    done: (film, kind) => (film.processing === 'transcoding' ? jobDone(film, kind, [`${kind}.jpg`], at) : film),
    failed: (film, kind) => (film.processing === 'transcoding' ? jobFailed(film, kind) : film),
    lost: (film, kind, later) => (film.processing === 'transcoding' && kind !== 'instant' ? jobLost(film, kind, 't', later) : film),
    overdue: (film, _, later) => (film.processing === 'checking' || film.processing === 'transcoding' ? overdue(film, later) : film),
    checked: film => (film.processing === 'checking' ? checked(film, aSource) : film),
    retried: (film, _, later) => (film.processing === 'failed' ? retried(film, later) : lacksQualities(film) ? ladderRetried(film, later) : film),
  }
  // Of all that can happen to it next, one thing.
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 40 }), dice => {
    const end = dice.reduce((film, die, step) => {
      const later = new Date(at.getTime() + step * 1000)
      const possible = Object.values(events).flatMap(event => kinds.map(kind => event(film, kind, later))).filter(after => after !== film)
      const next = possible[die % possible.length] ?? film
      expect(worth(next)).toBeGreaterThanOrEqual(worth(film))
      if (next.processing !== film.processing) expect(mayMove(film.processing, next.processing)).toBe(true)
      if (next.published) {
        expect(['transcoding', 'ready']).toContain(next.processing)
        // Nothing that is about to go lies where it plays.
        expect(next.leftovers.filter(({ prefix }) => next.published!.prefix.startsWith(prefix))).toEqual([])
      }
      if (['ready', 'failed'].includes(next.processing)) expect(kinds.filter(one => open(next, one) && one === 'ladder')).toEqual([])
      return next
    }, checked(uploadArrived(aFilm(), at), aSource))
    const last = end.processing === 'ready' || end.processing === 'failed' ? end : overdue(end, at)
    expect(last.processing).toBe(last.published ? 'ready' : 'failed')
  }), { numRuns: 500 })
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
  const playing = jobDone(transcoding(), 'first', ['v/x/poster.jpg'], at)
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
