/**
 * Copies a film out of its source into segments that play, without encoding anything. It may be stopped at any
 * point and begun again: the plan follows from the source alone, a segment that was written is the same
 * whoever writes it, and what is there already is not made again. The manifest that opens the film comes last.
 */
import { initSegment, type PictureTrack, type SoundTrack } from './cmaf-init.ts'
import { segmentHead } from './cmaf-segment.ts'
import { initName, instantManifests, segmentName, type PlannedFilm } from './instant-manifests.ts'
import { picturePlanner, soundPlanner, type Packet, type Plan, type PlanRefusal, type Segment } from './instant-plan.ts'
import { openFilm, type OpenFilm, type OpenRefusal, type OpenTrack } from './open-film.ts'
import type { SourceBytes } from './source-blocks.ts'
import type { StoredSample } from './stored-samples.ts'

export interface CopyEffects {
  readonly source: SourceBytes
  /** Names of what was written before. */
  written(): Promise<ReadonlySet<string>>
  /** Once this is done, `bytes` are written over. */
  write(name: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** Asked between segments, with the share that is done (0–100): whether to go on. */
  goOn(percent: number): Promise<boolean>
}
export type CopyRefusal = OpenRefusal | PlanRefusal | 'damaged'
export type CopyOutcome = { readonly state: 'done' } | { readonly state: 'stopped' } | { readonly state: 'refused'; readonly because: CopyRefusal }

const contentTypes: Readonly<Record<string, string>> = { cmfv: 'video/mp4', cmfa: 'audio/mp4', m3u8: 'application/vnd.apple.mpegurl', mpd: 'application/dash+xml' }
const contentType = (name: string) => contentTypes[name.split('.').at(-1)!]!
/** Segments on their way at once: enough to keep a line busy, few enough to bound memory (a segment is at most 60 MB, mostly 3). */
const writesAtOnce = 3

/** Throws what reading or writing threw. */
export async function copyFilm(about: { language: string; framesPerSecond: number | null }, effects: CopyEffects): Promise<CopyOutcome> {
  const film = await openFilm(effects.source)
  if (typeof film === 'string') return { state: 'refused', because: film }
  const plan = await soundly(effects.source, () => planFilm(film), 'damaged' as const)
  if (typeof plan === 'string') return { state: 'refused', because: plan }
  return copyPlanned(film, plan, about, effects)
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

async function planned(planner: { add(packet: Packet): void; finish(): Plan }, packets: AsyncGenerator<readonly Packet[]>): Promise<Plan> {
  for await (const some of packets) for (const packet of some) planner.add(packet)
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
      const room = await lane.room()
      const bytes = await soundly(source, () => segmentBytes(source, track, segment, number, room), null)
      if (!bytes) return { state: 'refused', because: 'damaged' }
      lane.run(room, () => put(name, bytes))
    }
    for (const track of film.sound ? [film.picture, film.sound] : [film.picture]) await put(initName(track.shape.kind), initSegment(track.shape))
  } finally {
    await lane.rest()
  }
  lane.failIfAnyFailed()
  const manifests = instantManifests(plannedFilm(film, plan, language, framesPerSecond))
  await Promise.all(manifests.slice(0, -1).map(({ name, text }) => put(name, Buffer.from(text))))
  await put(manifests.at(-1)!.name, Buffer.from(manifests.at(-1)!.text))
  return { state: 'done' }
}

/** A segment, put together in `room`; null where the file does not hold it, or decoding cannot begin with it. */
async function segmentBytes(source: SourceBytes, track: OpenTrack<PictureTrack | SoundTrack>, segment: Segment, number: number, room: Room): Promise<Uint8Array | null> {
  const samples = await track.samples(segment)
  if (!samples) return null
  const head = segmentHead(number, samples, segment.end)
  const bytes = room.take(head.length + segment.bytes)
  bytes.set(head)
  await readSamples(source, samples, bytes.subarray(head.length))
  return track.mayBegin(bytes.subarray(head.length, head.length + samples[0]!.bytes)) ? bytes : null
}

/** Those that lie side by side in the file are read at once. */
async function readSamples(source: SourceBytes, samples: readonly StoredSample[], into: Uint8Array): Promise<void> {
  let done = 0
  for (let next = 0; next < samples.length;) {
    const { at } = samples[next]!
    let bytes = 0
    while (samples[next]?.at === at + bytes) bytes += samples[next++]!.bytes
    await source.read(at, into.subarray(done, done += bytes))
  }
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

/** Bytes that are used again and again: what is thrown away instead is collected late, and later the more of it there is. */
interface Room { take(length: number): Uint8Array }

function aRoom(): Room {
  let bytes = Buffer.alloc(0)
  return {
    take(length) {
      // Segments of a film are much alike: with something to spare, it is seldom outgrown.
      if (bytes.length < length) bytes = Buffer.allocUnsafeSlow(Math.ceil(length * 1.5))
      return bytes.subarray(0, length)
    },
  }
}

/** Runs a few things at once, each out of a room of its own: `room` waits for a free one; after a failure it gives none. */
function lanes(count: number) {
  const free = Array.from({ length: count }, aRoom)
  const busy = new Set<Promise<void>>()
  let failure: { readonly reason: unknown } | null = null
  const failIfAnyFailed = () => {
    if (failure) throw failure.reason
  }
  return {
    failIfAnyFailed,
    async room(): Promise<Room> {
      while (free.length === 0) await Promise.race(busy)
      failIfAnyFailed()
      return free.pop()!
    },
    run(room: Room, work: () => Promise<void>): void {
      const lane: Promise<void> = work().catch((reason: unknown) => { failure ??= { reason } }).finally(() => {
        busy.delete(lane)
        free.push(room)
      })
      busy.add(lane)
    },
    async rest(): Promise<void> { await Promise.all(busy) },
  }
}
