/**
 * Kills at the AWS calls that functions make when a creator does something to a film that plays. Films go side by side
 * from station to station; what follows from each blow must be as if there had been none.
 */
import { until } from '../../bin/journey/until.ts'
import type { Point } from '../../local/faults/faults.ts'
import { placeOf, type Variant } from './kill-matrix.ts'
import type { Operator } from './operator.ts'
import type { Station, Subject } from './stations.ts'

/** `about`: which of the texts that the station's calls are told by. */
export interface StationPoint extends Point { readonly about: number }
/** One time through a station, and where it is struck. */
export interface Passage { readonly station: Station; readonly points: readonly StationPoint[]; readonly variant: Variant }
/** `trouble`: undefined when all ended right. */
export interface Passed { readonly passage: Passage; readonly struck: number; readonly trouble?: string }

/** The points of a film that meets no fault. */
export async function pointsOfStation(operator: Operator, station: Station, subject: Subject): Promise<StationPoint[]> {
  const abouts = station.about(subject)
  await Promise.all(abouts.map(about => operator.watch(about)))
  const watched = () => Promise.all(abouts.map(about => operator.watched(about)))
  subject.turn++
  await station.pass(subject)
  // Nothing was called for two seconds: what it set off is over.
  let seen: number | undefined
  await until('the functions to rest', async () => {
    const calls = (await watched()).flat().length
    const rests = calls === seen
    seen = calls
    return rests
  }, { everyMs: 2000 })
  return (await watched()).flatMap((calls, about) => calls.map(call => ({ ...call, about })))
}

export interface Company {
  /** Films that are ready to be struck. */
  readonly subjects: Subject[]
  /** One more, when there are too few. */
  another(): Promise<Subject>
}

/** Sends films through all passages, so many side by side. A film that did not end right, or is gone, is not sent on. */
export async function passAll(operator: Operator, passages: readonly Passage[], { subjects, another }: Company, sideBySide: number): Promise<Passed[]> {
  const left = [...passages]
  const done: Passed[] = []
  await Promise.all(Array.from({ length: sideBySide }, async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const subject = subjects.shift() ?? await another()
      const passed = await pass(operator, subject, next)
      done.push(passed)
      if (!passed.trouble && !next.station.isLast) subjects.push(subject)
    }
  }))
  return done
}

async function pass(operator: Operator, subject: Subject, passage: Passage): Promise<Passed> {
  const { station, points, variant: strike } = passage
  subject.turn++
  const faults = await Promise.all(points.map(({ function: name, operation, nth, about }) => operator.inject({ about: station.about(subject)[about], function: name, operation, nth, strike })))
  const trouble = await station.pass(subject).then(() => undefined, (problem: Error) => problem.message)
  const struck = (await operator.faults()).filter(({ id, struck: times }) => faults.includes(id) && times > 0).length
  return { passage, struck, ...(trouble !== undefined && { trouble: `${nameOf(passage)}: ${subject.id}: ${trouble}` }) }
}

const nameOf = ({ station, points, variant }: Passage) => `${station.name}, ${variant} ${points.map(placeOf).join(', ')}`
