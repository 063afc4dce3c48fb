/** Whether it is worth looking at a source more closely: could it play as it is, without being encoded? */
import { mostFramesPerSecond } from '../pipeline/frame-rate.ts'
import type { Rung } from '../pipeline/rungs-for-source.ts'
import type { Source } from '../pipeline/source-from-probe.ts'

const containers = new Set(['mp4', 'quicktime'])

/**
 * H.264 and AAC in MP4 or MOV, standing upright. A picture that must be turned is encoded at once: WebKit's HLS ignores
 * the track's matrix, and a sideways film is worse than one that comes a little later. So are one with more pictures a
 * second than a weak device decodes, and one in colours for bright screens.
 */
export const mayBeInstant = ({ container, videoCodec, hasAudio, audioCodec, rotation, framesPerSecond, highDynamicRange }: Source): boolean =>
  containers.has(container) && videoCodec === 'AVC' && (!hasAudio || audioCodec === 'AAC') && rotation === 0 && (framesPerSecond ?? 0) <= mostFramesPerSecond * 1.01 && !highDynamicRange

/** The source itself among the qualities. Its level is QVBR's best, for it is what all others are made of. */
export const sourceRung = ({ width, height, durationSeconds }: Source, bytes: number): Rung =>
  ({ name: 'source', width, height, maxBitrate: Math.round((bytes * 8) / durationSeconds), level: 10 })
