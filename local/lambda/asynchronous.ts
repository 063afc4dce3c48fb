/**
 * `Event` invocations: durable once accepted, tried three times, then sent to the function's failure
 * destination or dead-letter queue. What an earlier process had accepted is run by the next one.
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterFailure } from '../durable/after-failure.ts'
import { openJournal } from '../durable/journal.ts'
import type { Cloud } from '../plugin.ts'
import type { LocalFunction } from './function.ts'
import { unhandled } from './instance.ts'
import type { Outcome, Work } from './instance.ts'

/** AWS::Lambda::EventInvokeConfig. */
export interface AsyncConfig {
  readonly retries: number
  readonly maxAgeSeconds: number
  readonly onFailureArn?: string
  readonly onSuccessArn?: string
}

export interface Asynchronous {
  accept(functionName: string, event: string, requestId?: string): Promise<string>
  /** Begins to run what is pending: an earlier process's work too. */
  start(): void
  stop(): Promise<void>
}

interface Options {
  readonly cloud: Cloud
  find(functionName: string): { fn: LocalFunction; config: AsyncConfig } | undefined
  run(fn: LocalFunction, work: Work): Promise<Outcome>
}

interface Pending { readonly id: string; readonly fn: string; readonly event: string; readonly at: number; attempts: number }
type Entry = { accepted: Pending } | { tried: string } | { done: string }

export const DEFAULT_ASYNC: AsyncConfig = { retries: 2, maxAgeSeconds: 6 * 3600 }
const RETRY_AFTER_MS = [60_000, 120_000]
const THROTTLED_AFTER_MS = 1_000

export function createAsynchronous({ cloud, find, run }: Options): Asynchronous {
  const pending = new Map<string, Pending>()
  const timers = new Set<NodeJS.Timeout>()
  let running = false
  const journal = openJournal<Entry>({
    file: join(cloud.stateDir, 'lambda', 'asynchronous.jsonl'),
    replay: entry => {
      if ('accepted' in entry) pending.set(entry.accepted.id, entry.accepted)
      else if ('done' in entry) pending.delete(entry.done)
      else if (pending.has(entry.tried)) pending.get(entry.tried)!.attempts++
    },
    snapshot: () => [...pending.values()].map(accepted => ({ accepted })),
  })

  const finish = async (work: Pending): Promise<void> => {
    pending.delete(work.id)
    await journal.append({ done: work.id })
  }
  const later = (work: Pending, ms: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      attempt(work)
    }, ms)
    timers.add(timer)
  }
  const attempt = (work: Pending): void => {
    if (running) tryOnce(work).catch(error => cloud.record({ kind: 'error', source: work.fn, message: `An asynchronous invocation was lost: ${error.message}`, requestId: work.id }))
  }

  const tryOnce = async (work: Pending): Promise<void> => {
    const found = find(work.fn)
    if (found === undefined) return finish(work) // The function has left the template.
    const { fn, config } = found
    const tooOld = cloud.now().getTime() - work.at > config.maxAgeSeconds * 1000
    let outcome: Outcome
    try {
      outcome = await run(fn, { requestId: work.id, event: work.event })
    } catch (error) {
      // Throttled: costs time, not an attempt.
      if (!tooOld) return later(work, THROTTLED_AFTER_MS)
      outcome = unhandled({ errorType: (error as Error).name, errorMessage: (error as Error).message })
    }
    // A function that was killed because we end has not failed.
    if (!running) return
    work.attempts++
    if (outcome.functionError === undefined) {
      if (config.onSuccessArn !== undefined) await tellDestination(cloud, fn, config.onSuccessArn, work, outcome, 'Success')
      return finish(work)
    }
    if (work.attempts <= config.retries && !tooOld) {
      await journal.append({ tried: work.id })
      return later(work, afterFailure(cloud, RETRY_AFTER_MS[work.attempts - 1] ?? RETRY_AFTER_MS.at(-1)!))
    }
    if (config.onFailureArn !== undefined) await tellDestination(cloud, fn, config.onFailureArn, work, outcome, tooOld ? 'EventAgeExceeded' : 'RetriesExhausted')
    if (fn.deadLetterArn !== undefined) await tellDeadLetters(cloud, fn, work, outcome)
    return finish(work)
  }

  return {
    accept: async (functionName, event, requestId = randomUUID()) => {
      const work: Pending = { id: requestId, fn: functionName, event, at: cloud.now().getTime(), attempts: 0 }
      pending.set(work.id, work)
      await journal.append({ accepted: work })
      attempt(work)
      return requestId
    },
    start: () => {
      running = true
      for (const work of pending.values()) attempt(work)
    },
    stop: async () => {
      running = false
      for (const timer of timers) clearTimeout(timer)
      await journal.close()
    },
  }
}

async function tellDestination(cloud: Cloud, fn: LocalFunction, queueArn: string, work: Pending, outcome: Outcome, condition: string): Promise<void> {
  await send(cloud, fn, queueArn, JSON.stringify({
    version: '1.0',
    timestamp: cloud.now().toISOString(),
    requestContext: { requestId: work.id, functionArn: `${fn.arn}:$LATEST`, condition, approximateInvokeCount: work.attempts },
    requestPayload: JSON.parse(work.event),
    responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(outcome.functionError && { functionError: outcome.functionError }) },
    responsePayload: JSON.parse(outcome.payload),
  }))
}

async function tellDeadLetters(cloud: Cloud, fn: LocalFunction, work: Pending, outcome: Outcome): Promise<void> {
  const { errorMessage = 'unknown' } = JSON.parse(outcome.payload) ?? {}
  await send(cloud, fn, fn.deadLetterArn!, work.event, { RequestID: work.id, ErrorCode: '200', ErrorMessage: errorMessage })
}

/** Lambda sends with the function's own role. */
async function send(cloud: Cloud, fn: LocalFunction, queueArn: string, body: string, attributes?: Record<string, string>): Promise<void> {
  try {
    await cloud.use('queues').send(queueArn, body, attributes, { kind: 'role', principal: fn.roleArn })
  } catch (error) {
    cloud.record({ kind: 'error', source: fn.name, message: `${queueArn} did not take a failed invocation: ${(error as Error).message}` })
  }
}
