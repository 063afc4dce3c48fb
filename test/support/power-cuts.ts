/** The whole local cloud killed again and again, at moments that a seed decides, while people work who do not give up. */
import { setTimeout as pause } from 'node:timers/promises'
import { random as randomOf } from '../../local/films/random.ts'
import type { Station, Subject } from './stations.ts'

export interface PowerCuts {
  /** The same seed cuts the power at the same moments, and people wish the same in the same order. */
  readonly seed: number
  readonly times: number
  /** What somebody may do to their film. */
  readonly all: readonly Station[]
  /** Somebody with a film of their own, which is on its way to ready while the power goes. */
  another(): Promise<Subject>
  killAll(): Promise<void>
  startAgain(): Promise<void>
}

/** Somebody is at it for as long as the power is cut; this long it stays, at most. */
const longestSeconds = 4
const people = 4
const fewestWishes = 4

/** What was done in all, who has a film at the end, and what did not come true. */
export async function cutPower({ seed, times, all, another, killAll, startAgain }: PowerCuts): Promise<{ done: string[]; subjects: Subject[]; troubles: string[] }> {
  const random = randomOf(seed)
  const [done, subjects, troubles]: [string[], Subject[], string[]] = [[], [], []]
  const evening = new AbortController()
  const work = async (chance: () => number) => {
    let subject: Subject | undefined
    for (let wishes = 0; wishes < fewestWishes || !evening.signal.aborted; wishes++) {
      if (!subject) {
        subject = await another()
        done.push('upload')
        continue
      }
      const station = all[Math.floor(chance() * all.length)]!
      subject.turn++
      await station.pass(subject)
      done.push(station.name)
      if (station.isLast) subject = undefined
    }
    if (subject) subjects.push(subject)
  }
  const working = Array.from({ length: people }, (_, n) => work(randomOf(seed + n + 1)).catch((problem: Error) => { troubles.push(problem.message) }))
  for (let time = 0; time < times; time++) {
    await pause(random() * longestSeconds * 1000)
    await killAll()
    await startAgain()
  }
  evening.abort()
  await Promise.all(working)
  return { done, subjects, troubles }
}
