/** Time must not tell whether an address is known: work behind such an answer always seems to take equally long. */
import { setTimeout as pause } from 'node:timers/promises'

export interface Timer {
  /** Milliseconds on a clock that never goes back. */
  elapsed(): number
  sleep(milliseconds: number): Promise<unknown>
}
export const realTimer: Timer = { elapsed: () => performance.now(), sleep: milliseconds => pause(milliseconds) }

/**
 * Runs the work and answers at the next multiple of `floorMs` after its beginning, whether it succeeded or
 * failed. Multiples, so that work that outlasts the floor still tells no more than which step it fell into.
 */
export async function withFloor<T>(floorMs: number, timer: Timer, work: () => Promise<T>): Promise<T> {
  const began = timer.elapsed()
  try {
    return await work()
  } finally {
    await untilNextStep(began, floorMs, timer)
  }
}

/** The same for failures alone, where success tells by itself that the address is known. */
export async function withRefusalFloor<T>(floorMs: number, timer: Timer, work: () => Promise<T>): Promise<T> {
  const began = timer.elapsed()
  try {
    return await work()
  } catch (problem) {
    await untilNextStep(began, floorMs, timer)
    throw problem
  }
}

async function untilNextStep(began: number, floorMs: number, timer: Timer): Promise<void> {
  const took = timer.elapsed() - began
  const steps = Math.max(1, Math.ceil(took / floorMs))
  if (floorMs > 0) await timer.sleep(steps * floorMs - took)
}
