/** AWS::DynamoDB::Table and GlobalTable on the engine: created when missing, indexes and stream added when new. */
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { AwsError } from '../plugin.ts'
import type { Realised, Resource } from '../plugin.ts'
import { TABLES } from './wire.ts'
import type { Wire } from './wire.ts'

export interface TableInfo {
  readonly name: string
  readonly keys: readonly string[]
  /** The attribute that holds the expiry in epoch seconds. */
  readonly ttlAttribute?: string
  /** Whether it can be brought back as it was. */
  readonly pointInTime: boolean
}

type Properties = Record<string, any>
type Description = Record<string, any>

export function describeTable({ stack, logicalId, properties }: Resource): TableInfo {
  const ttl = properties.TimeToLiveSpecification
  return {
    name: properties.TableName ?? `${stack}-${logicalId}`,
    keys: properties.KeySchema.map((key: Properties) => key.AttributeName),
    pointInTime: properties.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true,
    ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
  }
}

export async function realiseTable(wire: Wire, { name }: TableInfo, properties: Properties): Promise<Realised> {
  const existing = await find(wire, name)
  const description = existing === undefined
    ? await create(wire, name, properties)
    : await update(wire, name, properties, existing)
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
      TableId: name,
      // The engine's own name of the stream, with its odd region: what GetRecords and the event source mapping must use.
      ...(description.LatestStreamArn && { StreamArn: description.LatestStreamArn }),
    },
  }
}

async function find(wire: Wire, name: string): Promise<Description | undefined> {
  try {
    return (await wire.call(`${TABLES}.DescribeTable`, { TableName: name })).Table
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

async function create(wire: Wire, name: string, properties: Properties): Promise<Description> {
  const indexes = globalIndexes(properties)
  const { TableDescription } = await wire.call(`${TABLES}.CreateTable`, {
    TableName: name,
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    // Capacity is not simulated; on demand never throttles.
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(properties.LocalSecondaryIndexes && { LocalSecondaryIndexes: properties.LocalSecondaryIndexes }),
    ...(properties.StreamSpecification && { StreamSpecification: stream(properties) }),
  })
  return TableDescription
}

async function update(wire: Wire, name: string, properties: Properties, existing: Description): Promise<Description> {
  if (!isDeepStrictEqual(existing.KeySchema, properties.KeySchema)) {
    throw new Error(`The table ${name} was created with other keys than the template now has; CloudFormation would replace it. Run "npm run reset" to start afresh.`)
  }
  // An earlier start may have been cut off while an index was filling.
  let description = isFilled(existing) ? existing : await settled(wire, name)
  const change = async (input: object): Promise<void> => {
    await wire.call(`${TABLES}.UpdateTable`, { TableName: name, ...input })
    description = await settled(wire, name)
  }
  const present = new Set((existing.GlobalSecondaryIndexes ?? []).map((index: Description) => index.IndexName))
  for (const index of globalIndexes(properties)) {
    if (present.has(index.IndexName)) continue
    await change({ AttributeDefinitions: properties.AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: index }] })
  }
  if (properties.StreamSpecification && !existing.StreamSpecification?.StreamEnabled) await change({ StreamSpecification: stream(properties) })
  return description
}

const FILLING_TAKES_AT_MOST_MS = 120_000

/** The engine fills a new index in the background. A query meanwhile is an internal failure, and now and then so is the question how far it is. */
export async function settled(wire: Wire, name: string): Promise<Description> {
  const end = Date.now() + FILLING_TAKES_AT_MOST_MS
  for (;;) {
    const description = await find(wire, name).catch((error: unknown) => {
      if (error instanceof AwsError && error.code === 'InternalFailure' && Date.now() < end) return undefined
      throw error
    })
    if (description && isFilled(description)) return description
    if (Date.now() >= end) throw new Error(`The indexes of the table ${name} are not filled after ${FILLING_TAKES_AT_MOST_MS / 1000} seconds.`)
    await pause(20)
  }
}

const isFilled = ({ TableStatus, GlobalSecondaryIndexes = [] }: Description): boolean =>
  TableStatus === 'ACTIVE' && GlobalSecondaryIndexes.every((index: Description) => index.IndexStatus === 'ACTIVE')

const globalIndexes = (properties: Properties): Properties[] =>
  (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }: Properties) => ({ IndexName, KeySchema, Projection }))

const stream = (properties: Properties) => ({ StreamEnabled: true, StreamViewType: properties.StreamSpecification.StreamViewType })
