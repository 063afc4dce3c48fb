/**
 * `node test/upgrade/furnish.ts <file to write>`, run in a checkout of a release that is about to be followed by another:
 * opens a house, lets people do what people do, ends it as a power cut would, in the middle of a film, and keeps its
 * state in one file. test/journeys/upgrading.test.ts opens it with the code of today.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { root } from '../../bin/hash-of.ts'
import { build } from '../../bin/build.ts'
import { joinGroup } from '../../bin/join-group.ts'
import { signIn, type SignedIn } from '../../bin/journey/house.ts'
import { mailTo, tokenIn } from '../../bin/journey/mails.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { synth } from '../../bin/synth.ts'
import type { HouseAddress } from '../support/house-process.ts'
import { operatorOf } from '../support/operator.ts'
import { media, type MediaName } from '../support/media/media.ts'
import type { Furnished } from './furnished.ts'

/** Made anew by every start (keys, the functions' runtime) or put there by every deployment (the web). */
const notKept = /^(iam\/keys|lambda\/runtime|s3\/[^/]*-web|.*\.(lock|tmp)$)/

/** As often as a function may be struck. */
const forever = 10_000

const assembly = join(root, 'build/test-assembly')
await build()
await synth('local', assembly)
const state = await mkdtemp(join(tmpdir(), 'playhouse-furnished-'))
const child = spawn(process.execPath, [join(root, 'local/main.ts'), '--assembly', assembly, '--pace', '0', '--quiet'], { cwd: root, env: { ...process.env, PORT: '0', PLAYHOUSE_STATE: state }, stdio: ['pipe', 'pipe', 'inherit'] })
const [line] = await once(createInterface({ input: child.stdout }), 'line') as [string]
const address = { ...JSON.parse(line) as Omit<HouseAddress, 'state'>, state }
child.stdout.resume()
try {
  const lived = await live(address)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const files: Record<string, string> = {}
  for (const name of await readdir(state, { recursive: true })) {
    const path = join(state, name)
    if ((await stat(path)).isFile() && !notKept.test(name)) files[name] = (await readFile(path)).toString('base64')
  }
  const furnished: Furnished = { ...lived, files }
  await writeFile(process.argv[2]!, gzipSync(JSON.stringify(furnished), { level: 9 }))
} finally {
  child.kill('SIGKILL')
  await rm(state, { recursive: true, force: true })
}

async function live(house: HouseAddress): Promise<Omit<Furnished, 'files'>> {
  const { frontDoor: base } = house
  const operator = operatorOf(house)
  const person = (displayName: string, email?: string) => newPerson(base, { displayName, ...(email && { email }) })
  const [ana, ben, cleo, dan, eve] = [await person('Ana Creator'), await person('Ben Viewer'), await person('Cleo Editor'), await person('Dan Suspended'), await person('Eve Leaving')]
  const channel = await ana.channels.create({ body: { handle: 'northlight', name: 'Northlight', description: 'From before.' } })
  const announced = async (file: MediaName, access: 'public' | 'private' = 'public', by = ana, to = channel.id) => {
    const path = await media(file)
    return { path, id: (await by.videos.create({ body: { channelId: to, title: basename(path, '.mp4'), access, file: { name: basename(path), size: (await stat(path)).size } } })).video.id }
  }
  const sent = async (...of: Parameters<typeof announced>) => {
    const { path, id } = await announced(...of)
    const by = of[2] ?? ana
    await uploadFile(by, id, path)
    await by.videos.completeUpload({ params: { id } })
    return id
  }
  const ended = (id: string, by = ana) => until(`film ${id} to end`, async () => {
    const { processing, posterUrl } = await by.videos.get({ params: { id } })
    return (processing === 'ready' && posterUrl !== null) || processing === 'failed'
  }, { seconds: 120 })
  const films = { shown: await sent('short-clip'), hidden: await sent('tiny-clip', 'private'), failed: await sent('text'), deleted: await sent('tiny-clip'), replaced: await sent('tiny-clip'), open: '', underWay: '' }
  for (const id of [films.shown, films.hidden, films.failed, films.deleted, films.replaced]) await ended(id)
  await ana.videos.putCaptions({ params: { id: films.shown, language: 'en' }, body: { content: 'WEBVTT\n\n00:00:00.000 --> 00:00:00.300\nFrom before\n' } })
  await ben.channels.follow({ params: { id: channel.id } })

  // A team: one who has joined, and one who is still asked.
  const invited = async (email: string) => {
    await ana.channels.invite({ params: { id: channel.id }, body: { email } })
    return tokenIn(await mailTo(base, email, /invites you/))
  }
  await cleo.channels.accept({ body: { token: await invited(cleo.email) } })
  const invitation = { email: 'asked@example.org', token: await invited('asked@example.org') }

  // Staff, somebody they suspended, and their film.
  const ada = await person('Ada Admin')
  await joinGroup({ endpoint: house.endpoint, region: 'us-east-1', credentials: house.operator }, { email: ada.email, group: 'admin', stage: 'local' })
  const admin = await signIn(base, ada.email, ada.password)
  const dans = await dan.channels.create({ body: { handle: 'dans', name: 'Dan\'s', description: '' } })
  const ofSuspended = await sent('tiny-clip', 'public', dan, dans.id)
  await ended(ofSuspended, dan)
  await admin.users.suspend({ params: { id: dan.user.id }, body: { reason: 'From before.' } })
  await operator.bringForward('users-every-minute-settle')

  // Views that nobody has counted yet.
  await operator.inject({ function: 'playback-every-minute-count-views', times: forever, strike: 'kill-before' })
  const { sessionId } = await ben.playback.start({ params: { id: films.shown } })
  await ben.playback.heartbeat({ params: { sessionId }, body: { position: 0.2, playing: true } })

  // What is on its way when the power goes: an erasure half done, a deletion that may still be undone, an upload, a film and a replacement with their jobs.
  await operator.inject({ function: 'channels-on-erasure-channels', times: forever, strike: 'kill-before' })
  const eves = await eve.channels.create({ body: { handle: 'eves', name: 'Eve\'s', description: '' } })
  await eve.auth.eraseAccount({ body: { password: eve.password } })
  await ana.videos.remove({ params: { id: films.deleted } })
  films.open = (await announced('tiny-clip')).id
  await operator.inject({ function: 'videos-on-job-changed', times: forever, strike: 'kill-before' })
  films.underWay = await sent('tiny-clip')
  await until('its jobs to be under way', async () => (await ana.videos.get({ params: { id: films.underWay } })).processing === 'transcoding', { everyMs: 10, seconds: 60 })
  const path = await media('short-clip')
  await ana.videos.replace({ params: { id: films.replaced }, body: { file: { name: basename(path), size: (await stat(path)).size } } })
  await uploadFile(ana, films.replaced, path)
  await ana.videos.completeUpload({ params: { id: films.replaced } })
  await until('the replacement to be under way', async () => (await ana.videos.get({ params: { id: films.replaced } })).replacement?.processing === 'transcoding', { everyMs: 10, seconds: 60 })
  const known = ({ user: { id }, email, password }: SignedIn) => ({ id, email, password })
  return { people: { ana: known(ana), ben: known(ben), cleo: known(cleo), dan: known(dan), eve: known(eve), ada: known(admin) }, channel: { id: channel.id }, ofSuspended, ofLeaving: eves.id, invitation, films }
}
