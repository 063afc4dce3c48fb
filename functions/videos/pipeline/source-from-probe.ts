/** What the first look into an uploaded file tells: the facts that the ladder follows, or why it is no film. */
import { shortSideFor } from './rungs-for-source.ts'

/** Facts of a source. Pixels are as shown: after rotation, with square pixels. Seconds and frames per second are as measured. */
export interface Source {
  readonly width: number
  readonly height: number
  readonly durationSeconds: number
  readonly framesPerSecond: number | null
  readonly rotation: 0 | 90 | 180 | 270
  /** Shot for bright screens (HLG, PQ), as phones do: shown on others it looks washed out. Absent in films from before this was looked at. */
  readonly highDynamicRange?: boolean
  readonly hasAudio: boolean
  readonly videoCodec: string
  readonly audioCodec: string | null
  readonly container: string
}
export type Refusal = 'not_a_film' | 'no_picture' | 'too_short' | 'too_large_picture' | 'too_small_picture'

/** The part of MediaConvert's ProbeResult that we read. */
export interface Probed {
  readonly Container?: {
    readonly Format?: string
    readonly Duration?: number
    readonly Tracks?: readonly {
      readonly TrackType?: string
      readonly Codec?: string
      readonly Duration?: number
      readonly VideoProperties?: {
        readonly Width?: number
        readonly Height?: number
        readonly FrameRate?: { readonly Numerator?: number; readonly Denominator?: number }
        readonly SampleAspectRatio?: { readonly Numerator?: number; readonly Denominator?: number }
        readonly Rotation?: number
        readonly TransferCharacteristics?: string
        readonly CodecMetadata?: { readonly Rotation?: number; readonly TransferCharacteristics?: string; readonly SampleAspectRatio?: { readonly Numerator?: number; readonly Denominator?: number } }
      }
    }[]
  }
}

/** MediaConvert takes no more, and no less. */
const largestSide = 8192
const smallestSide = 32
/** Hybrid log-gamma and PQ. */
const brightTransfers = new Set(['ARIB_B67', 'SMPTE_2084'])
/** Codecs of still pictures: a photo named .mp4 has a "video" track of one of these. */
const stillPictureCodecs = new Set(['MJPEG', 'PNG', 'JPEG2000', 'GIF', 'WEBP'])

export function sourceFromProbe(probe: Probed): Source | { readonly refusal: Refusal } {
  const tracks = probe.Container?.Tracks ?? []
  const picture = tracks.find(track => track.TrackType === 'video' && track.VideoProperties?.Width && track.VideoProperties.Height)
  const sound = tracks.find(track => track.TrackType === 'audio')
  if (!picture) return { refusal: sound ? 'no_picture' : 'not_a_film' }
  const durationSeconds = probe.Container?.Duration ?? picture.Duration ?? 0
  const isStill = stillPictureCodecs.has(picture.Codec ?? '') && durationSeconds < 0.1
  if (isStill) return { refusal: sound ? 'no_picture' : 'not_a_film' }
  if (!(durationSeconds > 0)) return { refusal: 'too_short' }

  const video = picture.VideoProperties!
  const rotation = quarterTurns(video.Rotation ?? video.CodecMetadata?.Rotation ?? 0)
  const aspect = video.SampleAspectRatio ?? video.CodecMetadata?.SampleAspectRatio
  const pixelRatio = aspect?.Numerator && aspect.Denominator ? aspect.Numerator / aspect.Denominator : 1
  const [width, height] = [Math.round(video.Width! * pixelRatio), video.Height!]
  if (Math.max(width, height) > largestSide) return { refusal: 'too_large_picture' }
  // Also where the short side would be too small once the long one fits the encoder.
  if (shortSideFor({ width, height }, largestSide) < smallestSide) return { refusal: 'too_small_picture' }
  const onItsSide = rotation === 90 || rotation === 270
  const rate = video.FrameRate
  return {
    width: onItsSide ? height : width,
    height: onItsSide ? width : height,
    durationSeconds,
    framesPerSecond: rate?.Numerator && rate.Denominator ? rate.Numerator / rate.Denominator : null,
    rotation,
    highDynamicRange: brightTransfers.has(video.TransferCharacteristics ?? video.CodecMetadata?.TransferCharacteristics ?? ''),
    hasAudio: sound !== undefined,
    videoCodec: picture.Codec ?? 'UNKNOWN',
    audioCodec: sound?.Codec ?? null,
    container: probe.Container?.Format ?? 'unknown',
  }
}

function quarterTurns(degrees: number): Source['rotation'] {
  return ((((Math.round(degrees / 90) % 4) + 4) % 4) * 90) as Source['rotation']
}
