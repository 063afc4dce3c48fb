/** Whether a track can be copied and still show what its edit list says. */
import type { TrackHeader } from './movie-header.ts'

/** What encoders cut off at the end, padding of the last frame of sound, lasts no longer. */
const toleranceSeconds = 0.1

/**
 * A segment has no edit list that all players honour, so what is copied is always whole. Fine are: no list, and one
 * stretch that lasts to the end, after an optional pause; whether its beginning may be cut off is seen in the samples.
 * A list that shows less than there is hides something that its owner does not want shown.
 */
export function editsHonoured({ edits, timescale, durationSeconds }: Pick<TrackHeader, 'edits' | 'timescale' | 'durationSeconds'>): boolean {
  if (edits.length === 0) return true
  const stretches = edits[0]!.mediaTime === -1 ? edits.slice(1) : edits
  const [stretch] = stretches
  if (stretches.length !== 1 || stretch!.mediaTime < 0 || stretch!.rate !== 1) return false
  const left = durationSeconds - stretch!.mediaTime / timescale
  return stretch!.seconds === 0 || stretch!.seconds >= left - toleranceSeconds
}

/** The tick of the track that is shown as the film begins; what stands before it is not shown. Only for a track whose edits are honoured. */
export function shownFrom({ edits, timescale }: Pick<TrackHeader, 'edits' | 'timescale'>): number {
  const stretch = edits.find(({ mediaTime }) => mediaTime !== -1)
  const pause = edits[0]?.mediaTime === -1 ? edits[0].seconds : 0
  return (stretch?.mediaTime ?? 0) - Math.round(pause * timescale)
}
