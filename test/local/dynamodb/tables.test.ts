import { BatchWriteItemCommand, DescribeTableCommand, DynamoDBClient, ExecuteStatementCommand, DeleteItemCommand, GetItemCommand, PutItemCommand, QueryCommand, RestoreTableToPointInTimeCommand, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TRANSACTION_CONFLICT } from '../../../local/dynamodb/faults.ts'
import { until } from '../../../bin/journey/until.ts'
import { createPlugin } from '../../../local/dynamodb/plugin.ts'
import { newFolder, smallCloud } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'

const READER = 'arn:aws:iam::000000000000:role/reader'
const WRITER = 'arn:aws:iam::000000000000:role/writer'
const tableArn = (name: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`
const platform = {
  TableName: 'platform',
  AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
  GlobalSecondaryIndexes: [{ IndexName: 'gsi1', KeySchema: [{ AttributeName: 'gsi1pk', KeyType: 'HASH' }, { AttributeName: 'gsi1sk', KeyType: 'RANGE' }], Projection: { ProjectionType: 'ALL' } }],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  BillingMode: 'PAY_PER_REQUEST',
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  DeletionProtectionEnabled: true,
  SSESpecification: { SSEEnabled: true },
}
const hot = {
  TableName: 'hot',
  AttributeDefinitions: platform.AttributeDefinitions.slice(0, 2),
  KeySchema: platform.KeySchema,
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
}
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'a' } })

describe('the local tables', () => {
  let cloud: SmallCloud
  let operator: DynamoDBClient

  beforeAll(async () => {
    cloud = await smallCloud()
    await cloud.plugin(createPlugin)
    await cloud.realise('AWS::DynamoDB::Table', platform)
    await cloud.realise('AWS::DynamoDB::Table', hot)
    await cloud.start()
    cloud.grant(READER, ['dynamodb:GetItem', 'dynamodb:Query'], tableArn('platform'))
    cloud.grant(WRITER, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], tableArn('platform'))
    operator = new DynamoDBClient(cloud.as())
  })
  afterAll(() => cloud.stop())

  test('a template’s table answers to its name, its ARN and its stream', async () => {
    const [table] = cloud.resources('AWS::DynamoDB::Table')
    expect(table?.ref).toBe('platform')
    expect(table?.attributes?.Arn).toBe(tableArn('platform'))
    expect(table?.attributes?.StreamArn).toMatch(/table\/platform\/stream\//)
    const { Table } = await operator.send(new DescribeTableCommand({ TableName: 'platform' }))
    expect(Table?.GlobalSecondaryIndexes?.map(index => index.IndexName)).toEqual(['gsi1'])
  })

  test('an item that was put is got', async () => {
    await operator.send(new PutItemCommand({ TableName: 'platform', Item: { ...key('got'), n: { N: '1' } } }))
    const { Item } = await new DynamoDBClient(cloud.as(READER)).send(new GetItemCommand({ TableName: 'platform', Key: key('got') }))
    expect(Item?.n).toEqual({ N: '1' })
  })

  test('a grant on the table does not open its index', async () => {
    const reader = new DynamoDBClient(cloud.as(READER))
    const onIndex = reader.send(new QueryCommand({ TableName: 'platform', IndexName: 'gsi1', KeyConditionExpression: 'gsi1pk = :a', ExpressionAttributeValues: { ':a': { S: 'a' } } }))
    await expect(onIndex).rejects.toThrow(`${READER} is not authorized to perform dynamodb:Query on resource: ${tableArn('platform')}/index/gsi1`)
  })

  test('a batch write needs its own grant', async () => {
    const writer = new DynamoDBClient(cloud.as(WRITER))
    const batch = writer.send(new BatchWriteItemCommand({ RequestItems: { platform: [{ PutRequest: { Item: key('batch') } }] } }))
    await expect(batch).rejects.toThrow('dynamodb:BatchWriteItem')
  })

  test('a transaction needs the grant of each of its items', async () => {
    const writer = new DynamoDBClient(cloud.as(WRITER))
    const put = { Put: { TableName: 'platform', Item: key('transaction') } }
    await expect(writer.send(new TransactWriteItemsCommand({ TransactItems: [put] }))).resolves.toBeDefined()
    const check = { ConditionCheck: { TableName: 'platform', Key: key('other'), ConditionExpression: 'attribute_exists(pk)' } }
    await expect(writer.send(new TransactWriteItemsCommand({ TransactItems: [put, check] }))).rejects.toThrow('dynamodb:ConditionCheckItem')
  })

  test('PartiQL is denied to everyone', async () => {
    await expect(operator.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM platform' }))).rejects.toThrow('dynamodb:ExecuteStatement')
  })

  test('a failed condition comes back as DynamoDB says it', async () => {
    await operator.send(new PutItemCommand({ TableName: 'platform', Item: key('once') }))
    const again = operator.send(new PutItemCommand({ TableName: 'platform', Item: key('once'), ConditionExpression: 'attribute_not_exists(pk)' }))
    await expect(again).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
  })

  test('a fault strikes as often as it was asked to, and only where', async () => {
    const impatient = new DynamoDBClient({ ...cloud.as(), maxAttempts: 1 })
    cloud.use('tables').injectFault({ operation: 'TransactWriteItems', table: 'platform', containing: 'struck', error: TRANSACTION_CONFLICT, times: 1 })
    const write = (pk: string) => impatient.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'platform', Item: key(pk) } }] }))
    await expect(write('spared')).resolves.toBeDefined()
    await expect(write('struck')).rejects.toMatchObject({ name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'TransactionConflict' }] })
    await expect(write('struck')).resolves.toBeDefined()
  })

  test('what has expired by the cloud’s clock is deleted, the rest stays', async () => {
    const inSeconds = (seconds: number) => ({ N: String(Math.floor(cloud.now().getTime() / 1000) + seconds) })
    await operator.send(new PutItemCommand({ TableName: 'hot', Item: { ...key('short'), expiresAt: inSeconds(60) } }))
    await operator.send(new PutItemCommand({ TableName: 'hot', Item: { ...key('long'), expiresAt: inSeconds(7200) } }))
    await operator.send(new PutItemCommand({ TableName: 'hot', Item: key('forever') }))
    cloud.advanceClock(3600)
    await cloud.use('tables').deleteExpired()
    expect(await cloud.use('tables').count('hot')).toBe(2)
    const { Item } = await operator.send(new GetItemCommand({ TableName: 'hot', Key: key('short') }))
    expect(Item).toBeUndefined()
  })

  test('those who wait for a change hear of a write, not of a read', async () => {
    let heard = 0
    const unsubscribe = cloud.use('tables').onWrite('hot', () => heard++)
    await operator.send(new GetItemCommand({ TableName: 'hot', Key: key('heard') }))
    await operator.send(new PutItemCommand({ TableName: 'hot', Item: key('heard') }))
    unsubscribe()
    await operator.send(new PutItemCommand({ TableName: 'hot', Item: key('heard') }))
    expect(heard).toBe(1)
  })
})

test('a table is brought back as it was at a second, beside the living one', async () => {
  const cloud = await smallCloud()
  await cloud.plugin(createPlugin)
  await cloud.realise('AWS::DynamoDB::Table', platform)
  await cloud.realise('AWS::DynamoDB::Table', hot)
  const operator = new DynamoDBClient({ ...cloud.as(), maxAttempts: 1 })
  const put = (pk: string, n: number) => operator.send(new PutItemCommand({ TableName: 'platform', Item: { ...key(pk), n: { N: String(n) }, gsi1pk: { S: 'g' }, gsi1sk: { S: pk }, empty: { M: {} } } }))
  await Promise.all([put('kept', 1), put('spoilt', 1), put('lost', 1)])
  const good = new Date()
  await until('the next second', async () => Math.floor(Date.now() / 1000) > Math.floor(good.getTime() / 1000))
  await Promise.all([put('spoilt', 2), operator.send(new DeleteItemCommand({ TableName: 'platform', Key: key('lost') })), put('added', 2)])
  await put('spoilt', 3)
  const restore = (TargetTableName: string, from = 'platform', at?: Date) => operator.send(new RestoreTableToPointInTimeCommand({ SourceTableName: from, TargetTableName, ...(at ? { RestoreDateTime: at } : { UseLatestRestorableTime: true }) }))
  const heldBy = async (TableName: string) => (await operator.send(new ScanCommand({ TableName, IndexName: 'gsi1' }))).Items!.map(item => `${item.pk!.S} ${item.n!.N}`).sort()

  expect((await restore('as-it-was', 'platform', good)).TableDescription).toMatchObject({ TableStatus: 'ACTIVE', ItemCount: 3 })
  expect(await heldBy('as-it-was')).toEqual(['kept 1', 'lost 1', 'spoilt 1'])
  await restore('as-it-is')
  expect(await heldBy('as-it-is')).toEqual(['added 2', 'kept 1', 'spoilt 3'])
  expect(await heldBy('platform')).toEqual(['added 2', 'kept 1', 'spoilt 3'])
  await expect(restore('as-it-is')).rejects.toMatchObject({ name: 'ResourceInUseException' })
  await expect(restore('again', 'hot')).rejects.toMatchObject({ name: 'PointInTimeRecoveryUnavailableException' })
  await expect(restore('again', 'platform', new Date(Date.now() + 60_000))).rejects.toMatchObject({ name: 'InvalidRestoreTimeException' })
  await cloud.stop()
}, 20_000)

test('tables keep their items over a restart and gain an index that is new in the template', async () => {
  const stateDir = newFolder()
  const before = await smallCloud({ stateDir })
  await before.plugin(createPlugin)
  await before.realise('AWS::DynamoDB::Table', { ...platform, GlobalSecondaryIndexes: [], AttributeDefinitions: platform.AttributeDefinitions.slice(0, 2) })
  const operator = new DynamoDBClient(before.as())
  await operator.send(new PutItemCommand({ TableName: 'platform', Item: { ...key('kept'), gsi1pk: { S: 'g' }, gsi1sk: { S: 'g' } } }))
  // Enough of them that the new index takes a moment to fill.
  for (const batch of ['a', 'b', 'c']) await operator.send(new BatchWriteItemCommand({ RequestItems: { platform: Array.from({ length: 25 }, (_, n) => ({ PutRequest: { Item: key(`${batch}${n}`) } })) } }))
  await before.stop()

  const after = await smallCloud({ stateDir })
  await after.plugin(createPlugin)
  await after.realise('AWS::DynamoDB::Table', platform)
  const { Items } = await new DynamoDBClient(after.as()).send(new QueryCommand({ TableName: 'platform', IndexName: 'gsi1', KeyConditionExpression: 'gsi1pk = :g', ExpressionAttributeValues: { ':g': { S: 'g' } } }))
  expect(Items?.map(item => item.pk?.S)).toEqual(['kept'])
  await expect(after.realise('AWS::DynamoDB::Table', { ...platform, KeySchema: platform.KeySchema.slice(0, 1) })).rejects.toThrow('other keys')
  await after.stop()
}, 20_000)
