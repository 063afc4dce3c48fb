/** Feeds a function from a queue: batches side by side, what succeeded is deleted, what failed comes back. */
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterFailure } from '../../durable/after-failure.ts'
import type { Cloud, Permission } from '../../plugin.ts'
import type { QueueMessage } from '../../services.ts'
import type { LocalFunction } from '../function.ts'
import type { Functions } from '../functions.ts'
import { itemFailures } from './item-failures.ts'
import { callerOf, passes, requirePermissions } from './mapping.ts'
import type { Mapping, Poller } from './mapping.ts'

const LONG_POLL_MS = 20_000
const LARGEST_RECEIVE = 10
const AFTER_DENIAL_MS = 1_000

export function startQueueMapping(cloud: Cloud, functions: Functions, mapping: Mapping): Poller {
  const fn = functions.find(mapping.functionReference)
  const queues = cloud.use('queues')
  const { sourceArn } = mapping
  const needs = (operation: string): Permission => ({ action: `sqs:${operation}`, resource: sourceArn })
  const authorise = (operation: string): void => cloud.iam.authorise(callerOf(fn), [needs(operation)])
  requirePermissions(cloud, fn, mapping, ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(needs))
  authorise('GetQueueAttributes')

  const stopping = new AbortController()
  const { signal } = stopping
  const atWork = new Set<Promise<void>>()

  const collect = async (): Promise<QueueMessage[]> => {
    authorise('ReceiveMessage')
    const messages = await queues.receive(sourceArn, { max: Math.min(LARGEST_RECEIVE, mapping.batchSize), waitMs: LONG_POLL_MS, signal })
    const until = Date.now() + mapping.windowMs
    while (messages.length > 0 && messages.length < mapping.batchSize && Date.now() < until && !signal.aborted) {
      messages.push(...await queues.receive(sourceArn, { max: Math.min(LARGEST_RECEIVE, mapping.batchSize - messages.length), waitMs: until - Date.now(), signal }))
    }
    return messages
  }

  const remove = async (messages: readonly QueueMessage[]): Promise<void> => {
    if (messages.length === 0) return
    authorise('DeleteMessage')
    await queues.remove(sourceArn, messages.map(({ receiptHandle }) => receiptHandle))
  }

  const work = async (messages: readonly QueueMessage[]): Promise<void> => {
    const wanted = messages.filter(message => passes(mapping, { body: jsonOrText(message.body), messageAttributes: message.messageAttributes }))
    await remove(messages.filter(message => !wanted.includes(message)))
    if (wanted.length === 0) return
    const failed = await failedOf(functions, fn, mapping, wanted)
    // Killed because the cloud ends: the next process hands the batch out again.
    if (signal.aborted && failed.length > 0) return
    await remove(wanted.filter(message => !failed.includes(message)))
    queues.release(sourceArn, failed.map(({ receiptHandle }) => receiptHandle), leftMs => afterFailure(cloud, leftMs))
  }

  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const messages = await collect()
        if (messages.length === 0) continue
        const batch: Promise<void> = work(messages).catch(problem).finally(() => atWork.delete(batch))
        atWork.add(batch)
        if (atWork.size >= mapping.maximumConcurrency) await Promise.race(atWork)
      } catch (error) {
        problem(error)
        await pause(AFTER_DENIAL_MS, undefined, { signal }).catch(() => {})
      }
    }
  }
  const problem = (error: unknown): void => cloud.record({ kind: 'error', source: fn.name, message: `Reading from ${sourceArn} failed: ${(error as Error).message}` })
  const polling = poll()

  return {
    stop: async () => {
      stopping.abort()
      await polling
      await Promise.all(atWork)
    },
  }
}

/** Runs the function on a batch and answers the messages that have to come again. */
async function failedOf(functions: Functions, fn: LocalFunction, mapping: Mapping, messages: readonly QueueMessage[]): Promise<readonly QueueMessage[]> {
  try {
    const event = JSON.stringify({ Records: messages.map(message => recordOf(mapping.sourceArn, message)) })
    const outcome = await functions.run(fn, { requestId: randomUUID(), event })
    const failures = itemFailures(outcome, messages.map(({ id }) => id), mapping.reportsItemFailures)
    return failures === 'all' ? messages : messages.filter(({ id }) => failures.includes(id))
  } catch {
    // Throttled: the batch comes back as if it had failed, as in AWS.
    return messages
  }
}

function recordOf(sourceArn: string, { id, receiptHandle, body, attributes, messageAttributes }: QueueMessage): object {
  return {
    messageId: id,
    receiptHandle,
    body,
    attributes,
    messageAttributes: Object.fromEntries(Object.entries(messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name, { dataType: DataType, ...(StringValue !== undefined && { stringValue: StringValue }), ...(BinaryValue !== undefined && { binaryValue: BinaryValue }), stringListValues: [], binaryListValues: [] },
    ])),
    md5OfBody: createHash('md5').update(body).digest('hex'),
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: 'us-east-1',
  }
}

function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
