/** A house that a test file has to itself, because it hurts it: kills it, moves its clock, breaks its services. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { keepLedger } from './grants-ledger.ts'
import { freePair, startHouse, type HouseProcess } from './house-process.ts'
import { operatorOf, type Operator } from './operator.ts'

export interface OwnHouse {
  readonly frontDoor: string
  readonly operator: Operator
  /** Ends the whole local cloud as a power cut would. */
  killAll(): Promise<void>
  /** Starts it again on the same state, under the same addresses. */
  startAgain(): Promise<void>
  /** A house whose tables are not the stacks' own has nothing to say about the grants. */
  close(options?: { keepingLedger?: boolean }): Promise<void>
}

/** Start it in beforeAll, close it in afterAll. `furnish` may put a state there before it opens. */
export async function ownHouse({ furnish, edgeDelay }: { furnish?: (state: string) => Promise<void>; /** Seconds until the edge sees what is put into its store. */ edgeDelay?: number } = {}): Promise<OwnHouse> {
  const state = await mkdtemp(join(tmpdir(), 'playhouse-own-'))
  await furnish?.(state)
  const port = await freePair()
  let house: HouseProcess = await startHouse({ state, port, edgeDelay, silent: true })
  const { address } = house
  return {
    frontDoor: address.frontDoor,
    operator: operatorOf(address),
    async killAll() {
      // What was used until now is known to this process alone, and dies with it.
      await keepLedger(address.frontDoor, inject('ledgers'))
      await house.stop('SIGKILL')
    },
    startAgain: async () => { house = await startHouse({ state, port, edgeDelay, silent: true }) },
    async close({ keepingLedger = true } = {}) {
      if (keepingLedger) await keepLedger(address.frontDoor, inject('ledgers'))
      await house.stop()
      await rm(state, { recursive: true, force: true })
    },
  }
}
