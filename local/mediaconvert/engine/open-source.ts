/**
 * The only door through which bytes from strangers enter FFmpeg. What it opens is decided by content, never
 * by name: a playlist, a concat script or an SDP that calls itself .mp4 would make FFmpeg fetch other files
 * or addresses, so only self-contained containers pass, and nothing but local files can be read.
 */
import { AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO, AV_DISPOSITION_ATTACHED_PIC } from 'node-av/constants'
import { Codec, Dictionary, FormatContext, Packet } from 'node-av/lib'
import type { Stream } from 'node-av/lib'
import { EngineError, check } from './engine-error.ts'

/** AWS reads many more; these are the ones people upload, and none of them can point outside itself. */
const formats = ['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2', 'matroska', 'webm', 'avi', 'mpegts']

export const limits = { seconds: 12 * 3600, tracks: 16, pixelsPerSide: 8192 }

export interface Source extends AsyncDisposable {
  readonly context: FormatContext
  readonly video: readonly Stream[]
  readonly audio: readonly Stream[]
  /** Where the container's clock starts; every track is moved so that this becomes 0. */
  readonly startSeconds: number
  /** From the container, or by counting packets where it does not say; null when even that fails. */
  readonly durationSeconds: number | null
}

export async function openSource(path: string): Promise<Source> {
  const context = new FormatContext()
  context.allocContext()
  const options = Dictionary.fromObject({ protocol_whitelist: 'file', format_whitelist: formats.join(','), max_streams: '64' })
  check(await context.openInput(path, null, options), 'Unable to open input file', 'unreadable')
  try {
    check(await context.findStreamInfo(), 'Unable to read the tracks of the input file', 'unreadable')
    const streams = context.streams
    if (streams.length === 0) throw new EngineError('unreadable', 'The input file has no tracks.')
    if (streams.length > limits.tracks) throw new EngineError('limit', `The input has ${streams.length} tracks; at most ${limits.tracks} are read.`)
    const video = streams.filter(isFilm)
    const audio = streams.filter(stream => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO && stream.codecpar.channels > 0)
    for (const { codecpar } of video) {
      if (codecpar.width > limits.pixelsPerSide || codecpar.height > limits.pixelsPerSide)
        throw new EngineError('limit', `The input is ${codecpar.width}x${codecpar.height}; at most ${limits.pixelsPerSide} pixels per side are read.`)
    }
    const startSeconds = microseconds(context.startTime) ?? 0
    const durationSeconds = microseconds(context.duration) ?? await lastPacketEnd(context, startSeconds)
    return { context, video, audio, startSeconds, durationSeconds, [Symbol.asyncDispose]: () => context.closeInput() }
  } catch (error) {
    await context.closeInput()
    throw error
  }
}

/** For whoever is going to decode it all; looking into a longer film costs nothing. */
export function refuseTooLong({ durationSeconds }: Source): void {
  if (durationSeconds !== null && durationSeconds > limits.seconds)
    throw new EngineError('limit', `The input lasts ${Math.round(durationSeconds / 60)} minutes; at most ${limits.seconds / 60} are read.`)
}

/** A decoder for a track, or a clear refusal. */
export function decoderFor(stream: Stream, what: string): Codec {
  const codec = Codec.findDecoder(stream.codecpar.codecId)
  if (!codec) throw new EngineError('unsupported', `${what} uses a codec that is not supported.`)
  return codec
}

/** Cover pictures come as video tracks of one frame; they are not the film. */
const isFilm = (stream: Stream) =>
  stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO && !stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) && stream.codecpar.width > 0

const microseconds = (value: bigint): number | null => (value < 0n ? null : Number(value) / 1e6)

/** Recordings of browsers (WebM) carry no duration: read through once, decoding nothing, and rewind. */
async function lastPacketEnd(context: FormatContext, startSeconds: number): Promise<number | null> {
  const packet = new Packet()
  packet.alloc()
  const { streams } = context
  let end = 0
  while (context.readFrameSync(packet) >= 0) {
    const { num, den } = streams[packet.streamIndex]?.timeBase ?? { num: 0, den: 1 }
    end = Math.max(end, (Number(packet.pts + packet.duration) * num) / den)
    packet.unref()
  }
  packet.free()
  const rewound = await context.seekFrame(-1, 0n)
  if (rewound < 0) throw new EngineError('unreadable', 'The input file cannot be read twice.')
  return end > startSeconds ? end - startSeconds : null
}
