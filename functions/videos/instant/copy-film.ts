/**
 * Copies a film out of its source into segments that play, without encoding anything. It may be stopped at any
 * point and begun again: the plan follows from the source alone, a segment that was written is the same
 * whoever writes it, and what is there already is not made again. The manifest that opens the film comes last.
 */
import { initSegment, type PictureTrack, type SoundTrack } from './cmaf-init.ts'
import { mediaSegment } from './cmaf-segment.ts'
import { initName, instantManifests, segmentName, type PlannedFilm } from './instant-manifests.ts'
import { picturePlanner, soundPlanner, type Packet, type Plan, type PlanRefusal, type Segment } from './instant-plan.ts'
import { openFilm, type OpenFilm, type OpenRefusal, type OpenTrack } from './open-film.ts'
import type { SourceBytes } from './source-blocks.ts'

export interface CopyEffects {
  readonly source: SourceBytes
  /** Names of what was written before. */
  written(): Promise<ReadonlySet<string>>
  write(name: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** Asked between segments, with the share that is done (0–100): whether to go on. */
  goOn(percent: number): Promise<boolean>
}
export type CopyRefusal = OpenRefusal | PlanRefusal | 'damaged'
export type CopyOutcome = { readonly state: 'done' } | { readonly state: 'stopped' } | { readonly state: 'refused'; readonly because: CopyRefusal }

const contentTypes: Readonly<Record<string, string>> = { cmfv: 'video/mp4', cmfa: 'audio/mp4', m3u8: 'application/vnd.apple.mpegurl', mpd: 'application/dash+xml' }
const contentType = (name: string) => contentTypes[name.split('.').at(-1)!]!
/** Segments on their way at once: enough to keep a line busy, few enough to bound memory (a segment is at most 60 MB). */
const writesAtOnce = 3

/** Throws what reading or writing threw. */
export async function copyFilm(about: { language: string; framesPerSecond: number | null }, effects: CopyEffects): Promise<CopyOutcome> {
  const film = await openFilm(effects.source)
  if (typeof film === 'string') return { state: 'refused', because: film }
  try {
    const plan = await soundly(effects.source, () => planFilm(film), 'damaged' as const)
    if (typeof plan === 'string') return { state: 'refused', because: plan }
    return await copyPlanned(film, plan, about, effects)
  } finally {
    film.close()
  }
}

/** What the tables of a file say may turn out to be nonsense anywhere in it; trouble with S3 is no fault of the file, and is thrown. */
const soundly = <T, Otherwise>(source: SourceBytes, read: () => Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> => read().catch(() => {
  if (source.trouble()) throw source.trouble()
  return otherwise
})

interface FilmPlan { readonly picture: readonly Segment[]; readonly sound: readonly Segment[] | null }

async function planFilm({ picture, sound }: OpenFilm): Promise<FilmPlan | PlanRefusal> {
  const pictures = await planned(picturePlanner(picture.shape.timescale), picture.packets())
  if (typeof pictures === 'string') return pictures
  if (!sound) return { picture: pictures, sound: null }
  const sounds = await planned(soundPlanner(sound.shape.timescale, pictures.map(({ start }) => start / picture.shape.timescale)), sound.packets())
  return typeof sounds === 'string' ? sounds : { picture: pictures, sound: sounds }
}

async function planned(planner: { add(packet: Packet): void; finish(): Plan }, packets: AsyncGenerator<Packet>): Promise<Plan> {
  for await (const packet of packets) planner.add(packet)
  return planner.finish()
}

async function copyPlanned(film: OpenFilm, plan: FilmPlan, { language, framesPerSecond }: { language: string; framesPerSecond: number | null }, { source, written, write, goOn }: CopyEffects): Promise<CopyOutcome> {
  const there = await written()
  const lane = lanes(writesAtOnce)
  const put = (name: string, bytes: Uint8Array) => write(name, bytes, contentType(name))
  const segments = inOrder(film, plan).filter(({ name }) => !there.has(name))
  const whole = plan.picture.length + (plan.sound?.length ?? 0)
  try {
    for (const [index, { name, number, segment, track }] of segments.entries()) {
      if (!(await goOn(((whole - segments.length + index) / whole) * 100))) return { state: 'stopped' }
      const bytes = await soundly(source, async () => {
        const samples = await track.samples(segment)
        return samples && mediaSegment(number, samples, segment.end)
      }, null)
      if (!bytes) return { state: 'refused', because: 'damaged' }
      await lane.run(() => put(name, bytes))
    }
    for (const track of film.sound ? [film.picture, film.sound] : [film.picture]) await lane.run(() => put(initName(track.shape.kind), initSegment(track.shape)))
  } finally {
    await lane.rest()
  }
  lane.failIfAnyFailed()
  const manifests = instantManifests(plannedFilm(film, plan, language, framesPerSecond))
  await Promise.all(manifests.slice(0, -1).map(({ name, text }) => put(name, Buffer.from(text))))
  await put(manifests.at(-1)!.name, Buffer.from(manifests.at(-1)!.text))
  return { state: 'done' }
}

/** Picture and sound in turn, as they mostly lie in the file. */
function inOrder(film: OpenFilm, plan: FilmPlan) {
  const named = (track: OpenTrack<PictureTrack | SoundTrack>, segments: readonly Segment[]) => segments.map((segment, index) => ({ name: segmentName(track.shape.kind, index + 1), number: index + 1, segment, track, at: segment.start / track.shape.timescale }))
  return [...named(film.picture, plan.picture), ...(film.sound ? named(film.sound, plan.sound!) : [])].sort((a, b) => a.at - b.at)
}

function plannedFilm({ picture, sound }: OpenFilm, plan: FilmPlan, language: string, framesPerSecond: number | null): PlannedFilm {
  return {
    language,
    picture: { ...picture.shape, codec: picture.codec, segments: plan.picture, framesPerSecond },
    sound: sound && { ...sound.shape, codec: sound.codec, segments: plan.sound! },
  }
}

/** Runs a few things at once: `run` waits for a free lane, not for the end; after a failure it refuses to begin another. */
function lanes(count: number) {
  const busy = new Set<Promise<void>>()
  let failure: { readonly reason: unknown } | null = null
  const failIfAnyFailed = () => {
    if (failure) throw failure.reason
  }
  return {
    failIfAnyFailed,
    async run(work: () => Promise<void>): Promise<void> {
      while (busy.size >= count) await Promise.race(busy)
      failIfAnyFailed()
      const lane: Promise<void> = work().catch((reason: unknown) => { failure ??= { reason } }).finally(() => busy.delete(lane))
      busy.add(lane)
    },
    async rest(): Promise<void> { await Promise.all(busy) },
  }
}
