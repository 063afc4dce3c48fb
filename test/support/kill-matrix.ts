/**
 * Every AWS call that functions make on a film's way from its announcement to ready, and what becomes of a film whose
 * function is killed there. The points are read off a clean run, so that new steps join the matrix by themselves.
 */
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { until } from '../../bin/journey/until.ts'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { ApiProblem } from '../../functions/platform/contract-client.ts'
import type { Fault, Point } from '../../local/faults/faults.ts'
import type { Creator } from './actors.ts'
import type { Operator } from './operator.ts'

/** `announcing`: told by the film's title, before it has an id; afterwards by its id. */
export interface FilmPoint extends Point { readonly phase: 'announcing' | 'making' }
export type Variant = 'kill-before' | 'kill-after'
export interface Strike { readonly point: FilmPoint; readonly variant: Variant; readonly struck: boolean; /** Undefined when the film ended right. */ readonly trouble?: string }

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

/** One film that is killed at one point. A point that this film never came to (another instance was warm, say) is told as not struck. */
export async function strikeAt(matrix: Matrix, point: FilmPoint, variant: Variant): Promise<Strike> {
  const title = aTitle()
  const fault = (about: string): Fault => ({ about, function: point.function, operation: point.operation, nth: point.nth, strike: variant })
  let about = title
  const trouble = await (async () => {
    if (point.phase === 'announcing') await matrix.operator.inject(fault(title))
    await walk(matrix, title, async id => {
      if (point.phase === 'announcing') return
      about = id
      await matrix.operator.inject(fault(id))
    })
  })().then(() => undefined, (problem: Error) => problem.message)
  const struck = (await matrix.operator.faults()).some(one => one.fault.about === about && one.struck > 0)
  return { point, variant, struck, ...(trouble !== undefined && { trouble }) }
}

/** Strikes at every point, a few films side by side. */
export async function strikeAll(matrix: Matrix, strikes: readonly (readonly [FilmPoint, Variant])[], sideBySide = 6): Promise<Strike[]> {
  const left = [...strikes]
  const done: Strike[] = []
  await Promise.all(Array.from({ length: sideBySide }, async () => {
    for (let next = left.shift(); next; next = left.shift()) done.push(await strikeAt(matrix, ...next))
  }))
  return done
}

/**
 * Whether a call changes anything. Killed after a call that only reads, or before any call, the world stands as after
 * the last change: one kill after each change meets every state that a crash can leave behind.
 */
export const changesSomething = ({ operation }: Point) => !/:(Get|BatchGet|Query|Head|List|Describe|Probe)/.test(operation)

export const nameOf = ({ phase, function: name, operation, nth }: FilmPoint) => `${phase}: ${name} ${operation} ${nth}`

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
  }, { seconds: 60, everyMs: 250 })
  if (film.processing !== 'ready') throw new Error(`The film failed: ${film.progress?.reason?.code}`)
  const { manifestUrl } = await patiently(() => creator.playback.start({ params: { id } }))
  const pictures = (await watchFilm(frontDoor, manifestUrl)).filter(({ kind }) => kind === 'picture')
  if (pictures.length !== film.renditions.length) throw new Error(`${pictures.length} of ${film.renditions.length} renditions play.`)
  if (film.storyboard !== 'there') throw new Error('There is no storyboard.')
  if ((await fetch(frontDoor + film.posterUrl)).status !== 200) throw new Error('The poster cannot be seen.')
  return id
}

/** Asks again while the fault is ours (5xx, no answer), or an earlier try of the same key may still be at it. */
const patiently = <T>(ask: () => Promise<T>): Promise<T> => until('an answer of the house', async () => {
  try {
    return { answer: await ask() }
  } catch (problem) {
    if (problem instanceof ApiProblem && (problem.status >= 500 || problem.status === 0 || problem.code === 'still_running')) return undefined
    throw problem
  }
}, { seconds: 60, everyMs: 300 }).then(({ answer }) => answer)
