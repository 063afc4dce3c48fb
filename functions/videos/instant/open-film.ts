/** What of a source is needed to show it as it is. mediabunny tells what the tracks are; where their samples lie is read along with them. */
import { BufferSource, Input, Logging, LogLevel, MP4, QTFF, type InputTrack } from 'mediabunny'
import { avcFacts, beginsAnew } from './avc.ts'
import type { PictureTrack, SoundTrack } from './cmaf-init.ts'
import { editsHonoured, shownFrom } from './edits-honoured.ts'
import type { Packet, Segment } from './instant-plan.ts'
import { readMovieHeader, type TrackHeader } from './movie-header.ts'
import type { SourceBytes } from './source-blocks.ts'
import { isListed, storedSamples, type StoredSample } from './stored-samples.ts'

/** Why a source cannot be shown as it is. */
export type OpenRefusal = 'unreadable' | 'fragmented' | 'no_picture' | 'picture_codec' | 'turned' | 'anamorphic' | 'interlaced' | 'colour' | 'sound_codec' | 'many_channels' | 'edits'

/** RFC 6381 beside what the init segment wants. */
export interface OpenTrack<Shape> {
  readonly shape: Shape
  readonly codec: string
  /** Some thousands at a time. */
  packets(): AsyncGenerator<readonly Packet[]>
  /** Must be asked in the order of the film. Null where the file does not hold what its header promised. */
  samples(segment: Segment): Promise<StoredSample[] | null>
  /** Whether decoding may begin with a sample, by its bytes. */
  mayBegin(first: Uint8Array): boolean
}
export interface OpenFilm { readonly picture: OpenTrack<PictureTrack>; readonly sound: OpenTrack<SoundTrack> | null }

Logging.level = LogLevel.Silent
/** Baseline, Main and High: what every phone decodes. */
const commonProfiles = new Set([66, 77, 100])
const mostChannels = 2

/** Throws only what reading the source threw. */
export async function openFilm(source: SourceBytes): Promise<OpenFilm | OpenRefusal> {
  let input: Input | null = null
  try {
    const header = await readMovieHeader(source)
    if (!header) return 'unreadable'
    if (header.fragmented) return 'fragmented'
    input = new Input({ formats: [MP4, QTFF], source: new BufferSource(header.bytes) })
    return await open(input, header.tracks, source)
  } catch (problem) {
    if (source.trouble()) throw source.trouble()
    if (problem instanceof Error) return 'unreadable'
    throw problem
  } finally {
    input?.dispose()
  }
}

async function open(input: Input, tracks: readonly TrackHeader[], source: SourceBytes): Promise<OpenFilm | OpenRefusal> {
  const [video, audio] = [(await input.getVideoTracks())[0], (await input.getAudioTracks())[0]]
  if (!video) return 'no_picture'
  const timing = (track: InputTrack) => tracks.find(({ id }) => id === track.id)
  for (const track of audio ? [video, audio] : [video]) if (!timing(track) || !editsHonoured(timing(track)!)) return 'edits'
  for (const track of audio ? [video, audio] : [video]) if (!isListed(timing(track)!.tables)) return 'unreadable'

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
  const picture = openTrack<PictureTrack>(source, timing(video)!, { kind: 'picture', timescale: timing(video)!.timescale, width, height, description }, codec, first => beginsAnew(first, facts.lengthBytes))

  if (!audio) return { picture, sound: null }
  const [soundConfig, soundCodec] = [await audio.getDecoderConfig(), await audio.getCodecParameterString()]
  const soundDescription = bytesOf(soundConfig?.description)
  if (await audio.getCodec() !== 'aac' || !soundDescription || !soundCodec?.startsWith('mp4a.40.')) return 'sound_codec'
  const [channels, sampleRate] = [await audio.getNumberOfChannels(), await audio.getSampleRate()]
  if (channels > mostChannels) return 'many_channels'
  return { picture, sound: openTrack<SoundTrack>(source, timing(audio)!, { kind: 'sound', timescale: timing(audio)!.timescale, channels, sampleRate, description: soundDescription }, soundCodec, () => true) }
}

function openTrack<Shape extends PictureTrack | SoundTrack>(source: SourceBytes, header: TrackHeader, shape: Shape, codec: string, mayBegin: (first: Uint8Array) => boolean): OpenTrack<Shape> {
  const from = shownFrom(header)
  const shown = () => storedSamples(source, header.tables, from)
  const batches = shown()
  let ahead: readonly StoredSample[] = []
  let next = 0
  return {
    shape, codec, mayBegin,
    packets: shown,
    async samples({ start, packets }) {
      const samples: StoredSample[] = []
      while (samples.length < packets) {
        if (next === ahead.length) [ahead, next] = [(await batches.next()).value as StoredSample[] | undefined ?? [], 0]
        const sample = ahead[next++]
        if (!sample) return null
        if (samples.length > 0 || sample.pts === start) samples.push(sample)
      }
      return samples[0]!.key ? samples : null
    },
  }
}

/** A view that outlives the header it was read from. */
function bytesOf(description: AllowSharedBufferSource | undefined): Uint8Array | null {
  if (!description) return null
  return new Uint8Array(ArrayBuffer.isView(description) ? description.buffer.slice(description.byteOffset, description.byteOffset + description.byteLength) : description.slice(0))
}
