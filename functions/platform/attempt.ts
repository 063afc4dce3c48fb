/** One attempt at a write that a client may repeat. */
import { newId } from './ids.ts'

export interface Attempt {
  /** The same in every attempt at the same request: what an earlier one wrote is found under it. One id for each kind. */
  id(kind: string): string
  /** Whether an earlier attempt was cut off, and may have come to any line of its work, the last one included. */
  readonly isRepeated: boolean
}

/** What ids are made of: as unguessable and as sorted by time as `newId`. */
export const newSeed = (now: Date): string => newId('seed', { now }).slice('seed_'.length)
export const attemptOf = (seed: string, isRepeated: boolean): Attempt => ({ id: kind => `${kind}_${seed}`, isRepeated })
/** Of a request that nobody can repeat as the same. */
export const onlyAttempt = (now: Date): Attempt => attemptOf(newSeed(now), false)
