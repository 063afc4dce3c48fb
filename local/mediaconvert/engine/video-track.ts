/** The picture's way through the engine: one decoder, one filter graph, a lane per encoder. */
import { AV_BUFFERSRC_FLAG_PUSH, FF_THREAD_FRAME } from 'node-av/constants'
import { CodecContext, FilterGraph, Frame } from 'node-av/lib'
import type { FilterContext, Packet, Stream } from 'node-av/lib'
import { EngineError, check } from './engine-error.ts'
import { displayShape } from './frame-size.ts'
import { Lane } from './lane.ts'
import { decoderFor } from './open-source.ts'
import type { CaptureSpec, EncodeSpec, VideoFacts, VideoRungSpec } from './spec.ts'
import { videoGraph } from './video-graph.ts'

/** Where finished pictures go: an encoder of a rung or of stills. */
export interface PictureSink {
  encode(frame: Frame): Promise<void> | void
}

export interface VideoTrackOptions {
  readonly stream: Stream
  readonly facts: VideoFacts
  readonly startSeconds: number
  /** Pictures from here on are not wanted, counted from the start. */
  readonly endSeconds?: number
  readonly rotate: EncodeSpec['rotate']
  readonly deinterlace: boolean
  /** Whether the source needs mapping, too. */
  readonly standardRange: boolean
  readonly rungs: readonly VideoRungSpec[]
  readonly captures: readonly CaptureSpec[]
  /** Called once, when the first picture has told what the source really is; answers a sink per rung, then per capture. */
  readonly openSinks: (rungs: readonly FilterContext[], captures: readonly FilterContext[]) => Promise<readonly PictureSink[]>
}

const halfAMillisecond = 0.0005

export class VideoTrack {
  readonly stream: Stream
  /** Seconds of film decoded so far. */
  position = 0
  readonly #options: VideoTrackOptions
  readonly #decoder = new CodecContext()
  readonly #scaling = new Lane(2)
  #outlets: { readonly filter: FilterContext; readonly sink: PictureSink; readonly lane: Lane }[] = []
  #graph: { graph: FilterGraph; source: FilterContext } | null = null
  #frame = new Frame()

  get #isClipped(): boolean {
    return this.#options.endSeconds !== undefined
  }

  constructor(options: VideoTrackOptions) {
    this.#options = options
    this.stream = options.stream
    const codec = decoderFor(options.stream, 'The video track')
    this.#decoder.allocContext3(codec)
    check(this.#decoder.parametersToContext(options.stream.codecpar), 'Unable to read the video track', 'unreadable')
    this.#decoder.pktTimebase = options.stream.timeBase
    this.#decoder.threadCount = 0
    this.#decoder.threadType = FF_THREAD_FRAME
    check(this.#decoder.open2Sync(codec), 'Unable to open the video decoder', 'unsupported')
    this.#frame.alloc()
  }

  /** The packet stays the caller's. Damaged pictures are skipped, as any player would. */
  async push(packet: Packet): Promise<void> {
    if (await this.#decoder.sendPacket(packet) >= 0) await this.#decode()
  }

  async finish(): Promise<void> {
    await this.#decoder.sendPacket(null)
    await this.#decode()
    if (!this.#graph) throw new EngineError('unreadable', 'The video track holds no picture that can be decoded.')
    const { source } = this.#graph
    await this.#scaling.add(async () => {
      check(await source.buffersrcAddFrame(null), 'Unable to end the pictures')
      await this.#collect()
    })
    await this.#scaling.idle()
    await Promise.all(this.#outlets.map(({ lane }) => lane.idle()))
    this.#graph.graph.free()
    this.#decoder.freeContext()
  }

  async #decode(): Promise<void> {
    while (await this.#decoder.receiveFrame(this.#frame) >= 0) {
      const frame = this.#frame
      this.#frame = new Frame()
      this.#frame.alloc()
      const { num, den } = this.stream.timeBase
      frame.pts = frame.bestEffortTimestamp - BigInt(Math.round((this.#options.startSeconds * den) / num))
      this.position = (Number(frame.pts) * num) / den
      // Before a clip begins its pictures are decoded, because later ones build on them, and let go.
      const { endSeconds = Infinity } = this.#options
      if (this.#isClipped && (this.position < -halfAMillisecond || this.position >= endSeconds - halfAMillisecond)) {
        frame.free()
        continue
      }
      this.#graph ??= await this.#open(frame)
      const { source } = this.#graph
      await this.#scaling.add(async () => {
        check(await source.buffersrcAddFrame(frame, AV_BUFFERSRC_FLAG_PUSH), 'Unable to scale a picture')
        frame.free()
        await this.#collect()
      })
    }
  }

  /** Hands what the graph has ready to the encoders' lanes. */
  async #collect(): Promise<void> {
    for (const { filter, sink, lane } of this.#outlets) {
      for (;;) {
        const frame = new Frame()
        frame.alloc()
        if (filter.buffersinkGetFrameSync(frame) < 0) {
          frame.free()
          break
        }
        await lane.add(() => sink.encode(frame))
      }
    }
  }

  async #open(first: Frame): Promise<{ graph: FilterGraph; source: FilterContext }> {
    const { facts, rungs, captures, openSinks, deinterlace, standardRange } = this.#options
    const rotation = this.#options.rotate === 'auto' ? facts.rotation : this.#options.rotate
    const graph = new FilterGraph()
    graph.alloc()
    const description = videoGraph({
      width: first.width,
      height: first.height,
      pixelFormat: first.format,
      timeBase: this.stream.timeBase,
      sampleAspectRatio: facts.sampleAspectRatio,
      colorSpace: first.colorSpace,
      colorRange: first.colorRange,
      rotation,
      deinterlace,
      standardRange,
      shape: displayShape(facts, rotation),
      frameRate: facts.frameRate,
    }, rungs, captures)
    check(graph.parse2(description), 'Unable to plan the pictures')
    check(graph.configSync(), 'Unable to plan the pictures')
    const filters = [...rungs.map((_, n) => `buffersink@v${n}`), ...captures.map((_, n) => `buffersink@c${n}`)].map(name => graph.getFilter(name)!)
    const sinks = await openSinks(filters.slice(0, rungs.length), filters.slice(rungs.length))
    this.#outlets = sinks.map((sink, index) => ({ sink, filter: filters[index]!, lane: new Lane(3) }))
    return { graph, source: graph.getFilter('buffer@in')! }
  }
}
