/** The cloud as a process: how it ends. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test, vi } from 'vitest'
import { temporaryDir, writeAssembly } from './support.ts'

/** A process loads every plugin, which takes a second of an idle machine. */
vi.setConfig({ testTimeout: 30_000 })

const MAIN = join(import.meta.dirname, '../../../local/main.ts')

function run(stateDir: string, viaParent = false): ChildProcess {
  const node = [MAIN, '--quiet', '--with-parent', '--assembly', writeAssembly({ app: { template: {} } })]
  const env = { ...process.env, PORT: '0', PLAYHOUSE_STATE: stateDir }
  // The parent only starts the cloud and waits, until it is killed.
  const command = viaParent ? ['-e', `require('node:child_process').spawn(process.execPath, ${JSON.stringify(node)}, { stdio: ['ignore', 'inherit', 'inherit'] })`] : node
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
const firstLine = async (child: ChildProcess): Promise<{ endpoint: string }> => JSON.parse((await once(createInterface({ input: child.stdout! }), 'line'))[0] as string) as { endpoint: string }

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it with 0, its folder free again', async signal => {
  const stateDir = temporaryDir()
  const child = run(stateDir)
  await firstLine(child)
  expect(existsSync(join(stateDir, 'pid'))).toBe(true)
  child.kill(signal)
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(existsSync(join(stateDir, 'pid'))).toBe(false)
})

test('a second one on the same folder is refused with a sentence', async () => {
  const stateDir = temporaryDir()
  const first = run(stateDir)
  await firstLine(first)
  const second = run(stateDir)
  const [line] = (await once(createInterface({ input: second.stderr! }), 'line')) as [string]
  expect(line).toBe(`Another local cloud (process ${first.pid}) is running on ${stateDir}: stop it first, or set PLAYHOUSE_STATE to another folder.`)
  expect(await once(second, 'exit')).toEqual([1, null])
})

test('it ends when the process that started it is killed', async () => {
  const stateDir = temporaryDir()
  const parent = run(stateDir, true)
  const { endpoint } = await firstLine(parent)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(existsSync(join(stateDir, 'pid'))).toBe(false), { timeout: 15_000 })
  await expect(fetch(endpoint)).rejects.toThrow()
})
