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
import { newPerson } from '../../bin/journey/new-person.ts'
import { until } from '../../bin/journey/until.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { synth } from '../../bin/synth.ts'
import { media, type MediaName } from '../support/media/media.ts'
import type { Furnished } from './furnished.ts'

/** Made anew by every start (keys, the functions' runtime) or put there by every deployment (the web). */
const notKept = /^(iam\/keys|lambda\/runtime|s3\/[^/]*-web|.*\.(lock|tmp)$)/

const assembly = join(root, 'build/test-assembly')
await build()
await synth('local', assembly)
const state = await mkdtemp(join(tmpdir(), 'playhouse-furnished-'))
const child = spawn(process.execPath, [join(root, 'local/main.ts'), '--assembly', assembly, '--pace', '0', '--quiet'], { cwd: root, env: { ...process.env, PORT: '0', PLAYHOUSE_STATE: state }, stdio: ['pipe', 'pipe', 'inherit'] })
const [line] = await once(createInterface({ input: child.stdout }), 'line') as [string]
child.stdout.resume()
try {
  const { people, channel, films } = await live((JSON.parse(line) as { frontDoor: string }).frontDoor)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const files: Record<string, string> = {}
  for (const name of await readdir(state, { recursive: true })) {
    const path = join(state, name)
    if ((await stat(path)).isFile() && !notKept.test(name)) files[name] = (await readFile(path)).toString('base64')
  }
  const furnished: Furnished = { people, channel, films, files }
  await writeFile(process.argv[2]!, gzipSync(JSON.stringify(furnished), { level: 9 }))
} finally {
  child.kill('SIGKILL')
  await rm(state, { recursive: true, force: true })
}

async function live(base: string): Promise<Omit<Furnished, 'files'>> {
  const [ana, ben] = [await newPerson(base, { displayName: 'Ana Creator' }), await newPerson(base, { displayName: 'Ben Viewer' })]
  const channel = await ana.channels.create({ body: { handle: 'northlight', name: 'Northlight', description: 'From before.' } })
  const announced = async (file: MediaName, access: 'public' | 'private' = 'public') => {
    const path = await media(file)
    return { path, id: (await ana.videos.create({ body: { channelId: channel.id, title: basename(path, '.mp4'), access, file: { name: basename(path), size: (await stat(path)).size } } })).video.id }
  }
  const sent = async (...of: Parameters<typeof announced>) => {
    const { path, id } = await announced(...of)
    await uploadFile(ana, id, path)
    await ana.videos.completeUpload({ params: { id } })
    return id
  }
  const ended = (id: string) => until(`film ${id} to end`, async () => {
    const { processing, posterUrl } = await ana.videos.get({ params: { id } })
    return (processing === 'ready' && posterUrl !== null) || processing === 'failed'
  }, { seconds: 60 })
  const films = { shown: await sent('short-clip'), hidden: await sent('short-clip', 'private'), failed: await sent('text'), deleted: await sent('short-clip'), open: '', underWay: '' }
  for (const id of [films.shown, films.hidden, films.failed, films.deleted]) await ended(id)
  await ben.channels.follow({ params: { id: channel.id } })
  const { sessionId } = await ben.playback.start({ params: { id: films.shown } })
  await ben.playback.heartbeat({ params: { sessionId }, body: { position: 0.2, playing: true } })
  // What is on its way when the power goes: a deletion that may still be undone, an upload, a film with its jobs.
  await ana.videos.remove({ params: { id: films.deleted } })
  films.open = (await announced('short-clip')).id
  films.underWay = await sent('odd-dimensions')
  await until('its jobs to be under way', async () => (await ana.videos.get({ params: { id: films.underWay } })).processing === 'transcoding', { everyMs: 10 })
  const signIn = ({ email, password }: { email: string; password: string }) => ({ email, password })
  return { people: { ana: signIn(ana), ben: signIn(ben) }, channel: { id: channel.id }, films }
}
