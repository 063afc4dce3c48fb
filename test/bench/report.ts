/** How a figure is told: beside its floor from the same run, with a verdict only when the floor held still. */
import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

export interface Figure {
  readonly name: string
  readonly unit: string
  /** NaN where the machine did not let it be measured; the note says why. */
  readonly figure: number
  /** The same work with nothing of ours around it, measured around the figure; its spread tells whether the machine held still. */
  readonly floors?: readonly number[]
  /** `ratio`: figure / floor, as promised; `figure`: the figure itself. `atLeast` for speeds, `atMost` for times and sizes. */
  readonly promise?: { readonly of: 'ratio' | 'figure'; readonly atMost?: number; readonly atLeast?: number; /** Added to floor x atMost, in the unit. */ readonly plus?: number }
  readonly note?: string
}
export type Verdict = 'kept' | 'broken' | 'inconclusive' | 'NOT MEASURED' | '–'

/** Further than this apart and the floors say nothing. */
const floorMayStray = 0.1

export const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
export const quantile = (values: readonly number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

export function verdictOf({ figure, floors, promise }: Figure): Verdict {
  if (Number.isNaN(figure)) return 'NOT MEASURED'
  if (!promise) return '–'
  const floor = floors ? median(floors) : null
  const measured = promise.of === 'ratio' ? figure / floor! : figure
  const limit = (bound: number) => (promise.of === 'ratio' && promise.plus ? bound + promise.plus / floor! : bound)
  const kept = (promise.atMost === undefined || measured <= limit(promise.atMost)) && (promise.atLeast === undefined || measured >= promise.atLeast)
  const strays = floors !== undefined && floors.length > 1 && (Math.max(...floors) - Math.min(...floors)) / median(floors) > floorMayStray
  return strays ? 'inconclusive' : kept ? 'kept' : 'broken'
}

const short = (value: number) => (Number.isNaN(value) ? '–' : Number.isInteger(value) ? String(value) : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(4))

export function tell(figure: Figure): string {
  const { name, unit, floors, promise, note } = figure
  const floor = floors ? median(floors) : null
  const bound = promise?.atMost !== undefined ? `≤ ${promise.atMost}${promise.plus ? ` + ${promise.plus} ${unit}` : ''}` : promise?.atLeast !== undefined ? `≥ ${promise.atLeast}` : ''
  return [
    name.padEnd(58),
    `${short(figure.figure)} ${unit}`.padStart(14),
    floor === null ? ''.padStart(22) : `floor ${short(floor)} ±${short((Math.max(...floors!) - Math.min(...floors!)) / 2)}`.padStart(22),
    floor === null ? ''.padStart(10) : `x ${(figure.figure / floor).toFixed(2)}`.padStart(10),
    bound.padStart(14),
    verdictOf(figure).padStart(13),
    note ? `  ${note}` : '',
  ].join(' ').trimEnd()
}

/** Of all cores, while a bench is about to begin: what others use is missing from what it measures. */
const othersMayUse = 0.1

/** Whether somebody else is at work, looked at for a second in which the bench itself does nothing. */
export async function isBusy(): Promise<boolean> {
  const spent = () => cpus().reduce((sum, { times: { idle, ...work } }) => ({ idle: sum.idle + idle, all: sum.all + idle + Object.values(work).reduce((a, b) => a + b, 0) }), { idle: 0, all: 0 })
  const before = spent()
  await pause(1000)
  const after = spent()
  return 1 - (after.idle - before.idle) / (after.all - before.all) > othersMayUse
}
