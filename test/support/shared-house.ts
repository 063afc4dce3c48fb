/** One local cloud for the whole run, on the stacks as they synthesize now, with a state of its own that is thrown away. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { build } from '../../bin/build.ts'
import { synth } from '../../bin/synth.ts'
import { chromiumPath } from './chromium.ts'
import { failTheRun } from './fail-the-run.ts'
import { judge } from './grants-ledger.ts'
import { startHouse, testAssembly, type HouseAddress } from './house-process.ts'

export type { HouseAddress } from './house-process.ts'
declare module 'vitest' {
  interface ProvidedContext {
    house: HouseAddress
    /** Where houses of single tests leave what they know about grants; see grants-ledger.ts. */
    ledgers: string
  }
}

export default async function setup(project: TestProject) {
  // Tests run side by side and would unpack it over each other.
  await chromiumPath()
  await build()
  await synth('local', testAssembly)
  const [state, ledgers] = await Promise.all(['playhouse-test-', 'playhouse-ledgers-'].map(name => mkdtemp(join(tmpdir(), name)))) as [string, string]
  const house = await startHouse({ state })
  project.provide('house', house.address)
  project.provide('ledgers', ledgers)
  // A run of a few files exercises a few grants; only one of all journeys can judge them.
  const whole = process.argv.slice(2).every(argument => ['run', '--project', 'house'].includes(argument))

  return failTheRun(async () => {
    try {
      if (whole) await judge(house.address.frontDoor, ledgers)
    } finally {
      await house.stop()
      await Promise.all([state, ledgers].map(folder => rm(folder, { recursive: true, force: true })))
    }
  })
}
