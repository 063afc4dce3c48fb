import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jobSettings } from '../../../../functions/videos/pipeline/job-settings.ts'
import { rungsForSource } from '../../../../functions/videos/pipeline/rungs-for-source.ts'
import { soundForSource } from '../../../../functions/videos/pipeline/sound-for-source.ts'
import { sourceFromProbe, type Probed, type Source } from '../../../../functions/videos/pipeline/source-from-probe.ts'

const track = (kind: 'video' | 'audio') => (kind === 'video'
  ? { TrackType: 'video', Codec: 'AVC', VideoProperties: { Width: 640, Height: 360 } }
  : { TrackType: 'audio', Codec: 'AAC' })
/** Whatever lies around its picture: no sound, one, several, before or after it. */
const sources = fc.tuple(fc.nat(3), fc.nat(3)).map(([before, after]) => {
  const tracks = [...Array<'audio'>(before).fill('audio'), 'video' as const, ...Array<'audio'>(after).fill('audio')].map(track)
  return { sounds: before + after, source: sourceFromProbe({ Container: { Format: 'mp4', Duration: 60, Tracks: tracks } } as Probed) as Source }
})
const settings = (source: Source, kind: 'first' | 'ladder') => jobSettings({
  videoId: 'v', ownerId: 'o', kind, ahead: 0, source, rungs: rungsForSource(source), input: 's3://a/b', output: 's3://a/c/', language: 'pt-BR', withPoster: true, tileEverySeconds: 1, token: 't', roleArn: 'r', queueArn: 'q',
}).Settings!

test('a film without sound asks for none, and one with any for the first track in two channels', () => {
  expect(soundForSource({ hasAudio: false })).toBeNull()
  expect(soundForSource({ hasAudio: true })).toMatchObject({ track: 1, codingMode: 'CODING_MODE_2_0' })
})
test('whatever tracks a source has, a job hears exactly what it selects: one sound in one output of its own, or none at all', () => {
  fc.assert(fc.property(sources, fc.constantFrom('first' as const, 'ladder' as const), ({ sounds, source }, kind) => {
    const { Inputs: [input], OutputGroups = [] } = settings(source, kind) as { Inputs: { AudioSelectors?: Record<string, { Tracks?: number[] }> }[]; OutputGroups?: { Outputs?: { VideoDescription?: object; AudioDescriptions?: { AudioSourceName?: string; CustomLanguageCode?: string }[] }[] }[] }
    const selectors = Object.entries(input!.AudioSelectors ?? {})
    expect(selectors.map(([, { Tracks }]) => Tracks)).toEqual(sounds > 0 ? [[1]] : [])
    const heard = OutputGroups.flatMap(({ Outputs = [] }) => Outputs).filter(({ AudioDescriptions }) => AudioDescriptions)
    expect(heard.map(({ VideoDescription, AudioDescriptions }) => [VideoDescription, AudioDescriptions!.map(({ AudioSourceName, CustomLanguageCode }) => [AudioSourceName, CustomLanguageCode])])).toEqual(selectors.map(([name]) => [undefined, [[name, 'pt-BR']]]))
  }))
})
