/** Time is an effect: rules and use cases are given a clock and never read one at module load. */
export interface Clock { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests: stands still until it is moved. */
export function fixedClock(at: string | Date): Clock & { advance(milliseconds: number): void } {
  let time = new Date(at).getTime()
  return { now: () => new Date(time), advance: milliseconds => { time += milliseconds } }
}
