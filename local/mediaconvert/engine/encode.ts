/** The whole job: reads the source once, feeds picture and sound, then writes the manifests. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AVSEEK_FLAG_BACKWARD } from 'node-av/constants'
import { Packet } from 'node-av/lib'
import { AudioTrack } from './audio-track.ts'
import { Capture } from './capture.ts'
import { EngineError } from './engine-error.ts'
import type { Rendition } from './hls-rendition.ts'
import { dashManifest, duration, hlsMaster } from './manifests.ts'
import type { AudioVariant, VideoVariant } from './manifests.ts'
import { openSource, refuseTooLong } from './open-source.ts'
import type { Source } from './open-source.ts'
import { sourceFacts, videoFacts } from './source-facts.ts'
import type { CaptureGroupSpec, CmafGroupSpec, EncodedGroup, EncodeSpec, EngineMessage, Fraction, FramePlace } from './spec.ts'
import { VideoRung, segmentSeconds } from './video-rung.ts'
import { VideoTrack } from './video-track.ts'

export async function encode(spec: EncodeSpec, report: (message: EngineMessage) => void): Promise<Extract<EngineMessage, { kind: 'encoded' }>> {
  await using source = await openSource(spec.input)
  refuseTooLong(source)
  report({ kind: 'source', source: sourceFacts(source) })
  for (const { folder } of spec.groups) mkdirSync(join(spec.directory, folder), { recursive: true })
  const clip = spec.clip && source.video[0] ? clipOf(spec.clip, videoFacts(source.video[0]).frameRate) : null
  if (clip) await seekTo(source, clip.from)
  const pictures = preparePictures(spec, source, clip)
  const sounds = await prepareSounds(spec, source)
  await readThrough(source, pictures, sounds.map(({ track }) => track), clip, report)
  await pictures?.track.finish()
  const audio = await Promise.all(sounds.map(async ({ group, spec, track }) => ({ group, spec, rendition: await track.finish() })))
  const video = await Promise.all((pictures?.rungs ?? []).map(async ({ group, spec, rung }) => ({ group, spec, rung, rendition: await rung.finish() })))
  const groups = spec.groups.map((group): EncodedGroup => {
    if (group.kind === 'capture') return finishCaptures(group, (pictures?.captures ?? []).filter(c => c.group === group).map(c => c.capture))
    return finishLadder(spec.directory, group,
      video.filter(v => v.group === group).map(({ spec, rung, rendition }) => ({ spec, rendition, width: rung.width, height: rung.height, frameRate: rung.frameRate })),
      audio.filter(a => a.group === group))
  })
  return { kind: 'encoded', groups, warnings: [] }
}

/** PQ and HLG; and BT.709, which screens show as it is (ISO/IEC 23091-2). */
const brightTransfers = new Set([16, 18])
const ordinaryColor = { primaries: 1, transfer: 1 }

/** Seconds of film. */
interface Clip { readonly from: number; readonly to: number }

/** A timecode counts frames at the rate's next whole number, whatever the rate is. */
function clipOf({ from, to }: NonNullable<EncodeSpec['clip']>, { num, den }: Fraction): Clip {
  const rate = num / den
  const seconds = (place: FramePlace) => (place.seconds * Math.max(1, Math.round(rate)) + place.frames) / rate
  return { from: seconds(from), to: seconds(to) }
}

/** To the last picture before it that needs no other; where a container cannot be searched, reading begins at its start. */
async function seekTo({ context, startSeconds }: Source, seconds: number): Promise<void> {
  await context.seekFrame(-1, BigInt(Math.floor((startSeconds + seconds) * 1e6)), AVSEEK_FLAG_BACKWARD)
}

/** Everything that wants pictures; null when nothing does. The lists fill when the first picture is decoded. */
function preparePictures(spec: EncodeSpec, source: Source, clip: Clip | null) {
  const wantedRungs = spec.groups.flatMap(group => (group.kind === 'cmaf' ? group.video.map(rung => ({ group, spec: rung })) : []))
  const wantedCaptures = spec.groups.flatMap(group => (group.kind === 'capture' ? group.captures.map(capture => ({ group, spec: capture })) : []))
  if (wantedRungs.length + wantedCaptures.length === 0) return null
  const stream = source.video[0]
  if (!stream) throw new EngineError('no-track', 'Video track [1] not found')
  const facts = videoFacts(stream)
  const standardRange = (spec.standardRange ?? false) && brightTransfers.has(facts.transfer)
  const color = standardRange ? ordinaryColor : facts
  const rungs: { group: CmafGroupSpec; spec: (typeof wantedRungs)[number]['spec']; rung: VideoRung }[] = []
  const captures: { group: CaptureGroupSpec; capture: Capture }[] = []
  const place = (group: { folder: string; base: string }) => ({ folder: join(spec.directory, group.folder), base: group.base })
  const track = new VideoTrack({
    stream, facts, startSeconds: source.startSeconds + (clip?.from ?? 0), ...(clip && { endSeconds: clip.to - clip.from }), rotate: spec.rotate, deinterlace: spec.deinterlace ?? false, standardRange,
    rungs: wantedRungs.map(wanted => wanted.spec),
    captures: wantedCaptures.map(wanted => wanted.spec),
    async openSinks(rungFilters, captureFilters) {
      for (const [index, wanted] of wantedRungs.entries()) {
        const rung = await VideoRung.open(wanted.spec, rungFilters[index]!, facts.frameRate, color, { ...place(wanted.group), segmentSeconds: wanted.group.segmentSeconds })
        rungs.push({ ...wanted, rung })
      }
      for (const [index, wanted] of wantedCaptures.entries())
        captures.push({ group: wanted.group, capture: new Capture(wanted.spec, captureFilters[index]!, place(wanted.group)) })
      return [...rungs.map(({ rung }) => rung), ...captures.map(({ capture }) => ({ encode: capture.take.bind(capture) }))]
    },
  })
  /** Nothing but stills is wanted, and all of them are taken. */
  const satisfied = () => wantedRungs.length === 0 && captures.length > 0 && captures.every(({ capture }) => capture.satisfied)
  return { track, rungs, captures, satisfied }
}

/** Sound is cut where its group's pictures are. */
function prepareSounds(spec: EncodeSpec, source: Source) {
  const wanted = spec.groups.flatMap(group => (group.kind === 'cmaf' ? group.audio.map(audio => ({ group, spec: audio })) : []))
  return Promise.all(wanted.map(async ({ group, spec: audio }) => {
    const rung = group.video[0]
    const pictures = source.video[0]
    const seconds = rung && pictures ? segmentSeconds(group.segmentSeconds, rung, rung.frameRate ?? videoFacts(pictures).frameRate) : group.segmentSeconds
    const track = await AudioTrack.open(audio, source.audio, source.startSeconds, { folder: join(spec.directory, group.folder), base: group.base, segmentSeconds: seconds })
    return { group, spec: audio, track }
  }))
}

async function readThrough(source: Source, pictures: ReturnType<typeof preparePictures>, sounds: readonly AudioTrack[], clip: Clip | null, report: (message: EngineMessage) => void): Promise<void> {
  const packet = new Packet()
  packet.alloc()
  const total = source.durationSeconds
  let told = 0
  let reached = 0
  while (source.context.readFrameSync(packet) >= 0) {
    const { num, den } = source.context.streams[packet.streamIndex]!.timeBase
    reached = Math.max(reached, (Number(packet.pts + packet.duration) * num) / den - source.startSeconds)
    for (const sound of sounds) if (sound.stream.index === packet.streamIndex) sound.push(packet)
    if (pictures?.track.stream.index === packet.streamIndex) await pictures.track.push(packet)
    if (total && Date.now() - told >= 200) {
      report({ kind: 'progress', percent: Math.max(0, Math.min(99, Math.floor(((pictures?.track.position ?? reached) / total) * 100))) })
      told = Date.now()
    }
    packet.unref()
    const isPastClip = clip !== null && pictures !== null && pictures.track.position >= clip.to - clip.from
    if (isPastClip || (pictures?.satisfied() && sounds.length === 0)) {
      packet.free()
      return
    }
  }
  packet.free()
  // Half a film is worse than a clear failure: its owner can upload again.
  if (total && !clip && reached < total * 0.95 - 0.5)
    throw new EngineError('truncated', `The input declares ${total.toFixed(1)} s and ends after ${reached.toFixed(1)} s. Is file truncated?`)
}

function finishLadder(directory: string, group: CmafGroupSpec, video: readonly VideoVariant[], audio: readonly AudioVariant[]): EncodedGroup {
  const inFolder = (file: string) => join(group.folder, file)
  const manifests = [
    ...(group.dash ? [{ name: `${group.base}.mpd`, text: dashManifest(video, audio) }] : []),
    ...(group.hls ? [{ name: `${group.base}.m3u8`, text: hlsMaster(video, audio) }] : []),
  ]
  for (const { name, text } of manifests) writeFileSync(join(directory, inFolder(name)), text)
  const renditions = [...video, ...audio].map(({ rendition }) => rendition)
  const media = renditions.flatMap(({ init, segments }) => [init, ...segments.map(({ file }) => file)])
  const playlists = group.hls ? renditions.map(({ playlist }) => playlist) : []
  const output = (rendition: Rendition) => ({ durationSeconds: duration(rendition), files: [inFolder(rendition.playlist)] })
  return {
    folder: group.folder,
    files: [...media, ...playlists, ...manifests.map(({ name }) => name)].map(inFolder),
    playlists: manifests.map(({ name }) => inFolder(name)),
    outputs: [...video.map(({ rendition, width, height }) => ({ ...output(rendition), width, height })), ...audio.map(({ rendition }) => output(rendition))],
  }
}

function finishCaptures(group: CaptureGroupSpec, captures: readonly Capture[]): EncodedGroup {
  for (const capture of captures) capture.finish()
  const inFolder = (file: string) => join(group.folder, file)
  return {
    folder: group.folder,
    files: captures.flatMap(({ files }) => files).map(inFolder),
    playlists: [],
    outputs: captures.map(({ files, width, height }) => ({ durationSeconds: 0, width, height, files: files.slice(-1).map(inFolder) })),
  }
}
