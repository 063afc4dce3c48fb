/** People, as they come through the front door. Every test brings its own. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { inject } from 'vitest'
import { randomBytes } from 'node:crypto'
import { house, signIn, type House, type SignedIn } from '../../bin/journey/house.ts'
import { joinGroup } from '../../bin/join-group.ts'
import { mailsTo as allMails, mailTo as newestMail, tokenIn, type Letter } from '../../bin/journey/mails.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import type { Role } from '../../functions/platform/contract.ts'
import { ApiProblem } from '../../functions/platform/contract-client.ts'
import type { Channel, ChannelRole } from '../../functions/channels/contract.ts'
import type { Access, Video } from '../../functions/videos/contract.ts'
import { media, type MediaName } from './media/media.ts'
import { operatorOf } from './operator.ts'

export { tokenIn, until }

export const frontDoor = () => inject('house').frontDoor
/** `base` is the house they come to: the run's shared one unless a test has its own. */
export const aStranger = (base = frontDoor()): House => house({ base })
export const aViewer = (displayName = 'Ben Viewer', base = frontDoor()): Promise<SignedIn> => newPerson(base, { displayName })

/** Whoever runs the house that all tests share. */
export const theOperator = () => operatorOf(inject('house'))

export type StaffRole = Exclude<Role, 'viewer' | 'creator'>
/** Staff come to be as in a new house: an operator puts them into a group of the user pool, then they sign in. */
export async function aStaffMember(role: StaffRole, displayName = `Ada ${role}`, base = frontDoor(), operator = theOperator()): Promise<SignedIn> {
  const person = await newPerson(base, { displayName })
  await joinGroup(operator.client, { email: person.email, group: role, stage: 'local' })
  return signIn(base, person.email, person.password)
}
export const anAdmin = () => aStaffMember('admin')

export interface Creator extends SignedIn { readonly channel: Channel }
export async function aCreator(displayName = 'Ana Creator', base = frontDoor()): Promise<Creator> {
  const person = await newPerson(base, { displayName })
  const channel = await person.channels.create({ body: { handle: `ch-${randomBytes(6).toString('hex')}`, name: `${displayName}'s house`, description: '' } })
  return { ...person, channel }
}

/** The newest mail to an address that is about something. */
export const mailTo = (address: string, about: RegExp, base = frontDoor()) => newestMail(base, address, about)

/** The newest notice to an address about something that has happened to an account: the minute's mails, now. */
export async function noticeTo(address: string, about: RegExp, { base = frontDoor(), operator = theOperator(), afterSeconds = 0 } = {}): Promise<Letter> {
  await operator.bringForward('notices-every-minute-mail', afterSeconds)
  return newestMail(base, address, about)
}
/** All that an address has got, the newest first. */
export const mailsTo = (address: string, base = frontDoor()) => allMails(base, address)

/** Somebody is invited into a creator's team by mail, opens the link, and joins. */
export async function joins(owner: Creator, person: SignedIn, role: ChannelRole = 'editor'): Promise<void> {
  const address = `invited-${randomBytes(6).toString('hex')}@example.org`
  await owner.channels.invite({ params: { id: owner.channel.id }, body: { email: address, role } })
  await person.channels.accept({ body: { token: tokenIn(await mailTo(address, /invites you/, owner.base)) } })
}

/** Announces a film and sends its file whole; processing has begun when it resolves. */
export async function uploaded(creator: Creator, file: MediaName | { path: string }, { access = 'public', title }: { access?: Access; title?: string } = {}): Promise<string> {
  const path = typeof file === 'string' ? await media(file) : file.path
  const { video } = await creator.videos.create({ body: { channelId: creator.channel.id, title: title ?? basename(path), access, file: { name: basename(path), size: (await stat(path)).size, type: 'video/mp4' } } })
  await uploadFile(creator, video.id, path)
  await creator.videos.completeUpload({ params: { id: video.id } })
  return video.id
}

/** Waits until a film has reached an end, good (its poster and storyboard in place, after which nothing of it moves by itself; one that lacks qualities has neither) or bad. */
export const ended = (creator: House, id: string): Promise<Video> => until(`film ${id} to end`, async () => {
  const film = await creator.videos.get({ params: { id } })
  const inPlace = (film.posterUrl !== null && film.storyboard !== 'coming') || film.progress?.reason
  return ((film.processing === 'ready' && inPlace) || film.processing === 'failed') && film
}, { seconds: 80 })

/** Waits until nothing of a ready film moves by itself any more: its storyboard is drawn, and what that was made of is gone. */
export async function atRest(creator: House, id: string): Promise<Video> {
  const params = { id }
  await until(`the storyboard of ${id}`, async () => (await creator.playback.start({ params })).storyboardUrl !== null)
  let version = 0
  return until(`film ${id} to rest`, async () => {
    const film = await creator.videos.get({ params })
    const rests = film.version === version && film.posterUrl !== null
    version = film.version
    return rests && film
  }, { everyMs: 1000 })
}

/** A film that is ready. */
export async function aFilm(creator: Creator, options: { access?: Access; file?: MediaName; title?: string } = {}): Promise<Video> {
  const film = await ended(creator, await uploaded(creator, options.file ?? 'short-clip', options))
  if (film.processing !== 'ready') throw new Error(`The film failed: ${film.progress?.reason?.message}`)
  return film
}

/** The code and status with which something was refused. */
export async function refusal(attempt: Promise<unknown>): Promise<{ status: number; code: string; detail: string; fields: readonly { path: string; message: string }[]; requestId: string | null }> {
  const problem = await attempt.then(() => null, (reason: unknown) => reason)
  if (problem === null) throw new Error('It was allowed.')
  if (!(problem instanceof ApiProblem)) throw problem
  const { status, code, message, fields, requestId } = problem
  return { status, code, detail: message, fields, requestId }
}

/** Opens a film and tells that one is at `position` (seconds); answers the viewing's id. */
export async function began(viewer: House, film: { readonly id: string }, position: number): Promise<string> {
  const { sessionId } = await viewer.playback.start({ params: { id: film.id } })
  await viewer.playback.heartbeat({ params: { sessionId }, body: { position, playing: true } })
  return sessionId
}

/** Watches a film from its beginning to its end, in the time that takes; the player tells where it is all the while. */
export async function watched(viewer: House, film: Pick<Video, 'id' | 'durationSeconds'>, userAgent = aBrowser()): Promise<void> {
  const headers = { 'user-agent': userAgent }
  let { sessionId } = await viewer.playback.start({ params: { id: film.id }, headers })
  const startedAt = performance.now()
  await until('the film to end', async () => {
    const position = Math.min((performance.now() - startedAt) / 1000, film.durationSeconds!);
    ({ sessionId } = await viewer.playback.heartbeat({ params: { sessionId }, headers, body: { position, playing: true } }))
    return position === film.durationSeconds
  })
}

let browsers = 0
/** Names itself as a browser does, each a little differently: people signed out are told apart by it. */
export const aBrowser = () => `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.${process.pid}.${++browsers} Safari/537.36`
