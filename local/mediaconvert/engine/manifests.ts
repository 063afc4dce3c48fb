/** Pure: the two documents that open a ladder, HLS and DASH, over the same segments. */
import type { Rendition } from './hls-rendition.ts'
import type { AudioRenditionSpec, Fraction, VideoRungSpec } from './spec.ts'

export interface VideoVariant { readonly spec: Pick<VideoRungSpec, 'audioGroup' | 'modifier'>; readonly rendition: Rendition; readonly width: number; readonly height: number; readonly frameRate: Fraction }
export interface AudioVariant { readonly spec: AudioRenditionSpec; readonly rendition: Rendition }

export const duration = ({ segments }: Rendition) => segments.reduce((sum, { seconds }) => sum + seconds, 0)

/** Bits per second: of the busiest segment, and over the whole. */
function bandwidth({ segments }: Rendition): { peak: number; average: number } {
  const bits = segments.reduce((sum, { bytes }) => sum + bytes * 8, 0)
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0)
  // A last segment of a few frames may look busier than any player will notice.
  const lasting = segments.filter(segment => segment.seconds >= 1)
  const peak = Math.max(bits / seconds, ...lasting.map(segment => (segment.bytes * 8) / segment.seconds))
  return { peak: Math.ceil(peak), average: Math.ceil(bits / seconds) }
}

/** The multivariant playlist (RFC 8216). Best first, as MediaConvert orders by the job; players choose by bandwidth. */
export function hlsMaster(video: readonly VideoVariant[], audio: readonly AudioVariant[]): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  if (video.length > 0) lines.push(...audio.map(mediaTag))
  for (const { spec, rendition, width, height, frameRate } of video) {
    const group = spec.audioGroup ?? audio[0]?.spec.group
    const heard = audio.filter(a => a.spec.group === group)
    const sound = heard.map(a => bandwidth(a.rendition)).reduce((most, b) => (b.peak > most.peak ? b : most), { peak: 0, average: 0 })
    const own = bandwidth(rendition)
    const codecs = [rendition.codecs, ...new Set(heard.map(a => a.rendition.codecs))].join(',')
    lines.push(
      `#EXT-X-STREAM-INF:BANDWIDTH=${own.peak + sound.peak},AVERAGE-BANDWIDTH=${own.average + sound.average},CODECS="${codecs}",RESOLUTION=${width}x${height},FRAME-RATE=${(frameRate.num / frameRate.den).toFixed(3)}${heard.length ? `,AUDIO="${group}"` : ''}`,
      rendition.playlist)
  }
  if (video.length === 0) {
    for (const { rendition } of audio) {
      const { peak, average } = bandwidth(rendition)
      lines.push(`#EXT-X-STREAM-INF:BANDWIDTH=${peak},AVERAGE-BANDWIDTH=${average},CODECS="${rendition.codecs}"`, rendition.playlist)
    }
  }
  return `${lines.join('\n')}\n`
}

function mediaTag({ spec, rendition }: AudioVariant): string {
  const language = spec.language ? `,LANGUAGE="${spec.language}"` : ''
  return `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${spec.group}"${language},NAME="${spec.name.replaceAll('"', "'")}",AUTOSELECT=YES,DEFAULT=${spec.isDefault ? 'YES' : 'NO'},CHANNELS="${spec.channels}",URI="${rendition.playlist}"`
}

/** A static MPD with an explicit timeline, in milliseconds' thousandths. */
export function dashManifest(video: readonly VideoVariant[], audio: readonly AudioVariant[]): string {
  const total = Math.max(...[...video, ...audio].map(({ rendition }) => duration(rendition)))
  const longest = Math.max(...[...video, ...audio].flatMap(({ rendition }) => rendition.segments.map(s => s.seconds)))
  const pictures = video.map(({ spec, rendition, width, height, frameRate }, index) =>
    representation(`video${index}${spec.modifier}`, rendition, `width="${width}" height="${height}" frameRate="${frameRate.num}/${frameRate.den}" sar="1:1"`, ''))
  const sounds = audio.map(({ spec, rendition }, index) => {
    const channels = `\n        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="${spec.channels}"/>`
    return adaptationSet('audio', spec.language, [representation(`audio${index}${spec.modifier}`, rendition, `audioSamplingRate="${spec.sampleRate}"`, channels)])
  })
  const sets = [...(pictures.length ? [adaptationSet('video', null, pictures)] : []), ...sounds]
  return `<?xml version="1.0" encoding="UTF-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="PT${total.toFixed(3)}S" maxSegmentDuration="PT${longest.toFixed(3)}S" minBufferTime="PT${longest.toFixed(3)}S">
  <Period id="1" start="PT0S" duration="PT${total.toFixed(3)}S">
${sets.join('\n')}
  </Period>
</MPD>
`
}

const adaptationSet = (type: 'video' | 'audio', language: string | null, representations: readonly string[]) =>
  `    <AdaptationSet contentType="${type}" mimeType="${type}/mp4" segmentAlignment="true" startWithSAP="1"${language ? ` lang="${language}"` : ''}>
${representations.join('\n')}
    </AdaptationSet>`

const timescale = 1_000_000

function representation(id: string, rendition: Rendition, attributes: string, children: string): string {
  return `      <Representation id="${xml(id)}" bandwidth="${bandwidth(rendition).peak}" codecs="${rendition.codecs}" ${attributes}>${children}
        <SegmentTemplate timescale="${timescale}" initialization="${xml(rendition.init)}" media="${xml(rendition.pattern.replaceAll('$', '$$$$').replace('%09d', '$Number%09d$'))}" startNumber="1">
          <SegmentTimeline>${timeline(rendition)}</SegmentTimeline>
        </SegmentTemplate>
      </Representation>`
}

/** Equal neighbours are told once. */
function timeline({ segments }: Rendition): string {
  const runs: { length: number; count: number }[] = []
  for (const { seconds } of segments) {
    const length = Math.round(seconds * timescale)
    const last = runs.at(-1)
    if (last?.length === length) last.count++
    else runs.push({ length, count: 1 })
  }
  return runs.map(({ length, count }, index) => `<S${index === 0 ? ' t="0"' : ''} d="${length}"${count > 1 ? ` r="${count - 1}"` : ''}/>`).join('')
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
