/** Whether it is worth looking at a source more closely: could it play as it is, without being encoded? */
import type { Rung } from '../pipeline/rungs-for-source.ts'
import type { Source } from '../pipeline/source-from-probe.ts'

const containers = new Set(['mp4', 'quicktime'])

/**
 * H.264 and AAC in MP4 or MOV, standing upright. A picture that must be turned is encoded at once: WebKit's HLS ignores
 * the track's matrix, and a sideways film is worse than one that comes a little later.
 */
export const mayBeInstant = ({ container, videoCodec, hasAudio, audioCodec, rotation }: Source): boolean =>
  containers.has(container) && videoCodec === 'AVC' && (!hasAudio || audioCodec === 'AAC') && rotation === 0

/** The source itself among the qualities. Its level is QVBR's best, for it is what all others are made of. */
export const sourceRung = ({ width, height, durationSeconds }: Source, bytes: number): Rung =>
  ({ name: 'source', width, height, maxBitrate: Math.round((bytes * 8) / durationSeconds), level: 10 })
