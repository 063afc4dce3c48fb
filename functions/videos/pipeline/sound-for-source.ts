/** What is heard of a film. The picture has a ladder; its sound has one form that everything plays. Pure. */
import type { Source } from './source-from-probe.ts'

/** `track` counts the source's audio tracks from 1, `bitrate` in bits per second, `sampleRate` in Hz. */
export interface Sound { readonly track: number; readonly codingMode: 'CODING_MODE_2_0'; readonly bitrate: number; readonly sampleRate: number }

/**
 * The first track, which is the one that players choose, in two channels whatever it has: one comes out of both sides, more
 * than two are mixed down to them. None where the source has none: MediaConvert fails a job that selects what is not there.
 */
export const soundForSource = ({ hasAudio }: Pick<Source, 'hasAudio'>): Sound | null =>
  (hasAudio ? { track: 1, codingMode: 'CODING_MODE_2_0', bitrate: 128_000, sampleRate: 48_000 } : null)
