/**
 * Reads a table's stream in order, shard by shard, parents before children, and remembers how far it came:
 * a checkpoint moves only after its records were dealt with, so a crash repeats records and loses none.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { AwsError } from '../../plugin.ts'
import type { Cloud, State } from '../../plugin.ts'

export interface StreamRecord {
  readonly eventID: string
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime: number; readonly Keys: Record<string, unknown> }
}

/** Per shard the last sequence number dealt with, or END when the shard is closed and read to its end. */
interface Progress { readonly since: number; readonly checkpoints: Record<string, string> }

export interface StreamReaderOptions {
  readonly cloud: Cloud
  readonly id: string
  readonly streamArn: string
  readonly batchSize: number
  readonly windowMs: number
  /** Begins with what is written from the first start on; otherwise with the oldest record. */
  readonly startsAtLatest: boolean
  readonly signal: AbortSignal
  authorise(operation: string): void
  /** Deals with records of one shard, in order. Answers false when it had to give up because the cloud ends. */
  deal(records: readonly StreamRecord[], shardId: string, checkpoint: (sequenceNumber: string) => void): Promise<boolean>
  problem(error: unknown): void
}

interface Page { readonly Records: StreamRecord[]; readonly NextShardIterator?: string }
interface Shard { readonly ShardId: string; readonly ParentShardId?: string }

const END = 'end'
const SHORTEST_NAP_MS = 10
// Writes wake the reader; this is for those that go past our endpoint to the engine.
const LONGEST_NAP_MS = 500
const LOOK_FOR_SHARDS_MS = 30_000
const AFTER_PROBLEM_MS = 500

export async function readStream(options: StreamReaderOptions): Promise<void> {
  const { cloud, id, streamArn, signal, problem } = options
  const progress = cloud.state<Progress>('lambda', `stream-${id}`, () => ({ since: cloud.now().getTime(), checkpoints: {} }))
  progress.save()
  const doorbell = createDoorbell(signal)
  const unsubscribe = cloud.use('tables').onWrite(/:table\/([^/]+)/.exec(streamArn)?.[1] ?? '', doorbell.ring)
  const readers = new Map<string, Promise<void>>()

  const rest = async (reason: unknown): Promise<void> => {
    problem(reason)
    await pause(AFTER_PROBLEM_MS, undefined, { signal }).catch(() => {})
  }
  while (!signal.aborted) {
    try {
      for (const { ShardId } of await readableShards(options, progress)) {
        if (readers.has(ShardId)) continue
        readers.set(ShardId, readShard(options, ShardId, progress, doorbell).catch(rest).finally(() => readers.delete(ShardId)))
      }
      const aWhile = new AbortController()
      await Promise.race([...readers.values(), pause(LOOK_FOR_SHARDS_MS, undefined, { signal: AbortSignal.any([signal, aWhile.signal]) }).catch(() => {})])
      aWhile.abort()
    } catch (error) {
      await rest(error)
    }
  }
  unsubscribe()
  await Promise.all(readers.values())
}

/** Open work: a shard that is not read to its end, and whose parent is. */
async function readableShards({ cloud, streamArn, authorise }: StreamReaderOptions, { value }: State<Progress>): Promise<Shard[]> {
  const shards: Shard[] = []
  let from: string | undefined
  do {
    authorise('DescribeStream')
    const { StreamDescription } = await cloud.use('tables').streams('DescribeStream', { StreamArn: streamArn, ...(from && { ExclusiveStartShardId: from }) })
    shards.push(...StreamDescription.Shards)
    from = StreamDescription.LastEvaluatedShardId
  } while (from !== undefined)
  const present = new Set(shards.map(({ ShardId }) => ShardId))
  for (const shardId of Object.keys(value.checkpoints)) if (!present.has(shardId)) delete value.checkpoints[shardId]
  return shards.filter(({ ShardId, ParentShardId }) =>
    value.checkpoints[ShardId] !== END && (ParentShardId === undefined || !present.has(ParentShardId) || value.checkpoints[ParentShardId] === END))
}

async function readShard(options: StreamReaderOptions, shardId: string, progress: State<Progress>, doorbell: Doorbell): Promise<void> {
  const { cloud, authorise, batchSize, windowMs, startsAtLatest, deal, signal } = options
  const { checkpoints, since } = progress.value
  const checkpoint = (sequenceNumber: string): void => {
    checkpoints[shardId] = sequenceNumber
    progress.save()
  }
  const read = async (iterator: string, limit: number): Promise<Page> => {
    authorise('GetRecords')
    return await cloud.use('tables').streams('GetRecords', { ShardIterator: iterator, Limit: limit }) as Page
  }

  let iterator: string | undefined = await openShard(options, shardId, checkpoints[shardId])
  let napMs = SHORTEST_NAP_MS
  let lostPlaces = 0
  while (iterator !== undefined && !signal.aborted) {
    const heard = doorbell.count()
    const answer: Page | undefined = await read(iterator, batchSize).catch(unlessPlaceIsLost)
    if (answer === undefined) {
      // The engine says so now and then while a shard's first record is being written. When it keeps saying so,
      // what follows the checkpoint is gone, after a rest of more than a day: the oldest that is left comes next.
      iterator = await openShard(options, shardId, ++lostPlaces < 5 ? checkpoints[shardId] : undefined)
      await doorbell.nap(SHORTEST_NAP_MS, heard)
      continue
    }
    lostPlaces = 0
    let records = answer.Records
    let next: string | undefined = answer.NextShardIterator
    const until = Date.now() + windowMs
    while (records.length > 0 && records.length < batchSize && Date.now() < until && next !== undefined && !signal.aborted) {
      await doorbell.nap(Math.min(100, until - Date.now()), doorbell.count())
      const more = await read(next, batchSize - records.length)
      records = [...records, ...more.Records]
      next = more.NextShardIterator
    }
    // Creation times are whole seconds, rounded down.
    const wanted = startsAtLatest ? records.filter(({ dynamodb }) => (dynamodb.ApproximateCreationDateTime + 1) * 1000 > since) : records
    if (wanted.length > 0 && !await deal(wanted, shardId, checkpoint)) return
    if (records.length > 0) {
      checkpoint(records.at(-1)!.dynamodb.SequenceNumber)
      napMs = SHORTEST_NAP_MS
    } else if (next !== undefined) {
      napMs = await doorbell.nap(napMs, heard) ? SHORTEST_NAP_MS : Math.min(LONGEST_NAP_MS, napMs * 2)
    }
    iterator = next
  }
  if (iterator === undefined) checkpoint(END)
}

function unlessPlaceIsLost(error: unknown): undefined {
  if (error instanceof AwsError && (error.code === 'TrimmedDataAccessException' || error.code === 'ExpiredIteratorException')) return undefined
  throw error
}

async function openShard({ cloud, streamArn, authorise }: StreamReaderOptions, shardId: string, after: string | undefined): Promise<string> {
  const open = async (position: object): Promise<string> => {
    authorise('GetShardIterator')
    return (await cloud.use('tables').streams('GetShardIterator', { StreamArn: streamArn, ShardId: shardId, ...position })).ShardIterator
  }
  const fromTheOldest = { ShardIteratorType: 'TRIM_HORIZON' }
  if (after === undefined) return open(fromTheOldest)
  try {
    return await open({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after })
  } catch (error) {
    // A stream keeps a day. After a longer rest, the oldest record that is left comes next.
    if (error instanceof AwsError && error.code === 'TrimmedDataAccessException') return open(fromTheOldest)
    throw error
  }
}

interface Doorbell {
  readonly ring: () => void
  /** How often it rang so far. */
  count(): number
  /** Waits for the next ring after `heard`, at most so long. Answers whether it rang. */
  nap(ms: number, heard: number): Promise<boolean>
}

function createDoorbell(signal: AbortSignal): Doorbell {
  let rings = 0
  const sleepers = new Set<() => void>()
  const ring = (): void => {
    rings++
    for (const wake of sleepers) wake()
  }
  signal.addEventListener('abort', ring)
  return {
    ring,
    count: () => rings,
    nap: (ms, heard) => new Promise(resolve => {
      const done = (): void => {
        clearTimeout(timer)
        sleepers.delete(done)
        resolve(rings > heard)
      }
      const timer = setTimeout(done, rings > heard ? 0 : ms)
      sleepers.add(done)
    }),
  }
}
