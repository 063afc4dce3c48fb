/**
 * RestoreTableToPointInTime: another table with what this one held at some second. The engine keeps no backups, so the
 * past is found by going back: everything as it is now, and what has changed since, by the stream's old images, undone.
 * As in AWS the copy has keys and indexes, but neither stream nor expiry.
 */
import { AwsError } from '../plugin.ts'
import { mendEmptyMaps } from './empty-maps.ts'
import type { Past } from './past.ts'
import { settled } from './tables.ts'
import type { TableInfo } from './tables.ts'
import { STREAMS, TABLES } from './wire.ts'
import type { Wire } from './wire.ts'

export interface RestoreInput {
  readonly SourceTableName: string
  readonly TargetTableName: string
  /** Epoch seconds: what was written up to and in this second is there. */
  readonly RestoreDateTime?: number
  readonly UseLatestRestorableTime?: boolean
}

type Item = Record<string, unknown>
interface Change { readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: Item; readonly OldImage?: Item } }

const BATCH = 25

/** Answers the description of the new table, once it is whole. */
export async function restoreTable(wire: Wire, past: Past, source: TableInfo, { TargetTableName, RestoreDateTime, UseLatestRestorableTime }: RestoreInput, now: Date): Promise<object> {
  if (!source.pointInTime) throw new AwsError('PointInTimeRecoveryUnavailableException', `Point in time recovery is not enabled for table '${source.name}'`)
  if (RestoreDateTime === undefined && !UseLatestRestorableTime) throw new AwsError('ValidationException', 'Either RestoreDateTime or UseLatestRestorableTime must be given.')
  if (RestoreDateTime !== undefined && RestoreDateTime * 1000 > now.getTime()) throw new AwsError('InvalidRestoreTimeException', 'The restore time lies ahead.')
  const { Table } = await wire.call(`${TABLES}.DescribeTable`, { TableName: source.name })
  if (RestoreDateTime !== undefined && !Table.LatestStreamArn) {
    throw new AwsError('ValidationException', `The local cloud knows no past of ${source.name}, which has no stream: restore it with UseLatestRestorableTime.`)
  }
  const first = RestoreDateTime === undefined ? null : firstChangeAfter(past, source.name, Math.floor(RestoreDateTime))
  await wire.call(`${TABLES}.CreateTable`, {
    TableName: TargetTableName, AttributeDefinitions: Table.AttributeDefinitions, KeySchema: Table.KeySchema, BillingMode: 'PAY_PER_REQUEST',
    ...(Table.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: Table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }: Item) => ({ IndexName, KeySchema, Projection })) }),
  })
  await copyItems(wire, source.name, TargetTableName)
  // The stream is read after the items: what changed while they were copied is among the changes.
  if (first !== null) await undoSince(wire, TargetTableName, await changesFrom(wire, Table.LatestStreamArn, first))
  return settled(wire, TargetTableName)
}

function firstChangeAfter(past: Past, table: string, second: number): bigint | null {
  try {
    return past.firstChangeAfter(table, second)
  } catch (error) {
    if (error instanceof RangeError) throw new AwsError('InvalidRestoreTimeException', error.message)
    throw error
  }
}

async function copyItems(wire: Wire, from: string, to: string): Promise<void> {
  let ExclusiveStartKey: Item | undefined
  do {
    const page = await wire.call(`${TABLES}.Scan`, { TableName: from, ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) })
    const items = page.Items as Item[]
    for (let start = 0; start < items.length; start += BATCH) {
      await wire.call(`${TABLES}.BatchWriteItem`, { RequestItems: { [to]: items.slice(start, start + BATCH).map(Item => ({ PutRequest: { Item } })) } })
    }
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
}

/** The first change of an item after that second tells what the item was until then. */
async function undoSince(wire: Wire, table: string, changes: readonly Change[]): Promise<void> {
  const undone = new Set<string>()
  for (const { dynamodb: { Keys, OldImage } } of changes) {
    const key = JSON.stringify(Object.entries(Keys).sort())
    if (undone.has(key)) continue
    undone.add(key)
    await (OldImage ? wire.call(`${TABLES}.PutItem`, { TableName: table, Item: OldImage }) : wire.call(`${TABLES}.DeleteItem`, { TableName: table, Key: Keys }))
  }
}

async function changesFrom(wire: Wire, StreamArn: string, first: bigint): Promise<Change[]> {
  const changes: Change[] = []
  let ExclusiveStartShardId: string | undefined
  do {
    const { StreamDescription } = await wire.call(`${STREAMS}.DescribeStream`, { StreamArn, ...(ExclusiveStartShardId && { ExclusiveStartShardId }) })
    for (const { ShardId } of StreamDescription.Shards as { ShardId: string }[]) changes.push(...await changesOf(wire, StreamArn, ShardId))
    ExclusiveStartShardId = StreamDescription.LastEvaluatedShardId
  } while (ExclusiveStartShardId)
  const inOrder = (a: Change, b: Change) => (BigInt(a.dynamodb.SequenceNumber) < BigInt(b.dynamodb.SequenceNumber) ? -1 : 1)
  return changes.filter(({ dynamodb }) => BigInt(dynamodb.SequenceNumber) >= first).sort(inOrder)
}

async function changesOf(wire: Wire, StreamArn: string, ShardId: string): Promise<Change[]> {
  const changes: Change[] = []
  let { ShardIterator } = await wire.call(`${STREAMS}.GetShardIterator`, { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' })
  while (ShardIterator) {
    const page = mendEmptyMaps(await wire.call(`${STREAMS}.GetRecords`, { ShardIterator })) as { Records: Change[]; NextShardIterator?: string }
    changes.push(...page.Records)
    // An open shard has no end, only nothing more for now.
    if (page.Records.length === 0) break
    ShardIterator = page.NextShardIterator
  }
  return changes
}
