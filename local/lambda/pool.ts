/** The instances of one function: reused when free, more of them when callers have to wait. */
import { used } from '../kernel/usage.ts'
import { availableParallelism } from 'node:os'
import { AwsError } from '../plugin.ts'
import type { Cloud } from '../plugin.ts'
import type { Evictable, Fleet } from './fleet.ts'
import type { LocalFunction } from './function.ts'
import { startInstance, unhandled } from './instance.ts'
import type { Instance, Outcome, Work } from './instance.ts'

export interface Pool {
  /** Rejects with TooManyRequestsException beyond the reserved concurrency; whatever the code does is an outcome. */
  invoke(work: Work): Promise<Outcome>
  readonly size: number
  readonly invocations: number
  readonly errors: number
  stop(): Promise<void>
}

const ENDED = unhandled({ errorType: 'Sandbox.Ended', errorMessage: 'The local cloud has stopped.' })

// How long a caller waits for an instance that is busy before another one is started for it. AWS would start one
// at once, but here a start costs more time of the same cores than most calls take.
const PATIENCE_MS = 50
const MOST_STARTING = availableParallelism()

interface Waiting { readonly work: Work; readonly since: number; readonly done: (outcome: Outcome) => void }
interface Member extends Evictable { readonly instance: Instance; idleSince: number }

export function createPool(cloud: Cloud, fn: LocalFunction, fleet: Fleet, runtimeFile: string): Pool {
  const members = new Set<Member>()
  const idle: Member[] = []
  const waiting: Waiting[] = []
  let busy = 0
  let starting = 0
  let impatience: NodeJS.Timeout | undefined
  let invocations = 0
  let errors = 0
  let stopped = false

  const pump = (): void => {
    while (waiting.length > 0 && idle.length > 0) {
      // The most recently used one, so that those too many grow old and leave.
      const member = idle.pop()!
      fleet.busy(member)
      if (member.instance.alive) void serve(member, waiting.shift()!)
    }
    // A caller takes whichever comes first: the instance started for it, or one that becomes free.
    while (starting < Math.min(waiting.length, MOST_STARTING)) {
      const patienceMs = members.size + starting === 0 ? 0 : waiting[0]!.since + PATIENCE_MS - performance.now()
      if (patienceMs > 0) {
        impatience ??= setTimeout(() => {
          impatience = undefined
          pump()
        }, patienceMs)
        return
      }
      starting++
      void grow()
    }
  }

  const serve = async (member: Member, { work, done }: Waiting): Promise<void> => {
    busy++
    const startedAt = performance.now()
    const outcome = await member.instance.run(work)
    used('lambda.requests')
    // A laptop's time, not Lambda's: on a busy machine more than would be billed.
    used('lambda.gb-seconds', (performance.now() - startedAt) / 1000 * fn.memoryMb / 1024)
    busy--
    done(outcome)
    if (member.instance.alive && !stopped) {
      member.idleSince = Date.now()
      idle.push(member)
      fleet.idle(member)
    }
    pump()
  }

  const grow = async (): Promise<void> => {
    await fleet.admit()
    if (stopped || waiting.length === 0) {
      starting--
      fleet.started()
      fleet.ended()
      return
    }
    const instance = startInstance(cloud, fn, runtimeFile)
    const member: Member = {
      instance,
      idleSince: Date.now(),
      evict: () => {
        remove(idle, member)
        instance.kill()
      },
    }
    members.add(member)
    void instance.exited.then(() => {
      members.delete(member)
      remove(idle, member)
      fleet.busy(member)
      fleet.ended()
      pump()
    })
    const failure = await instance.ready
    starting--
    fleet.started()
    if (failure !== undefined) {
      instance.kill()
      waiting.shift()?.done(unhandled(failure))
    } else {
      idle.push(member)
      fleet.idle(member)
    }
    pump()
  }

  return {
    get size() { return members.size },
    get invocations() { return invocations },
    get errors() { return errors },
    invoke: async work => {
      if (busy + waiting.length >= (fn.reservedConcurrency ?? Infinity)) throw new AwsError('TooManyRequestsException', `Rate exceeded: ${fn.name} may run ${fn.reservedConcurrency} times at once.`, 429, { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' })
      if (stopped) return ENDED
      invocations++
      const outcome = await new Promise<Outcome>(done => {
        waiting.push({ work, since: performance.now(), done })
        pump()
      })
      if (outcome.functionError !== undefined) errors++
      return outcome
    },
    stop: async () => {
      stopped = true
      clearTimeout(impatience)
      for (const { done } of waiting.splice(0)) done(ENDED)
      for (const { instance } of members) instance.kill()
      await Promise.all([...members].map(({ instance }) => instance.exited))
    },
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item)
  if (index >= 0) list.splice(index, 1)
}
