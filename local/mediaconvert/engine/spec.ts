/**
 * What the engine is asked to do, and what it answers. Plain JSON: the engine is a process of its own,
 * knows local paths only, and has never heard of S3 or of MediaConvert.
 */

export type EngineSpec = ProbeSpec | EncodeSpec

export interface ProbeSpec {
  readonly task: 'probe'
  readonly input: string
}

export interface EncodeSpec {
  readonly task: 'encode'
  readonly input: string
  /** An existing, empty folder. Files land in it, or in a group's folder below it. */
  readonly directory: string
  /** Clockwise, before everything else. `auto` follows the source's display matrix. */
  readonly rotate: 0 | 90 | 180 | 270 | 'auto'
  /** Pictures in two fields become whole ones. */
  readonly deinterlace?: boolean
  /** Pictures made for bright screens (HLG, PQ) are mapped to ordinary ones. */
  readonly standardRange?: boolean
  /** Only this part of the film, by the number of its frames; the end is not part of it. */
  readonly clip?: { readonly from: FramePlace; readonly to: FramePlace }
  readonly groups: readonly OutputGroupSpec[]
  /** Scheduling priority of the process, 0 (usual) to 19 (only what nobody else wants). */
  readonly niceness?: number
}

/** HH:MM:SS of a clock that counts frames, and frames beyond. */
export interface FramePlace { readonly seconds: number; readonly frames: number }

export type OutputGroupSpec = CmafGroupSpec | CaptureGroupSpec

/** One ladder: HLS and DASH over one set of fMP4 segments. */
export interface CmafGroupSpec {
  readonly kind: 'cmaf'
  /** Below the spec's directory; may be ''. */
  readonly folder: string
  /** File names start with it: `<base>.m3u8`, `<base><modifier>.m3u8`. */
  readonly base: string
  readonly segmentSeconds: number
  readonly hls: boolean
  readonly dash: boolean
  readonly video: readonly VideoRungSpec[]
  readonly audio: readonly AudioRenditionSpec[]
}

export interface VideoRungSpec {
  readonly modifier: string
  readonly size: FrameSizeSpec
  /** Frames per second; null follows the source. */
  readonly frameRate: Fraction | null
  readonly gop: { readonly size: number; readonly unit: 'seconds' | 'frames' }
  readonly rate: RateControl
  readonly profile: 'baseline' | 'main' | 'high'
  readonly slow: boolean
  /** Which audio group its variants play with; null is the only one there is. */
  readonly audioGroup: string | null
}

export interface FrameSizeSpec {
  readonly width: number | null
  readonly height: number | null
  /** What happens when both are given and the shape differs from the source's. */
  readonly behaviour: 'fit' | 'stretch' | 'fill'
}

export type RateControl =
  | { readonly mode: 'quality'; readonly level: number; readonly maxBitrate: number; readonly bufferBits: number | null }
  | { readonly mode: 'average'; readonly bitrate: number; readonly maxBitrate: number; readonly bufferBits: number | null }
  | { readonly mode: 'constant'; readonly bitrate: number; readonly bufferBits: number | null }

export interface AudioRenditionSpec {
  readonly modifier: string
  /** The n-th audio track of the source, counted from 1. */
  readonly track: number
  readonly bitrate: number
  readonly sampleRate: number
  readonly channels: 1 | 2
  readonly group: string
  /** As people read it in a player's menu. */
  readonly name: string
  /** RFC 5646, or null when unknown. */
  readonly language: string | null
  readonly isDefault: boolean
}

/** Still pictures, `<base><modifier>.0000000.jpg` and so on. */
export interface CaptureGroupSpec {
  readonly kind: 'capture'
  readonly folder: string
  readonly base: string
  readonly captures: readonly CaptureSpec[]
}

export interface CaptureSpec {
  readonly modifier: string
  readonly size: FrameSizeSpec
  /** One picture each so many seconds, the first one at 0. */
  readonly everySeconds: number
  readonly maxCaptures: number
  /** 1–100, as in JPEG software. */
  readonly quality: number
}

export interface Fraction { readonly num: number; readonly den: number }

// ---- answers, one JSON object per line of standard output --------------------------------------------

export type EngineMessage =
  | { readonly kind: 'source'; readonly source: SourceFacts }
  | { readonly kind: 'progress'; readonly percent: number }
  | { readonly kind: 'encoded'; readonly groups: readonly EncodedGroup[]; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly code: EngineErrorCode; readonly message: string }

/** `unreadable`: not a film, or broken · `truncated`: it ends before its end · `unsupported`: a film, but not one we decode · `limit`: too long, large or many · `no-track`: a track was asked for that is not there · `broken`: the engine itself. */
export type EngineErrorCode = 'unreadable' | 'truncated' | 'unsupported' | 'limit' | 'no-track' | 'broken'

export interface EncodedGroup {
  readonly folder: string
  /** Relative to the spec's directory, in the order in which they should become visible: manifests last. */
  readonly files: readonly string[]
  /** Relative paths of the manifests that open the whole group. */
  readonly playlists: readonly string[]
  /** In the order of the spec: video rungs, then audio; or captures. */
  readonly outputs: readonly EncodedOutput[]
}

export interface EncodedOutput {
  readonly durationSeconds: number
  readonly width?: number
  readonly height?: number
  /** Relative paths: the rendition's playlist, or the last picture. */
  readonly files: readonly string[]
}

export interface SourceFacts {
  /** FFmpeg's demuxer: `mov,mp4,m4a,3gp,3g2,mj2`, `matroska,webm`, `avi`, `mpegts`. */
  readonly format: string
  /** `isom`, `qt  ` …, where the container says so. */
  readonly brand: string | null
  /** WebM is Matroska with a promise; its DocType tells. */
  readonly webm: boolean
  readonly durationSeconds: number | null
  readonly startSeconds: number
  readonly bitRate: number | null
  readonly tracks: readonly TrackFacts[]
}

export interface TrackFacts {
  /** In the file, from 0. */
  readonly stream: number
  /** FFmpeg's codec name: `h264`, `aac`. */
  readonly codec: string
  readonly durationSeconds: number | null
  /** ISO 639-2, null when undetermined. */
  readonly language: string | null
  readonly bitRate: number | null
  readonly kind: 'video' | 'audio' | 'data'
  readonly video?: VideoFacts
  readonly audio?: { readonly channels: number; readonly sampleRate: number; readonly layout: string | null; readonly bitDepth: number | null }
}

export interface VideoFacts {
  /** As coded, before rotation. */
  readonly width: number
  readonly height: number
  readonly sampleAspectRatio: Fraction
  /** Clockwise degrees that make it upright. */
  readonly rotation: 0 | 90 | 180 | 270
  readonly frameRate: Fraction
  readonly bitDepth: number
  readonly primaries: number
  readonly transfer: number
  readonly matrix: number
}
