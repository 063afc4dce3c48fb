/** A local cloud of the bench's own, on the stacks as they synthesize now, in a process whose time can be counted. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../bin/hash-of.ts'
import { synth } from '../../bin/synth.ts'
import type { HouseAddress } from '../support/house-process.ts'

export interface BenchHouse {
  readonly frontDoor: string
  readonly address: HouseAddress
  readonly stateDir: string
  /** CPU seconds that the cloud and all it ever started have used. */
  cpuSeconds(): number
  stop(): Promise<void>
}

export async function aHouse(): Promise<BenchHouse> {
  const assembly = join(root, 'build/bench-assembly')
  await synth('local', assembly)
  const stateDir = mkdtempSync(join(tmpdir(), 'playhouse-bench-'))
  const child = spawn(process.execPath, [join(root, 'local/main.ts'), '--assembly', assembly, '--quiet', '--with-parent'], { env: { ...process.env, PORT: '0', PLAYHOUSE_STATE: stateDir }, stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: child.stdout }), 'line') as [string]
  child.stdout.resume()
  const address: HouseAddress = { ...JSON.parse(line) as Omit<HouseAddress, 'state'>, state: stateDir }
  return {
    frontDoor: address.frontDoor,
    address,
    stateDir,
    cpuSeconds: () => treeSeconds(child.pid!),
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

/** Linux's clock ticks, a hundred a second. A process's own time, its dead children's, and so on down its living ones. */
function treeSeconds(pid: number): number {
  const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(name => {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
      return [{ pid: Number(name), parent: Number(fields[1]), ticks: [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) }]
    } catch {
      return []
    }
  })
  const sum = (of: number): number => (processes.find(each => each.pid === of)?.ticks ?? 0) + processes.filter(each => each.parent === of).reduce((total, each) => total + sum(each.pid), 0)
  return sum(pid) / 100
}
