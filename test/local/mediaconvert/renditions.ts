/** Reads back what the engine wrote, as a player would: playlists, segments, samples. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEngine } from '../../../local/mediaconvert/engine/start-engine.ts'
import type { TrackFacts } from '../../../local/mediaconvert/engine/spec.ts'
import { samplesOf } from './fragments.ts'

export interface PlayedRendition {
  readonly firstSeconds: number
  readonly endSeconds: number
  /** Presentation times. */
  readonly keyFrames: readonly number[]
  readonly samples: number
  readonly segments: readonly { readonly seconds: number; readonly firstSeconds: number; readonly startsWithKey: boolean }[]
}

export function playRendition(folder: string, playlist: string): PlayedRendition {
  const { init, files } = load(folder, playlist)
  const segments = files.map(({ seconds, bytes }) => ({ seconds, samples: samplesOf(init, bytes) }))
  const samples = segments.flatMap(segment => segment.samples)
  return {
    samples: samples.length,
    firstSeconds: Math.min(...samples.map(({ at }) => at)),
    endSeconds: Math.max(...samples.map(({ end }) => end)),
    keyFrames: samples.filter(({ key }) => key).map(({ at }) => at),
    segments: segments.map(({ seconds, samples }) => ({ seconds, firstSeconds: Math.min(...samples.map(({ at }) => at)), startsWithKey: samples[0]!.key })),
  }
}

/** What a demuxer makes of init and segments joined. */
export async function demuxRendition(folder: string, playlist: string): Promise<TrackFacts> {
  const { init, files } = load(folder, playlist)
  const joined = join(folder, `${playlist}.mp4`)
  writeFileSync(joined, Buffer.concat([init, ...files.map(({ bytes }) => bytes)]))
  const probed = await startEngine({ task: 'probe', input: joined })
  if (probed.kind !== 'source') throw new Error(`${playlist} cannot be demuxed.`)
  return probed.source.tracks[0]!
}

function load(folder: string, playlist: string) {
  const read = (file: string) => readFileSync(join(folder, file))
  const text = read(playlist).toString()
  const init = read(/#EXT-X-MAP:URI="([^"]+)"/.exec(text)![1]!)
  const files = [...text.matchAll(/#EXTINF:([\d.]+),\n(\S+)/g)].map(([, seconds, file]) => ({ seconds: Number(seconds), bytes: read(file!) }))
  return { init, files }
}

/** The attributes of every tag of one kind, with the line after it. */
export function tagsOf(playlist: string, tag: string): { attributes: Record<string, string>; next: string }[] {
  return [...playlist.matchAll(new RegExp(`#${tag}:(.*)\\n(.*)`, 'g'))].map(([, line, next]) => ({
    attributes: Object.fromEntries([...line!.matchAll(/([A-Z-]+)=("[^"]*"|[^,]*)/g)].map(([, name, value]) => [name!, value!.replaceAll('"', '')])),
    next: next!,
  }))
}
