/** One sound rendition: decode, resample to what was asked, AAC, segments. A hundredth of the work of a picture, so all of it is synchronous. */
import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_SAMPLE_FMT_FLTP, FF_ENCODER_AAC } from 'node-av/constants'
import { avChannelLayoutDefault, avGetSampleFmtName, Codec, CodecContext, FilterGraph, Frame, Packet, Rational } from 'node-av/lib'
import type { FilterContext, Stream } from 'node-av/lib'
import { EngineError, check } from './engine-error.ts'
import { HlsRendition } from './hls-rendition.ts'
import type { Rendition } from './hls-rendition.ts'
import { decoderFor } from './open-source.ts'
import type { AudioRenditionSpec } from './spec.ts'

/** An AAC frame, and also the encoder's delay. */
const aacFrame = 1024

export class AudioTrack {
  readonly stream: Stream
  readonly #spec: AudioRenditionSpec
  readonly #startSeconds: number
  readonly #decoder = new CodecContext()
  readonly #encoder = new CodecContext()
  readonly #rendition: HlsRendition
  readonly #decoded = new Frame()
  readonly #resampled = new Frame()
  readonly #packet = new Packet()
  #graph: { graph: FilterGraph; source: FilterContext; sink: FilterContext } | null = null

  private constructor(spec: AudioRenditionSpec, stream: Stream, startSeconds: number, place: { folder: string; base: string }) {
    this.#spec = spec
    this.stream = stream
    this.#startSeconds = startSeconds
    const decoder = decoderFor(stream, `Audio track [${spec.track}]`)
    this.#decoder.allocContext3(decoder)
    check(this.#decoder.parametersToContext(stream.codecpar), 'Unable to read an audio track', 'unreadable')
    this.#decoder.pktTimebase = stream.timeBase
    check(this.#decoder.open2Sync(decoder), 'Unable to open an audio decoder', 'unsupported')
    const codec = Codec.findEncoderByName(FF_ENCODER_AAC)
    if (!codec) throw new Error('This build of node-av has no AAC encoder.')
    const encoder = this.#encoder
    encoder.allocContext3(codec)
    encoder.sampleFormat = AV_SAMPLE_FMT_FLTP
    encoder.sampleRate = spec.sampleRate
    encoder.channelLayout = avChannelLayoutDefault(spec.channels)
    encoder.bitRate = BigInt(spec.bitrate)
    encoder.timeBase = new Rational(1, spec.sampleRate)
    encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
    check(encoder.open2Sync(codec), 'Unable to open the AAC encoder')
    this.#rendition = new HlsRendition(encoder, place.folder, `${place.base}${spec.modifier}`, 'cmfa')
    for (const holder of [this.#decoded, this.#resampled, this.#packet]) holder.alloc()
  }

  static async open(spec: AudioRenditionSpec, tracks: readonly Stream[], startSeconds: number, place: { folder: string; base: string; segmentSeconds: number }): Promise<AudioTrack> {
    const stream = tracks[spec.track - 1]
    if (!stream) throw new EngineError('no-track', `Audio track [${spec.track}] not found`)
    const track = new AudioTrack(spec, stream, startSeconds, place)
    await track.#rendition.open(place.segmentSeconds)
    return track
  }

  /** The packet stays the caller's. */
  push(packet: Packet): void {
    // Damaged sound is skipped, as any player would.
    if (this.#decoder.sendPacketSync(packet) >= 0) this.#decode()
  }

  async finish(): Promise<Rendition> {
    this.#decoder.sendPacketSync(null)
    this.#decode()
    if (!this.#graph) throw new EngineError('unreadable', `Audio track [${this.#spec.track}] holds no sound that can be decoded.`)
    check(this.#graph.source.buffersrcAddFrameSync(null), 'Unable to end the sound')
    this.#encode()
    check(this.#encoder.sendFrameSync(null), 'Unable to end the AAC encoder')
    this.#drain()
    for (const holder of [this.#decoded, this.#resampled, this.#packet]) holder.free()
    this.#graph.graph.free()
    this.#decoder.freeContext()
    this.#encoder.freeContext()
    return this.#rendition.finish()
  }

  #decode(): void {
    while (this.#decoder.receiveFrameSync(this.#decoded) >= 0) {
      const { num, den } = this.stream.timeBase
      this.#decoded.pts = this.#decoded.bestEffortTimestamp - BigInt(Math.round((this.#startSeconds * den) / num))
      this.#graph ??= this.#buildGraph(this.#decoded)
      check(this.#graph.source.buffersrcAddFrameSync(this.#decoded), 'Unable to resample the sound')
      this.#encode()
    }
  }

  /**
   * Silence fills gaps and a late start. The first AAC frame that comes out is the encoder's own run-up; the
   * same length is cut from the source, so that picture and sound agree without an edit list.
   */
  #buildGraph(first: Frame) {
    const { sampleRate, channels } = this.#spec
    const { num, den } = this.stream.timeBase
    const mask = first.channelLayout.mask || avChannelLayoutDefault(first.channelLayout.nbChannels).mask
    const graph = new FilterGraph()
    graph.alloc()
    graph.nbThreads = 1
    const description =
      `abuffer@in=time_base=${num}/${den}:sample_rate=${first.sampleRate}:sample_fmt=${avGetSampleFmtName(first.format as never)}:channel_layout=0x${mask.toString(16)},` +
      `aresample=${sampleRate}:async=1:first_pts=0,aformat=sample_fmts=fltp:sample_rates=${sampleRate}:channel_layouts=${channels === 1 ? 'mono' : 'stereo'},` +
      `atrim=start_sample=${aacFrame},asetnsamples=n=${aacFrame}:p=0,abuffersink@out`
    check(graph.parse2(description), 'Unable to plan the sound')
    check(graph.configSync(), 'Unable to plan the sound', 'unsupported')
    return { graph, source: graph.getFilter('abuffer@in')!, sink: graph.getFilter('abuffersink@out')! }
  }

  #encode(): void {
    while (this.#graph!.sink.buffersinkGetFrameSync(this.#resampled) >= 0) {
      check(this.#encoder.sendFrameSync(this.#resampled), 'Unable to encode the sound')
      this.#resampled.unref()
      this.#drain()
    }
  }

  #drain(): void {
    while (this.#encoder.receivePacketSync(this.#packet) >= 0) this.#rendition.write(this.#packet)
  }
}
