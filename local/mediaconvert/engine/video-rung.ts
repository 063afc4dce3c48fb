/** One quality of a ladder: an H.264 encoder and the rendition it fills. */
import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_PICTURE_TYPE_NONE, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { Codec, CodecContext, Dictionary, Packet, Rational } from 'node-av/lib'
import type { FilterContext, Frame } from 'node-av/lib'
import { check } from './engine-error.ts'
import { HlsRendition } from './hls-rendition.ts'
import type { Rendition } from './hls-rendition.ts'
import type { Fraction, RateControl, VideoRungSpec } from './spec.ts'

export interface Color { readonly primaries: number; readonly transfer: number }

/** Frames between two key frames, the same for every rung of one rate, so that segments line up. */
export const gopFrames = ({ gop }: Pick<VideoRungSpec, 'gop'>, rate: Fraction) =>
  Math.max(1, Math.round(gop.unit === 'frames' ? gop.size : (gop.size * rate.num) / rate.den))

/** The whole number of GOPs that comes closest to the wanted segment. */
export function segmentSeconds(wanted: number, rung: Pick<VideoRungSpec, 'gop'>, rate: Fraction): number {
  const gop = (gopFrames(rung, rate) * rate.den) / rate.num
  return Math.max(1, Math.round(wanted / gop)) * gop
}

export class VideoRung {
  readonly width: number
  readonly height: number
  readonly frameRate: Fraction
  readonly #encoder: CodecContext
  readonly #packet = new Packet()
  readonly #rendition: HlsRendition

  private constructor(encoder: CodecContext, frameRate: Fraction, rendition: HlsRendition) {
    this.width = encoder.width
    this.height = encoder.height
    this.frameRate = frameRate
    this.#encoder = encoder
    this.#rendition = rendition
    this.#packet.alloc()
  }

  static async open(spec: VideoRungSpec, sink: FilterContext, sourceRate: Fraction, color: Color, place: { folder: string; base: string; segmentSeconds: number }): Promise<VideoRung> {
    const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264)
    if (!codec) throw new Error('This build of node-av has no libx264.')
    const rate = spec.frameRate ?? sourceRate
    const encoder = new CodecContext()
    encoder.allocContext3(codec)
    encoder.width = sink.buffersinkGetWidth()
    encoder.height = sink.buffersinkGetHeight()
    encoder.pixelFormat = AV_PIX_FMT_YUV420P
    encoder.timeBase = sink.buffersinkGetTimeBase()
    encoder.framerate = new Rational(rate.num, rate.den)
    encoder.sampleAspectRatio = new Rational(1, 1)
    encoder.colorSpace = sink.buffersinkGetColorspace()
    encoder.colorRange = sink.buffersinkGetColorRange()
    encoder.colorPrimaries = color.primaries as typeof encoder.colorPrimaries
    encoder.colorTrc = color.transfer as typeof encoder.colorTrc
    encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
    // Never open2Sync with options: node-av 6.1 frees the dictionary twice there and the process dies.
    check(await encoder.open2(codec, encoderOptions(spec, rate)), 'Unable to open the H.264 encoder')
    const rendition = new HlsRendition(encoder, place.folder, `${place.base}${spec.modifier}`, 'cmfv')
    await rendition.open(segmentSeconds(place.segmentSeconds, spec, rate))
    return new VideoRung(encoder, rate, rendition)
  }

  /** Takes the frame. */
  async encode(frame: Frame): Promise<void> {
    // The source's own key frames must not become ours.
    frame.pictType = AV_PICTURE_TYPE_NONE
    check(await this.#encoder.sendFrame(frame), 'Unable to encode a picture')
    frame.free()
    this.#drain()
  }

  async finish(): Promise<Rendition> {
    check(await this.#encoder.sendFrame(null), 'Unable to end an encoder')
    this.#drain()
    this.#packet.free()
    this.#encoder.freeContext()
    return this.#rendition.finish()
  }

  #drain(): void {
    while (this.#encoder.receivePacketSync(this.#packet) >= 0) {
      this.#packet.duration ||= 1n
      this.#rendition.write(this.#packet)
    }
  }
}

function encoderOptions(spec: VideoRungSpec, rate: Fraction): Dictionary {
  const gop = gopFrames(spec, rate)
  return Dictionary.fromObject({
    preset: spec.slow ? 'medium' : 'veryfast',
    profile: spec.profile,
    g: gop,
    // Key frames at the cadence and nowhere else: a rung with one more would cut its segments elsewhere.
    'x264-params': `keyint=${gop}:min-keyint=${gop}:scenecut=0:open-gop=0`,
    ...rateOptions(spec.rate),
  })
}

/** QVBR is x264's constant rate factor under a ceiling; level 7 looks like CRF 24. */
function rateOptions(rate: RateControl): Record<string, string | number> {
  switch (rate.mode) {
    case 'quality': return { crf: 31 - rate.level, maxrate: rate.maxBitrate, bufsize: rate.bufferBits ?? rate.maxBitrate * 2 }
    case 'average': return { b: rate.bitrate, maxrate: rate.maxBitrate, bufsize: rate.bufferBits ?? rate.maxBitrate * 2 }
    case 'constant': return { b: rate.bitrate, minrate: rate.bitrate, maxrate: rate.bitrate, bufsize: rate.bufferBits ?? rate.bitrate }
  }
}
