/**
 * The two tables. The platform table is the truth: its stream becomes events. The hot table holds what
 * expires: counters, sessions, idempotency keys; it has no stream, and readers ignore what is past its `expiresAt`.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { Table } from 'dynamodb-toolbox/table'
import { noteCauses } from './cause.ts'
import { requiredEnv } from './env.ts'
import { answeredWithin } from './patience.ts'

export const documentClient = DynamoDBDocumentClient.from(
  new DynamoDBClient(answeredWithin(2500)),
  { marshallOptions: { removeUndefinedValues: true } },
)
noteCauses(documentClient, () => process.env.PLATFORM_TABLE)

const key = <const N extends string>(name: N) => ({ name, type: 'string' as const })
const index = <const N extends 'gsi1' | 'gsi2' | 'gsi3'>(name: N) => ({ type: 'global' as const, partitionKey: key(`${name}pk` as `${N}pk`), sortKey: key(`${name}sk` as `${N}sk`) })

/** Names come from the environment at first use, so that importing an entity needs none. */
export const platformTable = new Table({
  name: () => requiredEnv('PLATFORM_TABLE'),
  documentClient,
  partitionKey: key('pk'),
  sortKey: key('sk'),
  indexes: { gsi1: index('gsi1'), gsi2: index('gsi2'), gsi3: index('gsi3') },
  entityAttributeSavedAs: 'entity',
})

export const hotTable = new Table({
  name: () => requiredEnv('HOT_TABLE'),
  documentClient,
  partitionKey: key('pk'),
  sortKey: key('sk'),
  // Holds keys only: what stands under them is read together afterwards.
  indexes: { gsi1: index('gsi1') },
  entityAttributeSavedAs: 'entity',
})

/** What every entity says about itself: our own clock stamps it, and `entity` names it for the outbox. */
export const entityConventions = { entityAttribute: true, timestamps: false } as const

/** The attributes every versioned item carries. `version` counts its writes from 1; times are ISO 8601. */
export const stamped = () => ({ version: number(), createdAt: string(), updatedAt: string() })

/** DynamoDB's time to live is in epoch seconds. */
export const expiryAfter = (now: Date, seconds: number): number => Math.ceil(now.getTime() / 1000) + seconds
