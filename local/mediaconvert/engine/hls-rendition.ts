/** One rendition on disk: an init segment, media segments and FFmpeg's playlist of them. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Dictionary, FormatContext } from 'node-av/lib'
import type { CodecContext, Packet, Stream } from 'node-av/lib'
import { check } from './engine-error.ts'

export interface Rendition {
  /** Names of files beside each other. */
  readonly playlist: string
  readonly init: string
  /** With `%09d` where the number stands, counted from 1. */
  readonly pattern: string
  readonly segments: readonly { readonly file: string; readonly seconds: number; readonly bytes: number }[]
  /** RFC 6381, as CODECS wants it. */
  readonly codecs: string
}

export class HlsRendition {
  readonly #context = new FormatContext()
  readonly #stream: Stream
  readonly #encoder: CodecContext
  readonly #folder: string
  readonly #name: string
  readonly #extension: string

  /** Call after the encoder is open: the init segment carries its headers. */
  constructor(encoder: CodecContext, folder: string, name: string, extension: 'cmfv' | 'cmfa') {
    this.#encoder = encoder
    this.#folder = folder
    this.#name = name
    this.#extension = extension
    check(this.#context.allocOutputContext2(null, 'hls', join(folder, `${name}.m3u8`)), 'Unable to create a playlist')
    this.#stream = this.#context.newStream()
    check(this.#stream.codecpar.fromContext(encoder), 'Unable to describe a rendition')
    this.#stream.timeBase = encoder.timeBase
    if (encoder.framerate.num > 0) this.#stream.avgFrameRate = encoder.framerate
  }

  async open(segmentSeconds: number): Promise<void> {
    const options = Dictionary.fromObject({
      // Rounded down: a key frame that is early by a rounding error must still open the next segment.
      hls_time: (Math.floor(segmentSeconds * 1e6) / 1e6).toFixed(6),
      hls_playlist_type: 'vod',
      hls_list_size: 0,
      hls_segment_type: 'fmp4',
      hls_flags: 'independent_segments',
      start_number: 1,
      hls_fmp4_init_filename: `${this.#name}init.${this.#extension}`,
      hls_segment_filename: join(this.#folder, `${this.#name}_%09d.${this.#extension}`),
      // Every track starts at exactly 0, without edit lists, on which players disagree.
      hls_segment_options: 'movflags=+cmaf+negative_cts_offsets:use_editlist=0',
    })
    check(await this.#context.writeHeader(options), 'Unable to begin a rendition')
  }

  /** Takes the packet's data; its times are in the encoder's time base. */
  write(packet: Packet): void {
    packet.streamIndex = 0
    packet.rescaleTs(this.#encoder.timeBase, this.#stream.timeBase)
    check(this.#context.interleavedWriteFrameSync(packet), 'Unable to write a rendition')
  }

  async finish(): Promise<Rendition> {
    const codecs = this.#stream.codecpar.getCodecString() ?? ''
    check(await this.#context.writeTrailer(), 'Unable to finish a rendition')
    this.#context.freeContext()
    const playlist = `${this.#name}.m3u8`
    const segments = [...readFileSync(join(this.#folder, playlist), 'utf8').matchAll(/#EXTINF:([\d.]+),[^\n]*\n(\S+)/g)]
      .map(([, seconds, file]) => ({ file: file!, seconds: Number(seconds), bytes: statSync(join(this.#folder, file!)).size }))
    const extension = this.#extension
    return { playlist, init: `${this.#name}init.${extension}`, pattern: `${this.#name}_%09d.${extension}`, segments, codecs }
  }
}
