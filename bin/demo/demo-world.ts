/**
 * Fills a new house with people, channels and films, through the front door like anybody else: the films are
 * rendered here, uploaded, and go through the real pipeline. What an interrupted start left undone, the next one finishes.
 */
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ApiProblem } from '../../functions/platform/contract-client.ts'
import type { Video } from '../../functions/videos/contract.ts'
import { demoFilms, type DemoFilm } from '../../local/films/demo-films.ts'
import { renderFilm } from '../../local/films/render-film.ts'
import type { RunningCloud } from '../../local/kernel/start.ts'
import { root } from '../hash-of.ts'
import { joinGroup } from '../join-group.ts'
import { signIn, type SignedIn } from '../journey/house.ts'
import { mailTo, tokenIn } from '../journey/mails.ts'
import { newPerson } from '../journey/new-person.ts'
import { until } from '../journey/until.ts'
import { uploadFile } from '../journey/upload-file.ts'
import { nextStep } from './next-step.ts'
import { demoPassword, people } from './people.ts'

interface Telling { readonly signal: AbortSignal; tell(line: string): void }

/** Rendered films are kept from one reset to the next. */
const shelf = join(root, '.cache/demo')

export async function settleDemoWorld(house: RunningCloud, { signal, tell }: Telling): Promise<void> {
  try {
    const [viewer, creator, admin] = await Promise.all(people.map(person => settle(house, person)))
    const channels = new Map<string, string>()
    for (const { channel } of demoFilms) if (!channels.has(channel.handle)) channels.set(channel.handle, await channelOf(creator!, channel))
    await settleTeam(house.frontDoor, [...channels.values()][0]!, { owner: creator!, editor: admin! })
    const known = new Map<string, Video>()
    for (const id of channels.values()) for (const film of (await creator!.videos.ofChannel({ params: { id }, query: { limit: 100 } })).items) known.set(film.title, film)
    const missing = demoFilms.filter(film => nextStep(known.get(film.title)) !== 'nothing')
    if (missing.length > 0) tell(`${missing.length} demo films are being made; the house can be used meanwhile.`)
    for (const [index, film] of missing.entries()) {
      await show(creator!, channels.get(film.channel.handle)!, film, known.get(film.title), signal)
      tell(`film ${index + 1} of ${missing.length} is up: ${film.title}`)
    }
    const hasWatched = (await viewer!.channels.follows()).items.length > 0
    if (!hasWatched) await watchALittle(viewer!, [...channels.values()], signal)
    if (missing.length > 0 || !hasWatched) tell('The demo world is complete.')
  } catch (problem) {
    // Leaving in the middle is nobody's fault; anything else is worth a sentence, but the house stays open.
    if (!signal.aborted) tell(`The demo world is not complete: ${(problem as Error).message}`)
  }
}

async function settle({ frontDoor, cloud, endpoint, operator }: RunningCloud, { role, email, displayName }: (typeof people)[number]): Promise<SignedIn> {
  const known = await signIn(frontDoor, email, demoPassword).catch(problem => {
    if (problem instanceof ApiProblem && problem.status === 401) return null
    throw problem
  })
  if (known && (role !== 'admin' || known.user.roles.includes('admin'))) return known
  const person = known ?? await newPerson(frontDoor, { email, displayName, password: demoPassword })
  if (role !== 'admin') return person
  // As the operator of a deployed house would do it: roles are groups of the user pool, read at sign-in.
  await joinGroup({ endpoint, region: cloud.region, credentials: operator }, { email, group: 'admin', stage: 'local' })
  return signIn(frontDoor, email, demoPassword)
}

async function channelOf(creator: SignedIn, { handle, name, description }: DemoFilm['channel']): Promise<string> {
  const mine = (await creator.channels.mine()).items.find(channel => channel.handle === handle)
  return (mine ?? await creator.channels.create({ body: { handle, name, description } })).id
}

/** The first channel has an editor, and somebody who has yet to answer. */
async function settleTeam(frontDoor: string, id: string, { owner, editor }: { owner: SignedIn; editor: SignedIn }): Promise<void> {
  const { items, invitations } = await owner.channels.team({ params: { id } })
  if (items.length === 1) {
    await owner.channels.invite({ params: { id }, body: { email: editor.email, role: 'editor' } })
    await editor.channels.accept({ body: { token: tokenIn(await mailTo(frontDoor, editor.email, /invites you/)) } })
  }
  if (items.length === 1 && invitations.length === 0) await owner.channels.invite({ params: { id }, body: { email: 'nina@example.org', role: 'editor' } })
}

/** `known`: the film as an earlier start left it, which goes on from there. */
async function show(creator: SignedIn, channelId: string, film: DemoFilm, known: Video | undefined, signal: AbortSignal): Promise<void> {
  const { slug, channel: _, description, category, tags, captions = {}, ...recipe } = film
  const step = nextStep(known)
  if (step === 'retry' && await creator.videos.retry({ params: { id: known!.id } }).then(() => true, unlessRefused)) return
  const file = join(shelf, `${slug}.mp4`)
  await mkdir(shelf, { recursive: true })
  const rendered = () => stat(file).catch(() => null)
  if (!(await rendered())) await renderFilm({ ...recipe, file }, { signal })
  const { size } = (await rendered())!
  const goesOn = step === 'resume' && known!.file!.size === size
  // Its file is gone, or another one was rendered meanwhile: it is begun anew.
  if (known && !goesOn) await creator.videos.remove({ params: { id: known.id } })
  const { video } = goesOn ? { video: known! } : await creator.videos.create({ body: { channelId, title: film.title, description, category, tags: [...tags], access: 'public', language: 'en', file: { name: `${slug}.mp4`, size, type: 'video/mp4' } } })
  for (const [language, lines] of Object.entries(captions)) await creator.videos.putCaptions({ params: { id: video.id, language }, body: { content: webVtt(lines, film.seconds) } })
  await uploadFile(creator, video.id, file)
  await creator.videos.completeUpload({ params: { id: video.id } })
}

function unlessRefused(problem: unknown): false {
  if (problem instanceof ApiProblem && problem.status === 409) return false
  throw problem
}

/** Lines that share a film evenly, as WebVTT. */
function webVtt(lines: readonly string[], seconds: number): string {
  const time = (index: number) => `00:${String(Math.floor(seconds * index / lines.length)).padStart(2, '0')}.000`
  return ['WEBVTT', ...lines.map((line, index) => `${time(index)} --> ${time(index + 1)}\n${line}`)].join('\n\n') + '\n'
}

/** The viewer has been here before: is in the middle of two films and follows two channels. What is followed comes last, so that it tells whether all of it was done. */
async function watchALittle(viewer: SignedIn, channels: readonly string[], signal: AbortSignal): Promise<void> {
  const films = await until('two films that play', async () => {
    signal.throwIfAborted()
    const { items } = await viewer.videos.browse({ query: { limit: 2 } })
    return items.length === 2 && items
  }, { seconds: 600, everyMs: 2000 })
  for (const [index, { id, durationSeconds }] of films.entries()) {
    const { sessionId } = await viewer.playback.start({ params: { id } })
    await viewer.playback.heartbeat({ params: { sessionId }, body: { position: (durationSeconds ?? 0) * (0.4 + 0.3 * index), playing: false } })
  }
  for (const id of channels.slice(0, 2)) await viewer.channels.follow({ params: { id } })
}
