/** How long a person waits from `npm start` to a first page: with nothing built and nothing kept, then with the demo world that the first time has made. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../bin/hash-of.ts'
import { until } from '../../bin/journey/until.ts'
import type { Figure } from './report.ts'

/** A copy of the sources, so that nothing built here helps. */
function aCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'playhouse-opening-'))
  for (const name of ['bin', 'lib', 'functions', 'local', 'web', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json', 'docs'])
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: path => !path.endsWith('web/dist') })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** What `npm start` says at last. */
const demoIsThere = /The demo world is complete/

async function open(folder: string, port: number, { settled = false } = {}): Promise<number> {
  const startedAt = performance.now()
  const child = spawn('npm', ['start', '--', '--quiet'], { cwd: folder, env: { ...process.env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  let said = ''
  child.stdout.on('data', text => (said += text))
  try {
    await until('the first page', async () => (await fetch(`http://localhost:${port}/`).catch(() => null))?.ok, { seconds: 120, everyMs: 50 })
    const seconds = (performance.now() - startedAt) / 1000
    if (settled) await until('the demo world', async () => demoIsThere.test(said), { seconds: 600, everyMs: 500 })
    return seconds
  } finally {
    process.kill(-child.pid!, 'SIGINT')
    await once(child, 'exit')
  }
}

export async function measure(): Promise<Figure[]> {
  const folder = aCheckout()
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  try {
    return [
      { name: 'npm start → first page, the first time', unit: 's', figure: await open(folder, port, { settled: true }), promise: { of: 'figure', atMost: 30 } },
      { name: 'npm start → first page, afterwards, with the demo world kept', unit: 's', figure: await open(folder, port), promise: { of: 'figure', atMost: 10 } },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
