/** Ctrl-C on `npm start`, while the house is at work: nothing stays behind, and what was kept opens again. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '../../bin/hash-of.ts'
import { until } from '../../bin/journey/until.ts'

interface Process { readonly pid: number; readonly parent: number; readonly command: string }
const processes = (): Process[] => execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n').map(line => {
  const [, pid, parent, command] = /^ *(\d+) +(\d+) +(.*)$/.exec(line)!
  return { pid: Number(pid), parent: Number(parent), command: command! }
})
const below = (pid: number, all: readonly Process[]): Process[] => all.filter(({ parent }) => parent === pid).flatMap(child => [child, ...below(child.pid, all)])

function start(state: string): { child: ChildProcess; said(): string } {
  // A group of its own, as a terminal gives it: Ctrl-C goes to all of it.
  const child = spawn(process.execPath, ['bin/start.ts'], { cwd: root, env: { ...process.env, PORT: '0', PLAYHOUSE_STATE: state }, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  onTestFinished(() => { if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL') })
  return { child, said: () => said }
}

test('Ctrl-C in the middle of the work leaves no process and a folder that opens again', async () => {
  const state = mkdtempSync(join(tmpdir(), 'playhouse-closing-'))
  onTestFinished(() => rmSync(state, { recursive: true, force: true }))
  const { child, said } = start(state)
  const atWork = await until('the database, a function and an engine to be at work', async () => {
    if (child.exitCode !== null) throw new Error(`It ended by itself: ${said()}`)
    const all = below(child.pid!, processes())
    return [/DynamoDBLocal\.jar/, /lambda\/runtime\.cjs/, /local\/(films|mediaconvert\/engine)\//].every(part => all.some(({ command }) => part.test(command))) && all
  }, { seconds: 150, everyMs: 300 })
  process.kill(-child.pid!, 'SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(said()).toContain('\nClosing.\n')
  await until('everything to end', async () => processes().every(({ pid, command }) => !atWork.some(was => was.pid === pid && was.command === command)), { seconds: 20 })
  expect(existsSync(join(state, 'pid'))).toBe(false)
}, 240_000)

test('Ctrl-C before the house is open ends it at once, and nobody after it waits for what it was building', async () => {
  const state = mkdtempSync(join(tmpdir(), 'playhouse-closing-'))
  onTestFinished(() => rmSync(state, { recursive: true, force: true }))
  const { child, said } = start(state)
  await until('it to begin', async () => said().includes('building'), { seconds: 30, everyMs: 20 })
  process.kill(-child.pid!, 'SIGINT')
  expect(await once(child, 'exit')).toEqual([1, null])
}, 60_000)
