/** Writes a film file from pictures and sound that somebody else makes: the demo landscapes, the tests' media. */
import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_PICTURE_TYPE_NONE, AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants'
import type { AVPixelFormat, AVSampleFormat } from 'node-av/constants'
import { avChannelLayoutDefault, Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Packet, Rational } from 'node-av/lib'
import type { Frame, Stream } from 'node-av/lib'

export interface PictureFormat {
  /** FFmpeg's encoder: `libx264`. */
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly frameRate: { readonly num: number; readonly den: number }
  readonly pixelFormat: AVPixelFormat
  /** Clockwise degrees a player must turn it, as phones write them. */
  readonly rotation?: 0 | 90 | 180 | 270
  /** Width of a pixel over its height; square unless said. */
  readonly pixelRatio?: { readonly num: number; readonly den: number }
  /** By ISO/IEC 23091-2. */
  readonly color?: { readonly primaries: number; readonly transfer: number; readonly matrix: number }
  readonly options?: Readonly<Record<string, string | number>>
}
export interface SoundFormat {
  readonly codec: string
  readonly sampleRate: number
  readonly channels: number
  readonly sampleFormat: AVSampleFormat
  readonly bitrate?: number
}

/** Of an MP4 or MOV: before the film, which can then be begun while it comes; behind it, as cameras write; or in pieces along with it. */
export type HeaderPlace = 'first' | 'last' | 'in pieces'
const movflags: Record<HeaderPlace, string> = { 'first': 'faststart', 'last': '0', 'in pieces': 'frag_keyframe+empty_moov+default_base_moof' }

interface Track { readonly encoder: CodecContext; readonly stream: Stream }

export class FilmWriter {
  readonly #context = new FormatContext()
  readonly #packet = new Packet()
  #picture: Track | null = null
  #sound: Track | null = null

  /** `format` is FFmpeg's muxer: `mp4`, `mov`, `webm`, `avi`. */
  static async create(file: string, format: string, tracks: { title?: string; /** Of the first picture, as cameras count: `10:00:00:00`. */ timecode?: string; header?: HeaderPlace; picture?: PictureFormat; sound?: SoundFormat }): Promise<FilmWriter> {
    const writer = new FilmWriter()
    ok(writer.#context.allocOutputContext2(null, format, file))
    const { title, timecode } = tracks
    if (title || timecode) writer.#context.metadata = Dictionary.fromObject({ ...(title && { title }), ...(timecode && { timecode }) })
    if (tracks.picture) writer.#picture = await writer.#addPicture(tracks.picture)
    if (tracks.sound) writer.#sound = await writer.#addSound(tracks.sound)
    writer.#packet.alloc()
    ok(await writer.#context.openOutput())
    ok(await writer.#context.writeHeader(format === 'mp4' || format === 'mov' ? Dictionary.fromObject({ movflags: movflags[tracks.header ?? 'first'] }) : null))
    return writer
  }

  /** Samples per sound frame, where the encoder insists. */
  get soundFrameSize(): number {
    return this.#sound?.encoder.frameSize || 1024
  }

  /** `frame.pts` counts in frames. Null ends the pictures. */
  async picture(frame: Frame | null): Promise<void> {
    if (frame) frame.pictType = AV_PICTURE_TYPE_NONE
    await this.#write(this.#picture!, frame)
  }

  /** `frame.pts` counts in samples. Null ends the sound. */
  async sound(frame: Frame | null): Promise<void> {
    await this.#write(this.#sound!, frame)
  }

  async finish(): Promise<void> {
    if (this.#picture) await this.picture(null)
    if (this.#sound) await this.sound(null)
    ok(await this.#context.writeTrailer())
    await this.#context.closeOutput()
    for (const track of [this.#picture, this.#sound]) track?.encoder.freeContext()
    this.#context.freeContext()
    this.#packet.free()
  }

  async #addPicture({ codec: name, width, height, frameRate, pixelFormat, rotation, pixelRatio, color, options = {} }: PictureFormat): Promise<Track> {
    const { codec, encoder } = encoderOf(name)
    encoder.width = width
    encoder.height = height
    encoder.pixelFormat = pixelFormat
    encoder.framerate = new Rational(frameRate.num, frameRate.den)
    encoder.timeBase = new Rational(frameRate.den, frameRate.num)
    if (pixelRatio) encoder.sampleAspectRatio = new Rational(pixelRatio.num, pixelRatio.den)
    if (color) {
      encoder.colorPrimaries = color.primaries as typeof encoder.colorPrimaries
      encoder.colorTrc = color.transfer as typeof encoder.colorTrc
      encoder.colorSpace = color.matrix as typeof encoder.colorSpace
    }
    const track = await this.#addTrack(codec, encoder, options)
    track.stream.avgFrameRate = encoder.framerate
    if (rotation) ok(track.stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, displayMatrix(rotation)))
    return track
  }

  #addSound({ codec: name, sampleRate, channels, sampleFormat, bitrate }: SoundFormat): Promise<Track> {
    const { codec, encoder } = encoderOf(name)
    encoder.sampleRate = sampleRate
    encoder.sampleFormat = sampleFormat
    encoder.channelLayout = avChannelLayoutDefault(channels)
    encoder.timeBase = new Rational(1, sampleRate)
    if (bitrate) encoder.bitRate = BigInt(bitrate)
    return this.#addTrack(codec, encoder, {})
  }

  async #addTrack(codec: Codec, encoder: CodecContext, options: NonNullable<PictureFormat['options']>): Promise<Track> {
    encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
    // Never open2Sync with options: node-av 6.1 frees the dictionary twice there and the process dies.
    ok(await encoder.open2(codec, Dictionary.fromObject(options)))
    const stream = this.#context.newStream()
    ok(stream.codecpar.fromContext(encoder))
    stream.timeBase = encoder.timeBase
    return { encoder, stream }
  }

  async #write({ encoder, stream }: Track, frame: Frame | null): Promise<void> {
    ok(await encoder.sendFrame(frame))
    while (encoder.receivePacketSync(this.#packet) >= 0) {
      this.#packet.streamIndex = stream.index
      if (encoder === this.#picture?.encoder) this.#packet.duration ||= 1n
      this.#packet.rescaleTs(encoder.timeBase, stream.timeBase)
      ok(this.#context.interleavedWriteFrameSync(this.#packet))
    }
  }
}

function encoderOf(name: string): { codec: Codec; encoder: CodecContext } {
  const codec = Codec.findEncoderByName(name as Parameters<typeof Codec.findEncoderByName>[0])
  if (!codec) throw new Error(`This build of node-av has no encoder ${name}.`)
  const encoder = new CodecContext()
  encoder.allocContext3(codec)
  return { codec, encoder }
}

/** Nine 16.16 numbers (the last column 2.30) that turn the picture clockwise. */
function displayMatrix(degrees: number): Buffer {
  const [cos, sin] = [Math.round(Math.cos((degrees * Math.PI) / 180)), Math.round(Math.sin((degrees * Math.PI) / 180))]
  const matrix = Buffer.alloc(36)
  for (const [place, value] of [[0, cos], [1, sin], [3, -sin], [4, cos]] as const) matrix.writeInt32LE(value * 65536, place * 4)
  matrix.writeInt32LE(1 << 30, 32)
  return matrix
}

const ok = (result: number) => FFmpegError.throwIfError(result, 'Writing a film')
