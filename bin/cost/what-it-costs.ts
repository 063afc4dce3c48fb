/** The three questions: what do uploads, views and an idle month cost? Pure: from counts and rules to usage. */
import { heartbeatPace, heartbeatSeconds } from '../../functions/playback/heartbeat-seconds.ts'
import { mayBeInstant } from '../../functions/videos/instant/may-be-instant.ts'
import { firstRung, rungsForSource } from '../../functions/videos/pipeline/rungs-for-source.ts'
import type { Source } from '../../functions/videos/pipeline/source-from-probe.ts'
import type { Counted } from './counted-house.ts'
import { sum, times, type Usage } from './price-of-usage.ts'

/** As in functions/videos/pipeline/job-settings.ts; a test compares it with what a real job wrote. */
const segmentSeconds = 6

/** What grows with the length of a film: encoded minutes of each output, and the objects that it becomes. */
export function encodingOf(source: Source): Usage {
  const ladder = rungsForSource(source)
  // A source that plays as it is needs no first quality.
  const first = mayBeInstant(source) ? null : firstRung(ladder)
  const pictures = [...ladder, ...first ? [first] : []]
  const jobs = first ? 2 : 1
  const minutes = Math.max(10, source.durationSeconds) / 60
  const outputs = pictures.length + (source.hasAudio ? jobs : 0)
  const isHigh = ({ width, height }: { width: number; height: number }) => Math.min(width, height) >= 720
  return {
    'mediaconvert.hd-minutes': pictures.filter(isHigh).length * minutes,
    'mediaconvert.sd-minutes': pictures.filter(rung => !isHigh(rung)).length * minutes,
    ...(source.hasAudio ? { 'mediaconvert.sound-minutes': jobs * minutes } : {}),
    // Per output an initialisation, a playlist and its segments; per job two manifests.
    's3.PutObject': outputs * (2 + Math.ceil(source.durationSeconds / segmentSeconds)) + 2 * jobs,
  }
}

const lengthBound = ['mediaconvert.hd-minutes', 'mediaconvert.sd-minutes', 'mediaconvert.sound-minutes', 's3.PutObject']

/** An upload as counted with a short film, with the work of a longer one in place of its own. */
export const uploadOf = ({ upload }: Counted, source: Source): Usage =>
  sum(Object.fromEntries(Object.entries(upload).filter(([meter]) => !lengthBound.includes(meter))), encodingOf(source))

export const minuteOfHd: Source = { width: 1920, height: 1080, durationSeconds: 60, framesPerSecond: 30, rotation: 0, hasAudio: true, videoCodec: 'AVC', audioCodec: 'AAC', container: 'mp4' }

/** All that a view asks of the platform, delivery apart: opening the film, starting it, heartbeats to its end, and its place in the film's number. */
export const viewOf = ({ opening, heartbeat, view }: Counted, seconds: number): Usage => sum(opening, times(heartbeat, heartbeatsIn(seconds)), view)

/** Of one viewing from beginning to end: those the server asks for, and the one on leaving. */
export function heartbeatsIn(seconds: number): number {
  const untilView = heartbeatSeconds({ countsFor: 'somebody', watched: 0, duration: seconds })
  return (seconds > untilView ? 1 + Math.floor((seconds - untilView) / heartbeatPace.seldom) : 0) + 1
}

/** The film itself: bytes, and a request for each segment of picture and sound, each let through by the edge's function. */
export function deliveryOf(seconds: number, megabitsPerSecond: number): Usage {
  const requests = 2 * Math.ceil(seconds / segmentSeconds) + 5
  return { 'cloudfront.bytes': seconds * megabitsPerSecond * 1e6 / 8, 'cloudfront.requests': requests, 'cloudfront.functions': requests, 'cloudfront.key-value-reads': 4 * requests, 'firewall.requests': requests }
}
