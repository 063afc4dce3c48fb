/** Feeds a function from a table's stream: in order, retried, split in two, and given up as the mapping says. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterFailure } from '../../durable/after-failure.ts'
import type { Cloud, Permission } from '../../plugin.ts'
import type { Functions } from '../functions.ts'
import { unhandled } from '../instance.ts'
import type { Outcome } from '../instance.ts'
import { itemFailures } from './item-failures.ts'
import { callerOf, passes, requirePermissions } from './mapping.ts'
import type { Mapping, Poller } from './mapping.ts'
import { readStream } from './stream-reader.ts'
import type { StreamRecord } from './stream-reader.ts'

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 60_000

type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded'

export function startStreamMapping(cloud: Cloud, functions: Functions, mapping: Mapping): Poller {
  const fn = functions.find(mapping.functionReference)
  const { sourceArn } = mapping
  // ListStreams too is granted on the streams it may list (docs: iam-policy-read-stream-only).
  const needs = (operation: string): Permission => ({ action: `dynamodb:${operation}`, resource: sourceArn })
  const authorise = (operation: string): void => cloud.iam.authorise(callerOf(fn), [needs(operation)])
  requirePermissions(cloud, fn, mapping, ['ListStreams', 'DescribeStream', 'GetShardIterator', 'GetRecords'].map(needs))
  authorise('ListStreams')
  const stopping = new AbortController()
  const { signal } = stopping

  /** Answers false only when the cloud ends before the records were dealt with. */
  const deal = async (records: readonly StreamRecord[], shardId: string, checkpoint: (sequenceNumber: string) => void, retried = 0): Promise<boolean> => {
    let left = records
    for (let attempt = retried; left.length > 0; attempt++) {
      const outcome = await run(left)
      if (signal.aborted && outcome.functionError !== undefined) return false
      const numbers = left.map(sequenceNumberOf)
      const failures = itemFailures(outcome, numbers, mapping.reportsItemFailures)
      if (failures.length === 0) return true
      // Everything before the first failure is done, whatever was said about what follows.
      const first = failures === 'all' ? 0 : numbers.findIndex(number => failures.includes(number))
      if (first > 0) {
        checkpoint(numbers[first - 1]!)
        left = left.slice(first)
        attempt = -1
      }
      const condition = givenUp(left, attempt)
      if (condition !== undefined) {
        await giveUp(left, shardId, outcome, condition, attempt + 1)
        return true
      }
      await pause(afterFailure(cloud, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, attempt))), undefined, { signal }).catch(() => {})
      if (signal.aborted) return false
      // Splitting costs no attempt: the record that cannot be digested is found before its neighbours are given up.
      if (first === 0 && mapping.bisects && left.length > 1) {
        const middle = Math.ceil(left.length / 2)
        if (!await deal(left.slice(0, middle), shardId, checkpoint, attempt)) return false
        checkpoint(sequenceNumberOf(left[middle - 1]!))
        return deal(left.slice(middle), shardId, checkpoint, attempt)
      }
    }
    return true
  }

  const givenUp = (records: readonly StreamRecord[], attempt: number): Condition | undefined => {
    if (cloud.now().getTime() - records[0]!.dynamodb.ApproximateCreationDateTime * 1000 > mapping.maxAgeMs) return 'RecordAgeExceeded'
    const stillSplits = mapping.bisects && records.length > 1
    return attempt >= mapping.retries && !stillSplits ? 'RetryAttemptsExhausted' : undefined
  }

  const run = async (records: readonly StreamRecord[]): Promise<Outcome> => {
    const wanted = records.filter(record => passes(mapping, record))
    if (wanted.length === 0) return { payload: 'null' }
    const event = JSON.stringify({ Records: wanted.map(record => ({ ...record, awsRegion: cloud.region, eventSourceARN: sourceArn })) })
    try {
      return await functions.run(fn, { requestId: randomUUID(), event })
    } catch (error) {
      return unhandled({ errorType: (error as Error).name, errorMessage: (error as Error).message })
    }
  }

  const giveUp = async (records: readonly StreamRecord[], shardId: string, outcome: Outcome, condition: Condition, attempts: number): Promise<void> => {
    cloud.record({ kind: 'error', source: fn.name, message: `${records.length} change(s) of ${sourceArn} were given up: ${condition}.`, detail: records })
    if (mapping.onFailureArn === undefined) return
    const arrival = (record: StreamRecord): string => new Date(record.dynamodb.ApproximateCreationDateTime * 1000).toISOString()
    const [first, last] = [records[0]!, records.at(-1)!]
    const message = {
      version: '1.0',
      timestamp: cloud.now().toISOString(),
      requestContext: { requestId: randomUUID(), functionArn: fn.arn, condition, approximateInvokeCount: attempts },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(outcome.functionError && { functionError: outcome.functionError }) },
      DDBStreamBatchInfo: {
        shardId, streamArn: sourceArn, batchSize: records.length,
        startSequenceNumber: sequenceNumberOf(first), endSequenceNumber: sequenceNumberOf(last),
        approximateArrivalOfFirstRecord: arrival(first), approximateArrivalOfLastRecord: arrival(last),
      },
    }
    await cloud.use('queues').send(mapping.onFailureArn, JSON.stringify(message), {}, callerOf(fn)).catch(problem)
  }

  const problem = (error: unknown): void => {
    if (!signal.aborted) cloud.record({ kind: 'error', source: fn.name, message: `Reading from ${sourceArn} failed: ${(error as Error).message}` })
  }
  const { id, batchSize, windowMs, startsAtLatest } = mapping
  const reading = readStream({ cloud, id, streamArn: sourceArn, batchSize, windowMs, startsAtLatest, signal, authorise, deal, problem })

  return {
    stop: async () => {
      stopping.abort()
      await reading
    },
  }
}

const sequenceNumberOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber
