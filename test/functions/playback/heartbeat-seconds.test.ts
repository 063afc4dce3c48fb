import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heartbeatPace, heartbeatSeconds } from '../../../functions/playback/heartbeat-seconds.ts'
import { withBeat, type Session } from '../../../functions/playback/session-id.ts'
import { secondsForView } from '../../../functions/playback/what-is-a-view.ts'

const begun = (duration: number, countsFor: string | null): Session =>
  ({ viewerId: 'usr_ben', signedIn: true, videoId: 'vid_x', duration, startedAt: 0, expires: 1e9, countsFor, watched: 0, last: { at: 0, position: 0, playing: true } })

/** Watches to the end as the player does; the seconds at which it told. */
function beatsOf(duration: number, countsFor: string | null) {
  let session = begun(duration, countsFor)
  const beats: number[] = []
  let viewAt: number | null = null
  for (let at = heartbeatSeconds(session); at < duration; at += heartbeatSeconds(session)) {
    const next = withBeat(session, { at: at * 1000, position: at, playing: true })
    if (next.isNewView) viewAt = at
    session = next.session
    beats.push(at)
  }
  return { beats, viewAt }
}

describe('a player tells where it is', () => {
  test('once when a film of ten minutes has been watched for half a minute, then every two minutes', () => {
    expect(beatsOf(600, 'usr_ben')).toEqual({ beats: [31, 151, 271, 391, 511], viewAt: 31 })
  })
  test('seldom, when the viewing counts for nobody', () => {
    expect(heartbeatSeconds(begun(600, null))).toBe(heartbeatPace.seldom)
  })
  test('just after the view is due, however long the film', () => {
    fc.assert(fc.property(fc.double({ min: 30, max: 20_000, noNaN: true }), duration => {
      const { viewAt } = beatsOf(duration, 'usr_ben')
      expect(viewAt).toBeGreaterThanOrEqual(secondsForView(duration))
      expect(viewAt).toBeLessThanOrEqual(secondsForView(duration) + 2)
    }))
  })
  test('never more often than every five seconds, never less than every two minutes', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), fc.double({ min: 0, max: 100_000, noNaN: true }), fc.option(fc.constant('usr_ben')), (duration, watched, countsFor) => {
      const seconds = heartbeatSeconds({ duration, watched, countsFor })
      expect(Number.isInteger(seconds)).toBe(true)
      expect(seconds).toBeGreaterThanOrEqual(heartbeatPace.often)
      expect(seconds).toBeLessThanOrEqual(heartbeatPace.seldom)
    }))
  })
})
