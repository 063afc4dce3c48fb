/** Both tables on a DynamoDB Local of their own, for tests of what domains write without a whole cloud around them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { startEngine } from '../../local/dynamodb/engine.ts'

const key = (prefix = '') => [{ AttributeName: `${prefix}pk`, KeyType: 'HASH' as const }, { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const }]
const indexes = ['gsi1', 'gsi2', 'gsi3']
const texts = (...names: string[]) => names.map(AttributeName => ({ AttributeName, AttributeType: 'S' as const }))

const tables: CreateTableCommandInput[] = [
  {
    TableName: 'platform', BillingMode: 'PAY_PER_REQUEST', KeySchema: key(),
    AttributeDefinitions: texts('pk', 'sk', ...indexes.flatMap(index => [`${index}pk`, `${index}sk`])),
    GlobalSecondaryIndexes: indexes.map(IndexName => ({ IndexName, KeySchema: key(IndexName), Projection: { ProjectionType: 'ALL' as const } })),
  },
  {
    TableName: 'hot', BillingMode: 'PAY_PER_REQUEST', KeySchema: key(), AttributeDefinitions: texts('pk', 'sk', 'gsi1pk', 'gsi1sk'),
    GlobalSecondaryIndexes: [{ IndexName: 'gsi1', KeySchema: key('gsi1'), Projection: { ProjectionType: 'KEYS_ONLY' as const } }],
  },
]

/** Starts the engine and points this process's environment at it. Call it before the first request; stop it afterwards. */
export async function startLocalTables(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'local-tables-'))
  const { endpoint, stop } = await startEngine(folder)
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    PLATFORM_TABLE: 'platform', HOT_TABLE: 'hot',
  })
  const client = new DynamoDBClient({})
  await Promise.all(tables.map(table => client.send(new CreateTableCommand(table))))
  client.destroy()
  return {
    endpoint,
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
