/** mediabunny reads MP4 and MOV; this is all that we ask of it: what the tracks are, and their packets in the order of decoding. */
import { CustomSource, EncodedPacketSink, Input, Logging, LogLevel, MP4, QTFF, type EncodedPacket, type InputTrack } from 'mediabunny'
import { avcFacts, beginsAnew } from './avc.ts'
import type { PictureTrack, SoundTrack } from './cmaf-init.ts'
import type { Sample } from './cmaf-segment.ts'
import { editsHonoured } from './edits-honoured.ts'
import type { Packet, Segment } from './instant-plan.ts'
import { readMovieHeader } from './movie-header.ts'
import type { SourceBytes } from './source-blocks.ts'

/** Why a source cannot be shown as it is. */
export type OpenRefusal = 'unreadable' | 'fragmented' | 'no_picture' | 'picture_codec' | 'turned' | 'anamorphic' | 'interlaced' | 'colour' | 'sound_codec' | 'many_channels' | 'edits'

/** RFC 6381 beside what the init segment wants. */
export interface OpenTrack<Shape> {
  readonly shape: Shape
  readonly codec: string
  /** Without their bytes: the header's tables tell it all. */
  packets(): AsyncGenerator<Packet>
  /** Null where the file does not hold what its header promised, or where decoding cannot begin. */
  samples(segment: Segment): Promise<Sample[] | null>
}
export interface OpenFilm { readonly picture: OpenTrack<PictureTrack>; readonly sound: OpenTrack<SoundTrack> | null; close(): void }

Logging.level = LogLevel.Silent
/** Baseline, Main and High: what every phone decodes. */
const commonProfiles = new Set([66, 77, 100])
const mostChannels = 2

/** Throws only what reading the source threw. */
export async function openFilm(source: SourceBytes): Promise<OpenFilm | OpenRefusal> {
  const input = new Input({ formats: [MP4, QTFF], source: new CustomSource({ getSize: () => source.size, read: (start, end) => source.read(start, end), maxCacheSize: 1024 ** 2, handleUnhandledError: () => {} }) })
  const found = await open(input, source).catch((problem: unknown) => {
    if (source.trouble()) throw source.trouble()
    if (problem instanceof Error) return 'unreadable' as const
    throw problem
  }).catch((problem: unknown) => {
    input.dispose()
    throw problem
  })
  if (typeof found === 'string') input.dispose()
  return found
}

async function open(input: Input, source: SourceBytes): Promise<OpenFilm | OpenRefusal> {
  const header = await readMovieHeader(source)
  if (!header) return 'unreadable'
  if (header.fragmented) return 'fragmented'
  const [video, audio] = [(await input.getVideoTracks())[0], (await input.getAudioTracks())[0]]
  if (!video) return 'no_picture'
  const timing = (track: InputTrack) => header.tracks.find(({ id }) => id === track.id)
  for (const track of audio ? [video, audio] : [video]) if (!timing(track) || !editsHonoured(timing(track)!)) return 'edits'

  const [config, codec] = [await video.getDecoderConfig(), await video.getCodecParameterString()]
  const description = bytesOf(config?.description)
  if (await video.getCodec() !== 'avc' || !description || !codec) return 'picture_codec'
  const facts = avcFacts(description)
  if (!facts || !commonProfiles.has(facts.profile)) return 'picture_codec'
  if (facts.interlaced) return 'interlaced'
  if (!facts.plainColour) return 'colour'
  if (await video.getRotation() !== 0 || await video.getFlip()) return 'turned'
  const [width, height] = [await video.getCodedWidth(), await video.getCodedHeight()]
  if (await video.getSquarePixelWidth() !== width || await video.getSquarePixelHeight() !== height) return 'anamorphic'
  const picture = openTrack<PictureTrack>(video, { kind: 'picture', timescale: timing(video)!.timescale, width, height, description }, codec, first => beginsAnew(first, facts.lengthBytes))

  const close = () => input.dispose()
  if (!audio) return { picture, sound: null, close }
  const [soundConfig, soundCodec] = [await audio.getDecoderConfig(), await audio.getCodecParameterString()]
  const soundDescription = bytesOf(soundConfig?.description)
  if (await audio.getCodec() !== 'aac' || !soundDescription || !soundCodec?.startsWith('mp4a.40.')) return 'sound_codec'
  const [channels, sampleRate] = [await audio.getNumberOfChannels(), await audio.getSampleRate()]
  if (channels > mostChannels) return 'many_channels'
  return { picture, sound: openTrack<SoundTrack>(audio, { kind: 'sound', timescale: timing(audio)!.timescale, channels, sampleRate, description: soundDescription }, soundCodec, () => true), close }
}

function openTrack<Shape extends PictureTrack | SoundTrack>(track: InputTrack, shape: Shape, codec: string, mayBegin: (first: Uint8Array) => boolean): OpenTrack<Shape> {
  const sink = new EncodedPacketSink(track)
  const ticks = (seconds: number) => Math.round(seconds * shape.timescale)
  return {
    shape, codec,
    async *packets() {
      for (let packet = await sink.getFirstPacket({ metadataOnly: true }); packet; packet = await sink.getNextPacket(packet, { metadataOnly: true }))
        yield { pts: ticks(packet.timestamp), duration: ticks(packet.duration), key: packet.type === 'key', bytes: packet.byteLength }
    },
    async samples({ start, packets }) {
      const samples: Sample[] = []
      let packet: EncodedPacket | null = await sink.getPacket(start / shape.timescale)
      for (; packet && samples.length < packets; packet = samples.length < packets ? await sink.getNextPacket(packet) : null)
        samples.push({ pts: ticks(packet.timestamp), key: packet.type === 'key', data: packet.data })
      const [first] = samples
      return samples.length === packets && first && first.pts === start && first.key && mayBegin(first.data) ? samples : null
    },
  }
}

/** A view that outlives the file it was read from. */
function bytesOf(description: AllowSharedBufferSource | undefined): Uint8Array | null {
  if (!description) return null
  return new Uint8Array(ArrayBuffer.isView(description) ? description.buffer.slice(description.byteOffset, description.byteOffset + description.byteLength) : description.slice(0))
}
