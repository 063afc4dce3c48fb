/**
 * Every AWS call that functions make on a film's way from its announcement to ready, and what becomes of a film whose
 * function is killed there. The points are read off a clean run, so that new steps join the matrix by themselves.
 */
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { until } from '../../bin/journey/until.ts'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import type { Point } from '../../local/faults/faults.ts'
import type { Creator } from './actors.ts'
import type { Operator } from './operator.ts'
import { patiently } from './patiently.ts'

/** `announcing`: told by the film's title, before it has an id; afterwards by its id. */
export interface FilmPoint extends Point { readonly phase: 'announcing' | 'making' }
/** `unanswered`: it has its effect, and whoever called gives up waiting and calls again. */
export type Variant = 'kill-before' | 'kill-after' | 'unanswered'
/** A film's way, and where functions are killed on it. */
export interface Strike { readonly points: readonly FilmPoint[]; readonly variant: Variant }
/** `trouble`: undefined when the film ended right. */
export interface Struck extends Strike { readonly struck: number; readonly trouble?: string }

export interface Matrix { readonly creator: Creator; readonly operator: Operator; readonly frontDoor: string; /** A short film's file. */ readonly file: string }

/** The points of one film that meets no fault. */
export async function pointsOf(matrix: Matrix): Promise<FilmPoint[]> {
  const { operator } = matrix
  const title = aTitle()
  await operator.watch(title)
  const id = await walk(matrix, title, announced => operator.watch(announced))
  const seen = async (about: string, phase: FilmPoint['phase']) => (await operator.watched(about)).map(point => ({ ...point, phase }))
  return [...await seen(title, 'announcing'), ...await seen(id, 'making')]
}

/** One film whose functions are killed at these points. Those that it never came to (another instance was warm, say) are not counted as struck. */
async function strikeAt(matrix: Matrix, { points, variant }: Strike): Promise<Struck> {
  const title = aTitle()
  const faults: number[] = []
  const injectAll = async (phase: FilmPoint['phase'], about: string) => {
    for (const point of points.filter(one => one.phase === phase)) faults.push(await matrix.operator.inject({ about, function: point.function, operation: point.operation, nth: point.nth, strike: variant }))
  }
  const trouble = await (async () => {
    await injectAll('announcing', title)
    await walk(matrix, title, id => injectAll('making', id))
  })().then(() => undefined, (problem: Error) => `${variant} ${points.map(nameOf).join(', ')}: ${problem.message}`)
  const struck = (await matrix.operator.faults()).filter(({ id, struck: times }) => faults.includes(id) && times > 0).length
  return { points, variant, struck, ...(trouble !== undefined && { trouble }) }
}

/** Strikes everywhere, a few films side by side. */
export async function strikeAll(matrix: Matrix, strikes: readonly Strike[], sideBySide = 6): Promise<Struck[]> {
  const left = [...strikes]
  const done: Struck[] = []
  await Promise.all(Array.from({ length: sideBySide }, async () => {
    for (let next = left.shift(); next; next = left.shift()) done.push(await strikeAt(matrix, next))
  }))
  return done
}

/** Every point by itself. */
export const oneByOne = <P>(points: readonly P[]): P[][] => points.map(point => [point])

/**
 * One point of every function at a time, until all have had their turn: calls of one function are counted by themselves,
 * whatever befalls another. `told`: what else tells apart how calls are counted.
 */
export function oneOfEachFunction<P extends Point>(points: readonly P[], told: (point: P) => unknown): P[][] {
  const byFunction = [...Map.groupBy(points, point => `${point.function} ${told(point)}`).values()]
  return Array.from({ length: Math.max(0, ...byFunction.map(calls => calls.length)) }, (_, n) => byFunction.flatMap(calls => calls[n] ?? []))
}

/**
 * Whether a call changes anything. Killed after a call that only reads, or before any call, the world stands as after
 * the last change: one kill after each change meets every state that a crash can leave behind.
 */
export const changesSomething = ({ operation }: Point) => !/:(Get|BatchGet|Query|Head|List|Describe|Probe)/.test(operation)

export const nameOf = ({ phase, ...point }: FilmPoint) => `${phase}: ${placeOf(point)}`
export const placeOf = ({ function: name, operation, nth }: Point) => `${name.replace('playhouse-local-', '')} ${operation} ${nth}`

/** A film that is ready, however often the house fails meanwhile. Answers its id. */
export const takeToReady = (matrix: Matrix): Promise<string> => walk(matrix, aTitle(), async () => {})

const aTitle = () => `Struck ${randomBytes(8).toString('hex')}`

/** Takes a film all the way as a patient client does, and sees that it plays. Answers its id; throws what is not right. */
async function walk({ creator, frontDoor, file }: Matrix, title: string, onAnnounced: (id: string) => Promise<unknown>): Promise<string> {
  const key = randomBytes(12).toString('hex')
  const { size } = await stat(file)
  const { video: { id } } = await patiently(() => creator.videos.create({ headers: { 'idempotency-key': key }, body: { channelId: creator.channel.id, title, access: 'public', file: { name: 'film.mp4', size } } }))
  await onAnnounced(id)
  await patiently(() => uploadFile(creator, id, file))
  await patiently(() => creator.videos.completeUpload({ params: { id } }))
  const film = await until(`film ${id} to end`, async () => {
    const now = await patiently(() => creator.videos.get({ params: { id } }))
    return (now.processing === 'ready' || now.processing === 'failed') && now.posterUrl !== null && now.storyboard !== 'coming' && now
  }, { seconds: 120, everyMs: 250 })
  if (film.processing !== 'ready') throw new Error(`The film failed: ${film.progress?.reason?.code}`)
  const { manifestUrl } = await patiently(() => creator.playback.start({ params: { id } }))
  const pictures = (await patiently(() => watchFilm(frontDoor, manifestUrl))).filter(({ kind }) => kind === 'picture')
  if (pictures.length !== film.renditions.length) throw new Error(`${pictures.length} of ${film.renditions.length} renditions play.`)
  if (film.storyboard !== 'there') throw new Error('There is no storyboard.')
  if ((await patiently(() => fetch(frontDoor + film.posterUrl))).status !== 200) throw new Error('The poster cannot be seen.')
  return id
}
