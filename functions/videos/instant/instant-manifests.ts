/** The documents that open a copied film: HLS and DASH over the same segments. Pure; all that they tell is in the plan. */
import { manifestNames } from '../../platform/shared-film.ts'
import type { Segment } from './instant-plan.ts'

export interface PlannedTrack {
  readonly kind: 'picture' | 'sound'
  /** Ticks per second. */
  readonly timescale: number
  /** RFC 6381. */
  readonly codec: string
  readonly segments: readonly Segment[]
}
export interface PlannedFilm {
  readonly picture: PlannedTrack & { readonly width: number; readonly height: number; readonly framesPerSecond: number | null }
  readonly sound: (PlannedTrack & { readonly channels: number; readonly sampleRate: number }) | null
  /** BCP 47. */
  readonly language: string
}

const modifiers = { picture: 'source', sound: 'sound' } as const
const extensions = { picture: 'cmfv', sound: 'cmfa' } as const
const base = (kind: PlannedTrack['kind']) => `film_${modifiers[kind]}`
export const playlistName = (kind: PlannedTrack['kind']) => `${base(kind)}.m3u8`
export const initName = (kind: PlannedTrack['kind']) => `${base(kind)}init.${extensions[kind]}`
/** `number` counts from 1. */
export const segmentName = (kind: PlannedTrack['kind'], number: number) => `${base(kind)}_${String(number).padStart(9, '0')}.${extensions[kind]}`

/** Name and text of each manifest, the one that opens the film last. */
export function instantManifests(film: PlannedFilm): { name: string; text: string }[] {
  const tracks = film.sound ? [film.picture, film.sound] : [film.picture]
  return [...tracks.map(track => ({ name: playlistName(track.kind), text: playlist(track) })), { name: manifestNames.dash, text: dash(film) }, { name: manifestNames.hls, text: multivariant(film) }]
}

const seconds = ({ start, end }: Segment, timescale: number) => (end - start) / timescale
const longest = (track: PlannedTrack) => Math.max(...track.segments.map(segment => seconds(segment, track.timescale)))

function playlist(track: PlannedTrack): string {
  return [
    '#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest(track)))}`, '#EXT-X-MEDIA-SEQUENCE:1', '#EXT-X-PLAYLIST-TYPE:VOD', '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${initName(track.kind)}"`,
    ...track.segments.flatMap((segment, index) => [`#EXTINF:${seconds(segment, track.timescale).toFixed(6)},`, segmentName(track.kind, index + 1)]),
    '#EXT-X-ENDLIST', '',
  ].join('\n')
}

/** Bits per second: of the busiest segment, and over the whole. A last segment of a few pictures may look busier than any player will notice. */
function bandwidth({ segments, timescale }: PlannedTrack): { peak: number; average: number } {
  const average = (segments.reduce((sum, { bytes }) => sum + bytes, 0) * 8) / segments.reduce((sum, segment) => sum + seconds(segment, timescale), 0)
  const peak = Math.max(average, ...segments.filter(segment => seconds(segment, timescale) >= 1).map(segment => (segment.bytes * 8) / seconds(segment, timescale)))
  return { peak: Math.ceil(peak), average: Math.ceil(average) }
}

function multivariant({ picture, sound, language }: PlannedFilm): string {
  const [own, heard] = [bandwidth(picture), sound ? bandwidth(sound) : { peak: 0, average: 0 }]
  const attributes = [
    `BANDWIDTH=${own.peak + heard.peak}`, `AVERAGE-BANDWIDTH=${own.average + heard.average}`, `CODECS="${[picture.codec, ...(sound ? [sound.codec] : [])].join(',')}"`,
    `RESOLUTION=${picture.width}x${picture.height}`, ...(picture.framesPerSecond ? [`FRAME-RATE=${picture.framesPerSecond.toFixed(3)}`] : []), ...(sound ? ['AUDIO="sound"'] : []),
  ]
  return [
    '#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS',
    ...(sound ? [`#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",LANGUAGE="${language}",NAME="Sound",AUTOSELECT=YES,DEFAULT=YES,CHANNELS="${sound.channels}",URI="${playlistName('sound')}"`] : []),
    `#EXT-X-STREAM-INF:${attributes.join(',')}`, playlistName('picture'), '',
  ].join('\n')
}

function dash({ picture, sound, language }: PlannedFilm): string {
  const tracks = sound ? [picture, sound] : [picture]
  const lasts = (of: number) => `PT${of.toFixed(3)}S`
  const total = lasts(Math.max(...tracks.map(track => track.segments.at(-1)!.end / track.timescale)))
  const buffer = lasts(Math.max(...tracks.map(longest)))
  return `<?xml version="1.0" encoding="UTF-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="${total}" maxSegmentDuration="${buffer}" minBufferTime="${buffer}">
  <Period id="1" start="PT0S" duration="${total}">
${adaptationSet(picture, 'video', `width="${picture.width}" height="${picture.height}" sar="1:1"`)}${sound ? `\n${adaptationSet(sound, 'audio', `audioSamplingRate="${sound.sampleRate}"`, ` lang="${language}"`)}` : ''}
  </Period>
</MPD>
`
}

function adaptationSet(track: PlannedTrack, type: 'video' | 'audio', attributes: string, also = ''): string {
  return `    <AdaptationSet contentType="${type}" mimeType="${type}/mp4" segmentAlignment="true" startWithSAP="1"${also}>
      <Representation id="${modifiers[track.kind]}" bandwidth="${bandwidth(track).peak}" codecs="${track.codec}" ${attributes}>
        <SegmentTemplate timescale="${track.timescale}" initialization="${initName(track.kind)}" media="${base(track.kind)}_$Number%09d$.${extensions[track.kind]}" startNumber="1">
          <SegmentTimeline>${timeline(track.segments)}</SegmentTimeline>
        </SegmentTemplate>
      </Representation>
    </AdaptationSet>`
}

/** Equal neighbours are told once. Segments follow each other without a gap: each ends where the next begins. */
function timeline(segments: readonly Segment[]): string {
  const runs: { length: number; count: number }[] = []
  for (const { start, end } of segments) {
    const last = runs.at(-1)
    if (last?.length === end - start) last.count++
    else runs.push({ length: end - start, count: 1 })
  }
  return runs.map(({ length, count }, index) => `<S${index === 0 ? ` t="${segments[0]!.start}"` : ''} d="${length}"${count > 1 ? ` r="${count - 1}"` : ''}/>`).join('')
}
