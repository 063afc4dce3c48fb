/** Still pictures from the running film. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AVCOL_RANGE_JPEG, AV_CODEC_FLAG_QSCALE, AV_PIX_FMT_YUVJ420P, FF_ENCODER_MJPEG } from 'node-av/constants'
import { Codec, CodecContext, Packet, Rational } from 'node-av/lib'
import type { FilterContext, Frame } from 'node-av/lib'
import { check } from './engine-error.ts'
import type { CaptureSpec } from './spec.ts'

/** FFmpeg's unit of quality: one quantiser step is 118 lambdas. */
const lambdasPerStep = 118

export class Capture {
  readonly width: number
  readonly height: number
  /** Names, in order. */
  readonly files: string[] = []
  readonly #spec: CaptureSpec
  readonly #place: { folder: string; base: string }
  readonly #encoder = new CodecContext()
  readonly #packet = new Packet()
  readonly #quality: number

  constructor(spec: CaptureSpec, sink: FilterContext, place: { folder: string; base: string }) {
    this.#spec = spec
    this.#place = place
    this.width = sink.buffersinkGetWidth()
    this.height = sink.buffersinkGetHeight()
    // 100 → step 2, the finest; 80 → 6; 1 → 22.
    this.#quality = Math.round(2 + (100 - spec.quality) * 0.2) * lambdasPerStep
    const codec = Codec.findEncoderByName(FF_ENCODER_MJPEG)
    if (!codec) throw new Error('This build of node-av has no JPEG encoder.')
    const encoder = this.#encoder
    encoder.allocContext3(codec)
    encoder.width = this.width
    encoder.height = this.height
    encoder.pixelFormat = AV_PIX_FMT_YUVJ420P
    encoder.colorRange = AVCOL_RANGE_JPEG
    encoder.timeBase = new Rational(1, 1)
    encoder.globalQuality = this.#quality
    encoder.threadCount = 1
    encoder.setFlags(AV_CODEC_FLAG_QSCALE)
    check(encoder.open2Sync(codec), 'Unable to open the JPEG encoder')
    this.#packet.alloc()
  }

  get satisfied(): boolean {
    return this.files.length >= this.#spec.maxCaptures
  }

  /** Takes the frame. */
  take(frame: Frame): void {
    const number = this.files.length
    frame.pts = BigInt(number)
    frame.quality = this.#quality
    check(this.#encoder.sendFrameSync(frame), 'Unable to encode a still picture')
    frame.free()
    check(this.#encoder.receivePacketSync(this.#packet), 'Unable to encode a still picture')
    const file = `${this.#place.base}${this.#spec.modifier}.${String(number).padStart(7, '0')}.jpg`
    writeFileSync(join(this.#place.folder, file), this.#packet.data!)
    this.#packet.unref()
    this.files.push(file)
  }

  finish(): void {
    this.#packet.free()
    this.#encoder.freeContext()
  }
}
