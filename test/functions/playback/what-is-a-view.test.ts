import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withBeat, type Session } from '../../../functions/playback/session-id.ts'
import { countsFor, isView, secondsForView, secondsWatched, type Beat } from '../../../functions/playback/what-is-a-view.ts'

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36'
const begun = (duration: number, countsFor: string | null = 'usr_ben'): Session =>
  ({ viewerId: 'usr_ben', signedIn: true, videoId: 'vid_x', duration, startedAt: 0, expires: 1e9, countsFor, watched: 0, last: { at: 0, position: 0, playing: true } })
/** What a player tells, as seconds since the start. */
const watch = (session: Session, beats: readonly (readonly [seconds: number, position: number, playing?: boolean])[]) => {
  let views = 0
  for (const [seconds, position, playing = true] of beats) {
    const { session: next, isNewView } = withBeat(session, { at: seconds * 1000, position, playing })
    session = next
    if (isNewView) views++
  }
  return { views, watched: session.watched }
}

describe('a view', () => {
  test('is thirty seconds of a film, told in steps of ten', () => {
    expect(watch(begun(600), [[10, 10], [20, 20], [29.9, 29.9]]).views).toBe(0)
    expect(watch(begun(600), [[10, 10], [20, 20], [30, 30]]).views).toBe(1)
  })
  test('is half of a film shorter than a minute', () => {
    expect(secondsForView(20)).toBe(10)
    expect(watch(begun(20), [[10, 10]]).views).toBe(1)
    expect(watch(begun(20), [[9, 9]]).views).toBe(0)
  })
  test('is not earned by seeking: no time has passed', () => {
    expect(watch(begun(600), [[1, 30], [2, 300], [3, 590]])).toEqual({ views: 0, watched: 3 })
  })
  test('is not earned by a pause, nor by a picture that stands still, however long', () => {
    expect(watch(begun(600), [[5, 5, false], [605, 600]]).views).toBe(0)
    expect(watch(begun(600), [[5, 5], [300, 5], [600, 5]]).views).toBe(0)
  })
  test('is earned by the time of the viewer at double speed', () => {
    expect(watch(begun(600), [[10, 20], [20, 40]]).views).toBe(0)
    expect(watch(begun(600), [[10, 20], [20, 40], [30, 60]]).views).toBe(1)
  })
  test('is earned from any part of a film, with pauses in between', () => {
    expect(watch(begun(600), [[15, 15, false], [100, 15], [108, 23], [109, 400], [116, 407]]).views).toBe(1)
  })
  test('is earned once in a viewing, however long it goes on', () => {
    expect(watch(begun(6000), Array.from({ length: 100 }, (_, n) => [n * 10, n * 10] as const)).views).toBe(1)
  })
})

const anyBeats = fc.array(fc.record({ wait: fc.nat(100_000), position: fc.double({ min: 0, max: 7200, noNaN: true }), playing: fc.boolean() }), { maxLength: 40 })
const told = (steps: readonly { wait: number; position: number; playing: boolean }[]): Beat[] => {
  let at = 0
  return steps.map(({ wait, position, playing }) => ({ at: (at += wait), position, playing }))
}
const after = (session: Session, beats: readonly Beat[]) => beats.reduce((so, beat) => withBeat(so, beat).session, session)

test('nobody watches for longer than has passed, whatever their player tells', () => {
  fc.assert(fc.property(anyBeats, steps => {
    const beats = told(steps)
    expect(after(begun(7200), beats).watched).toBeLessThanOrEqual((beats.at(-1)?.at ?? 0) / 1000 + 1e-6)
  }), { numRuns: 500 })
})
test('no beat takes away what was watched', () => {
  fc.assert(fc.property(anyBeats, steps => {
    told(steps).reduce((so, beat) => {
      const next = withBeat(so, beat).session
      expect(next.watched).toBeGreaterThanOrEqual(so.watched)
      return next
    }, begun(7200))
  }))
})
test('an id that was kept and sent again gains nothing over the time that has passed', () => {
  fc.assert(fc.property(anyBeats, fc.nat(39), (steps, kept) => {
    const beats = told(steps)
    const old = after(begun(7200), beats.slice(0, kept))
    const last = beats.at(-1)
    if (last) expect(withBeat(old, last).session.watched).toBeLessThanOrEqual(last.at / 1000 + 1e-6)
  }))
})
test('an honest player that watches without a break is owed exactly its time, however often it tells', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 30 }), waits => {
    const beats = told(waits.map(wait => ({ wait, position: 0, playing: true }))).map(beat => ({ ...beat, position: beat.at / 1000 }))
    expect(after(begun(7200), beats).watched).toBeCloseTo(beats.at(-1)!.at / 1000, 6)
    const [first] = beats
    expect(secondsWatched({ ...first!, playing: false }, beats.at(-1)!)).toBe(0)
  }))
})
test('a film without length earns none', () => expect(isView(1000, 0)).toBe(false))

describe('who is counted', () => {
  const audience = { viewer: 'visitor_x', userAgent: chrome, ownerId: 'usr_ana' }
  test('a person under their own name, somebody signed out under that of their browser', () => {
    expect(countsFor({ ...audience, viewer: 'usr_ben' })).toBe('usr_ben')
    expect(countsFor(audience)).toBe('visitor_x')
  })
  test('never the owner', () => expect(countsFor({ ...audience, viewer: 'usr_ana' })).toBeNull())
  test.each(['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'curl/8.5.0', 'python-requests/2.32', 'node', 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/147.0.0.0', '', '  '])('no known bot, and nobody without a name: "%s"', userAgent =>
    expect(countsFor({ ...audience, viewer: 'usr_ben', userAgent })).toBeNull())
  test.each([chrome, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1', 'AppleCoreMedia/1.0.0.22B83 (Apple TV; U; CPU OS 18_1 like Mac OS X; en_us)'])('browsers and televisions: %s', userAgent =>
    expect(countsFor({ ...audience, userAgent })).not.toBeNull())
})
