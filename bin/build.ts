/** `npm run build`: the functions by esbuild, the web by Vite; each only when its inputs have changed. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildFunctions } from './build-functions.ts'
import { withFirstScript } from './first-script.ts'
import { filesBelow, hashOf, root } from './hash-of.ts'
import { oneAtATime } from './one-at-a-time.ts'

const hashFile = join(root, 'build/.hash')
interface Hashes { functions?: string; web?: string }

const isCode = (file: string) => !file.endsWith('.md')
const functionInputs = () => hashOf(filesBelow(['functions', 'bin/build-functions.ts', 'package-lock.json'], isCode))
// The web imports contracts, so those count as its sources.
const webInputs = () => hashOf([...filesBelow(['web', 'bin/first-script.ts', 'package-lock.json'], isCode), ...filesBelow(['functions'], file => file.endsWith('contract.ts'))])

/** Brings build/ and web/dist up to date. Of several processes that want it, one works and the others find it done. */
export async function build(): Promise<{ changed: boolean }> {
  mkdirSync(join(root, 'build'), { recursive: true })
  return oneAtATime(join(root, 'build/.lock'), buildWhatChanged)
}

async function buildWhatChanged(): Promise<{ changed: boolean }> {
  const before: Hashes = existsSync(hashFile) ? JSON.parse(readFileSync(hashFile, 'utf8')) : {}
  const now = { functions: functionInputs(), web: webInputs() }
  const work: Promise<void>[] = []
  if (before.functions !== now.functions || !existsSync(join(root, 'build/functions'))) work.push(buildFunctions())
  if (before.web !== now.web || !existsSync(join(root, 'web/dist/index.html'))) work.push(buildWeb())
  if (work.length === 0) return { changed: false }
  await Promise.all(work)
  writeFileSync(hashFile, JSON.stringify(now))
  return { changed: true }
}

async function buildWeb(): Promise<void> {
  if (existsSync(join(root, 'web/index.html'))) {
    await run([join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], join(root, 'web'))
    const page = join(root, 'web/dist/index.html')
    return writeFileSync(page, withFirstScript(readFileSync(page, 'utf8')))
  }
  mkdirSync(join(root, 'web/dist'), { recursive: true })
  writeFileSync(join(root, 'web/dist/index.html'), '<!doctype html><title>Playhouse</title><p>The web app is not built yet.</p>\n')
}

function run(args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Whoever builds, also a test run, builds what is deployed.
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit'] })
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}`))))
  })
}

if (import.meta.main) {
  const started = performance.now()
  const { changed } = await build()
  console.log(changed ? `Built in ${((performance.now() - started) / 1000).toFixed(1)} s.` : 'Nothing has changed since the last build.')
}
