/**
 * Faults on demand, at the one place that every AWS call of every function passes: an instance is killed (SIGKILL)
 * right before or right after a call, the call is answered with an error of AWS or held up, on its way or with its answer,
 * or the function is told at the call that its time is over. Which call is told by what the
 * invocation is about (a text in its event, a film's id say), so that many faults can wait side by side.
 */
import { AwsError } from '../plugin.ts'

/** One AWS call of a function. */
export interface Call {
  /** The function's name. */
  readonly function: string
  /** `dynamodb:PutItem` */
  readonly operation: string
}
/** A call, and its place among the same calls about the same thing, from 1. */
export interface Point extends Call { readonly nth: number }

export interface Fault {
  /** The event of the invocation contains this text. Absent: any invocation. */
  readonly about?: string
  /** The end of the function's name; absent: any function. */
  readonly function?: string
  /** `s3:HeadObject`, or how it begins, `s3:`; absent: any operation. */
  readonly operation?: string
  /** Strikes from the nth matching call on; 1 when absent. */
  readonly nth?: number
  /** How many calls it strikes; 1 when absent. */
  readonly times?: number
  /**
   * `time-up`: from here on `context.getRemainingTimeInMillis()` answers 0; the invocation itself goes on.
   * `hold`: the call reaches its service only when the faults are cleared, whoever still waits for it.
   * `unanswered`: the call has its effect, but nobody is told before the faults are cleared.
   */
  readonly strike: 'kill-before' | 'kill-after' | 'time-up' | 'hold' | 'unanswered' | { readonly error: { readonly code: string; readonly message: string; readonly status: number } }
}

/** A running invocation, as the faults need to know it. */
export interface Invocation { readonly function: string; readonly event: string; kill(): void; tellTimeUp(): void }

export interface FaultsService {
  /** Adds a fault; answers its number. */
  inject(fault: Fault): number
  /** Every fault with how often it has struck. */
  list(): readonly { readonly id: number; readonly fault: Fault; readonly struck: number }[]
  /** From now on the calls of invocations about this text are written down. */
  watch(about: string): void
  /** What was written down about it, in order. */
  watched(about: string): readonly Point[]
  /** Forgets all faults and all that was written down, and lets go what was held up. */
  clear(): void
  /** An instance begins an invocation; answers how to say that it is over. */
  began(instance: string, invocation: Invocation): () => void
  /** Around a call: throws the error it is to be answered with, or `Killed`, instead of letting it pass. Undefined when nobody cares. */
  around(instance: string, operation: string): { before(): Promise<void> | void; after(): Promise<void> | void } | undefined
}

/** The caller is dead: nobody waits for an answer. */
export class Killed extends Error {}

interface Waiting { readonly id: number; readonly fault: Fault; seen: number; struck: number }

export function createFaults(): FaultsService {
  const running = new Map<string, Invocation>()
  const watching = new Map<string, Point[]>()
  let waiting: Waiting[] = []
  let ids = 0
  let cleared = Promise.withResolvers<void>()

  const isMeant = ({ fault }: Waiting, invocation: Invocation, operation: string) =>
    (fault.operation === undefined || operation.startsWith(fault.operation))
    && (fault.function === undefined || invocation.function.endsWith(fault.function))
    && (fault.about === undefined || invocation.event.includes(fault.about))

  const note = (invocation: Invocation, operation: string): void => {
    for (const [about, points] of watching) {
      if (!invocation.event.includes(about)) continue
      const same = points.filter(point => point.function === invocation.function && point.operation === operation)
      points.push({ function: invocation.function, operation, nth: same.length + 1 })
    }
  }

  return {
    inject: fault => {
      waiting.push({ id: ++ids, fault, seen: 0, struck: 0 })
      return ids
    },
    list: () => waiting.map(({ id, fault, struck }) => ({ id, fault, struck })),
    watch: about => void watching.set(about, watching.get(about) ?? []),
    watched: about => watching.get(about) ?? [],
    clear: () => {
      waiting = []
      watching.clear()
      cleared.resolve()
      cleared = Promise.withResolvers()
    },
    began: (instance, invocation) => {
      running.set(instance, invocation)
      return () => void running.delete(instance)
    },
    around: (instance, operation) => {
      const invocation = running.get(instance)
      if (!invocation || waiting.length + watching.size === 0) return undefined
      note(invocation, operation)
      const due = waiting.filter(one => {
        const { nth = 1, times = 1 } = one.fault
        return one.struck < times && isMeant(one, invocation, operation) && ++one.seen >= nth
      })
      const strike = (when: 'kill-before' | 'kill-after') => {
        // Two calls that are under way at once are both due, but the first to be answered takes the blow.
        const one = due.find(({ fault: { strike, times = 1 }, struck }) => strike === when && struck < times)
        if (!one) return
        one.struck++
        invocation.kill()
        throw new Killed(`${invocation.function} was killed at ${operation}.`)
      }
      const heldUp = (how: 'hold' | 'unanswered') => {
        const one = due.find(({ fault }) => fault.strike === how)
        if (!one) return undefined
        one.struck++
        return cleared.promise
      }
      return {
        before: () => {
          strike('kill-before')
          for (const one of due.filter(({ fault }) => fault.strike === 'time-up')) {
            one.struck++
            invocation.tellTimeUp()
          }
          const held = heldUp('hold')
          if (held) return held
          const failing = due.find(({ fault }) => typeof fault.strike === 'object')
          if (!failing) return
          failing.struck++
          const { error } = failing.fault.strike as Exclude<Fault['strike'], string>
          throw new AwsError(error.code, error.message, error.status)
        },
        after: () => {
          strike('kill-after')
          return heldUp('unanswered')
        },
      }
    },
  }
}
