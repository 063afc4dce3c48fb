/** A local cloud as a process of its own, for the whole run or for one test that needs to hurt it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { root } from '../../bin/hash-of.ts'

export interface HouseAddress {
  readonly frontDoor: string
  readonly endpoint: string
  readonly operator: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** The folder of its state. */
  readonly state: string
}
export interface HouseProcess {
  readonly address: HouseAddress
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Where the run's stacks are synthesized to. */
export const testAssembly = join(root, 'build/test-assembly')

/** `port` 0 finds a free one. Nothing is printed but errors; `silent` hides these too, where a test provokes them. */
export async function startHouse({ state, port = 0, edgeDelay = 0, silent = false }: { state: string; port?: number; edgeDelay?: number; silent?: boolean }): Promise<HouseProcess> {
  const child = spawn(process.execPath, [join(root, 'local/main.ts'), '--assembly', testAssembly, '--pace', '0', '--edge-delay', String(edgeDelay), '--quiet', '--with-parent'], {
    cwd: root, env: { ...process.env, PORT: String(port), PLAYHOUSE_STATE: state }, stdio: ['pipe', 'pipe', silent ? 'ignore' : 'inherit'],
  })
  const address: HouseAddress = { ...await firstLine(child), state }
  return {
    address,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await new Promise(ended => (child.exitCode === null && child.signalCode === null ? child.once('exit', ended) : ended(undefined)))
    },
  }
}

async function firstLine(child: ChildProcess): Promise<Omit<HouseAddress, 'state'>> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('{')) {
      child.stdout!.resume()
      return JSON.parse(line) as HouseAddress
    }
  }
  throw new Error('The local cloud did not start; its reason stands above.')
}

/** Two free ports in a row, the front door's and the AWS endpoint's: for a house that is to come back under the same addresses. */
export async function freePair(): Promise<number> {
  for (;;) {
    const first = await listening(0)
    const second = await listening(first.port + 1).catch(() => null)
    await first.close()
    await second?.close()
    if (second) return first.port
  }
}

function listening(port: number): Promise<{ port: number; close(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve({ port: (server.address() as { port: number }).port, close: () => new Promise(closed => server.close(() => closed())) }))
  })
}
