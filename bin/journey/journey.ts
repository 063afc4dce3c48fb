/**
 * The main job as a black box, through the public API of any Playhouse, local or deployed:
 *   npm run journey -- --base https://… --file film.mp4 [--address … | --email … --password …] [--timeout 900]
 * Where mails cannot be read, `--address` signs up anew with an address of yours and asks for the code, and `--email` with
 * `--password` signs in somebody who is verified. Prints each step with its time; exits 1, the reason on its last line,
 * when a promise is broken.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { randomBytes } from 'node:crypto'
import { ApiProblem } from '../../functions/platform/contract-client.ts'
import { house, signIn } from './house.ts'
import { newPerson } from './new-person.ts'
import { until } from './until.ts'
import { uploadFile } from './upload-file.ts'
import { watchFilm, type Rendition } from './watch-film.ts'

const { values } = parseArgs({ options: { base: { type: 'string' }, file: { type: 'string' }, address: { type: 'string' }, email: { type: 'string' }, password: { type: 'string' }, timeout: { type: 'string', default: '1800' } } })

const startedAt = performance.now()
const since = (from: number) => `${((performance.now() - from) / 1000).toFixed(1)} s`.padStart(8)

async function step<T>(name: string, run: () => Promise<T>, tell: (result: T) => string = () => ''): Promise<T> {
  const from = performance.now()
  const result = await run()
  console.log(`${since(from)}  ${name}  ${tell(result)}`.trimEnd())
  return result
}

/** The code with which something was refused; throws `otherwise` when it was not. */
async function refusal(attempt: Promise<unknown>, otherwise: string): Promise<{ code: string; status: number; detail: string }> {
  try {
    await attempt
  } catch (problem) {
    if (problem instanceof ApiProblem) return { code: problem.code, status: problem.status, detail: problem.message }
    throw problem
  }
  throw new Error(otherwise)
}

async function journey(base: string, file: string): Promise<void> {
  const { size } = await stat(file)
  const stranger = house({ base })
  await step('the house answers', () => stranger.system.health())
  const ana = values.email && values.password
    ? await step('Ana signs in', () => signIn(base, values.email!, values.password!))
    : await step('Ana signs up, verifies her mail and signs in', () => (values.address ? newPerson(base, { email: values.address }, askForCode) : newPerson(base)), person => person.email)
  const channel = await step('she opens a channel', () => ana.channels.create({ body: { handle: `journey-${randomBytes(5).toString('hex')}`, name: 'Journey', description: '' } }), ({ handle }) => `@${handle}`)
  const { video } = await step('she announces her film, for herself only', () => ana.videos.create({ body: { channelId: channel.id, title: basename(file).slice(0, 120), access: 'private', file: { name: basename(file).slice(0, 255), size, type: 'video/mp4' } } }), ({ upload }) => `${upload.partCount} parts`)
  const id = video.id
  await step('the file is sent', () => uploadFile(ana, id, file), () => `${(size / 1e6).toFixed(1)} MB`)
  await step('the upload is closed, twice', async () => { await ana.videos.completeUpload({ params: { id } }); await ana.videos.completeUpload({ params: { id } }) })
  const completedAt = performance.now()

  let told = ''
  const film = async () => {
    const { video: now } = { video: await ana.videos.get({ params: { id } }) }
    if (now.processing === 'failed') throw new Error(`The film failed: ${now.progress?.reason?.message ?? 'no reason given'} (${now.progress?.reason?.code ?? '?'})`)
    const line = `${now.processing}, ${now.progress?.stage} ${now.progress?.percent ?? '–'} %`
    if (line !== told) console.log(`${since(completedAt)}    · ${told = line}`)
    return now
  }
  const timeout = { seconds: Number(values.timeout), everyMs: 500 }
  await step('a first quality plays', async () => {
    await until('something that plays', async () => (await film()).renditions.length > 0, timeout)
    return watchFilm(base, (await ana.playback.start({ params: { id } })).manifestUrl)
  }, tellRenditions)
  const ready = await step('all qualities are ready', () => until('the film to be ready', async () => { const now = await film(); return now.processing === 'ready' && now }, timeout), ({ durationSeconds }) => `${durationSeconds?.toFixed(1)} s of film`)

  const { manifestUrl, dashUrl, sessionId } = await ana.playback.start({ params: { id } })
  const renditions = await step('every segment of every rendition plays', () => watchFilm(base, manifestUrl), tellRenditions)
  check(renditions.filter(({ kind }) => kind === 'picture').length === ready.renditions.length, `The film promises ${ready.renditions.length} qualities, its manifest has ${renditions.length}.`)
  for (const { kind, name, seconds } of renditions) {
    // A film's sound may end before its picture.
    check(seconds - ready.durationSeconds! < 1.5 && (kind === 'sound' || seconds - ready.durationSeconds! > -1.5), `${name} lasts ${seconds} s, the film ${ready.durationSeconds} s.`)
  }
  await step('the DASH manifest is there too', async () => check((await (await fetch(new URL(dashUrl, base))).text()).includes('<MPD'), 'The DASH manifest is none.'))
  await step('she watches, leaves and comes back where she was', async () => {
    const position = ready.durationSeconds! / 2
    await ana.playback.heartbeat({ params: { sessionId }, body: { position, playing: true } })
    const { resumeAt } = await ana.playback.start({ params: { id } })
    check(Math.abs(resumeAt - position) < 1, `She stopped at ${position} s and would resume at ${resumeAt} s.`)
  })
  await step('a stranger is told why not', () => refusal(stranger.playback.start({ params: { id } }), 'A stranger was let in to a private film.'), ({ status, code, detail }) => `${status} ${code}: ${detail}`)
  await step('nor do the bare addresses let anybody in', async () => {
    const bare = manifestUrl.replace(/^\/t\/[^/]+/, '')
    for (const address of [bare, `/t/forged~e30~AAAA${bare}`, manifestUrl.replace(/~([^~/]*)\//, '~A$1/')]) {
      const response = await fetch(new URL(address, base), { redirect: 'manual' })
      const text = await response.text()
      check(!text.includes('#EXTM3U'), `${address} let a stranger in.`)
    }
  })
  await step('the film is deleted, and is gone', async () => {
    await ana.videos.remove({ params: { id } })
    const { status } = await refusal(ana.videos.get({ params: { id } }), 'A deleted film is still there.')
    check(status === 404, `A deleted film answered ${status}.`)
  })
}

const tellRenditions = (renditions: readonly Rendition[]) => renditions.map(({ kind, width, height, segments, bytes }) => `${kind === 'sound' ? 'sound' : `${width}x${height}`} (${segments} segments, ${(bytes / 1e6).toFixed(1)} MB)`).join(', ')

function check(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

async function askForCode(email: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await terminal.question(`The code that was mailed to ${email}: `)).trim()
  } finally {
    terminal.close()
  }
}

/** In one line: what went wrong, and what lay beneath it. */
function reasonOf(problem: unknown): string {
  if (problem instanceof ApiProblem && problem.requestId) return `${problem.message} (request ${problem.requestId}, ${problem.code})`
  const { message, cause } = problem as Error
  return [message, ...cause instanceof Error ? [cause.message] : []].join(': ').replace(/\s+/g, ' ')
}

if (!values.base || !values.file) {
  console.error('Usage: npm run journey -- --base <url> --file <any video>')
  process.exit(2)
}
try {
  await journey(values.base.replace(/\/$/, ''), values.file)
  console.log(`${since(startedAt)}  The journey is complete.`)
} catch (problem) {
  console.error(`The journey ended after ${since(startedAt).trim()}: ${reasonOf(problem)}`)
  process.exitCode = 1
}
