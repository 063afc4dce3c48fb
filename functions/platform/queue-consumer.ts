/** Consumers: what an event does once it has reached a function, by way of a queue or a schedule. */
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { systemClock, type Clock } from './clock.ts'
import { causeField } from './cause.ts'
import { inRequest, log, noteInRequest } from './log.ts'

/** An event of the bus, its detail parsed. */
export interface BusEvent<Detail> {
  readonly id: string
  readonly source: string
  readonly detailType: string
  /** ISO 8601, when it happened. */
  readonly time: string
  readonly resources: readonly string[]
  readonly detail: Detail
}
export interface Occasion { readonly requestId: string; readonly now: Date }
/** `msLeft`: milliseconds until Lambda ends this invocation. */
export interface WorkOccasion extends Occasion { msLeft(): number }
export type ParseDetail<Detail> = { parse(detail: unknown): Detail } | ((detail: unknown) => Detail)

interface Envelope { id: string; source: string; 'detail-type': string; time: string; resources?: string[]; detail: unknown }

interface ConsumerOptions { readonly clock?: Clock }

/**
 * The handler of a queue that a rule of the bus fills. Each message is handled on its own; those that failed come back
 * by id, are tried again and end in the dead-letter queue. So `handle` must be idempotent and must not rely on order.
 */
export function queueConsumer<Detail>(detail: ParseDetail<Detail>, handle: (event: BusEvent<Detail>, occasion: Occasion) => Promise<unknown>, options?: ConsumerOptions) {
  const parse = typeof detail === 'function' ? detail : (value: unknown) => detail.parse(value)
  return consumer((message, occasion) => {
    const { 'detail-type': detailType, resources = [], ...envelope } = message as Envelope
    noteInRequest({ detailType, eventId: envelope.id, ...causeOf(envelope.detail) })
    return handle({ ...envelope, detailType, resources, detail: parse(envelope.detail) }, occasion)
  }, options)
}

/** The handler of a queue that other functions fill, by `sendWork`; otherwise as `queueConsumer`. */
export const workConsumer = <Work>(work: { parse(message: unknown): Work }, handle: (work: Work, occasion: WorkOccasion) => Promise<unknown>, options?: ConsumerOptions) =>
  consumer((message, occasion) => {
    noteInRequest(causeOf(message))
    return handle(work.parse(message), occasion)
  }, options)

function consumer(handle: (message: unknown, occasion: WorkOccasion) => Promise<unknown>, { clock = systemClock }: ConsumerOptions = {}) {
  return async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.all(Records.map(({ messageId, body, attributes }) =>
      inRequest({ requestId: context.awsRequestId, messageId, attempt: Number(attributes.ApproximateReceiveCount) }, async () => {
        try {
          const startedAt = performance.now()
          await handle(JSON.parse(body), { requestId: context.awsRequestId, now: clock.now(), msLeft: () => context.getRemainingTimeInMillis() })
          log.info('event', { ms: Math.round(performance.now() - startedAt) })
          return null
        } catch (error) {
          log.error('A message could not be handled', { error })
          return { itemIdentifier: messageId }
        }
      })))
    return { batchItemFailures: outcomes.filter(failure => failure !== null) }
  }
}

/** Events of the house say which request they follow from; those of AWS do not. */
function causeOf(detail: unknown): { causedBy?: string } {
  const cause = (detail as Record<string, unknown> | null)?.[causeField]
  return typeof cause === 'string' ? { causedBy: cause } : {}
}

/**
 * A schedule's handler. Its `now` is the instant the schedule says, or the clock's if that is later: whoever moves the
 * schedules ahead (a test, an operator who calls the function with `{"time": "…"}`) moves the task with them.
 * A failure is thrown, so that Lambda retries it and the alarm sees it.
 */
export function scheduled(handle: (occasion: Occasion) => Promise<unknown>, { clock = systemClock }: { clock?: Clock } = {}) {
  return (event: { readonly time?: string } | null, context: Context): Promise<void> =>
    inRequest({ requestId: context.awsRequestId }, async () => {
      try {
        await handle({ requestId: context.awsRequestId, now: later(event?.time, clock.now()) })
      } catch (error) {
        log.error('A scheduled task failed', { error })
        throw error
      }
    })
}

const later = (told: string | undefined, now: Date): Date => {
  const due = Date.parse(told ?? '')
  return due > now.getTime() ? new Date(due) : now
}
