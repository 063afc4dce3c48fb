/** `npm run rehearse-restore`: brings the tables of a local cloud of its own back after a slip, and proves that the house works on them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePair, startHouse, testAssembly } from '../test/support/house-process.ts'
import { media } from '../test/support/media/media.ts'
import { build } from './build.ts'
import { rehearse } from './restore/rehearse.ts'
import { synth } from './synth.ts'

await build()
await synth('local', testAssembly)
const state = await mkdtemp(join(tmpdir(), 'playhouse-restore-'))
const port = await freePair()
let house = await startHouse({ state, port })
try {
  await rehearse({
    frontDoor: house.address.frontDoor,
    client: { endpoint: house.address.endpoint, region: 'us-east-1', credentials: house.address.operator },
    async restart() {
      await house.stop()
      house = await startHouse({ state, port })
    },
  }, await media('short-clip'), async (name, run) => {
    const startedAt = performance.now()
    const result = await run()
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${name}`)
    return result
  })
  console.log('The restore was rehearsed, and holds.')
} catch (problem) {
  console.error(`The rehearsal failed: ${(problem as Error).message}`)
  process.exitCode = 1
} finally {
  await house.stop()
  await rm(state, { recursive: true, force: true })
}
