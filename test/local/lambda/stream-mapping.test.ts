import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlugin as createDynamoDb } from '../../../local/dynamodb/plugin.ts'
import { createPlugin as createLambda } from '../../../local/lambda/plugin.ts'
import { createPlugin as createSqs } from '../../../local/sqs/plugin.ts'
import { eventually, newFolder, smallCloud } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'
import { aFunction, bundles, roleOf } from './some-function.ts'
import type { Bundles } from './some-function.ts'

const READ = ['dynamodb:ListStreams', 'dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords']
const CONSUMER = `exports.handler = async ({ Records }) => {
  const said = Records.map(({ dynamodb: { Keys, NewImage } }) => Keys.pk.S + NewImage.n.N)
  console.log('saw', JSON.stringify(said))
  if (process.env.REPORTS) {
    const bad = Records.findIndex(({ dynamodb }) => dynamodb.Keys.pk.S === 'bad')
    return { batchItemFailures: bad < 0 ? [] : [{ itemIdentifier: Records[bad].dynamodb.SequenceNumber }] }
  }
  if (said.some(key => key.startsWith('bad'))) throw new Error('indigestible')
}`
const failures = 'arn:aws:sqs:us-east-1:000000000000:failures'

async function aCloud(code: Bundles, stateDir = newFolder()): Promise<SmallCloud> {
  const cloud = await smallCloud({ assets: code.assets, stateDir, pace: 0 })
  for (const create of [createSqs, createDynamoDb, createLambda]) await cloud.plugin(create)
  await cloud.realise('AWS::SQS::Queue', { QueueName: 'failures' })
  return cloud
}

async function aReader(cloud: SmallCloud, code: Bundles, name: string, mapping: object = {}, variables: object = {}): Promise<void> {
  const { attributes } = await cloud.realise('AWS::DynamoDB::Table', {
    TableName: name, AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  const functionArn = await aFunction(cloud, code, name, CONSUMER, { Environment: { Variables: variables } })
  await cloud.realise('AWS::Lambda::EventSourceMapping', { FunctionName: functionArn, EventSourceArn: attributes!.StreamArn, StartingPosition: 'TRIM_HORIZON', DestinationConfig: { OnFailure: { Destination: failures } }, ...mapping }, `${name}Mapping`)
}

const writer = (cloud: SmallCloud) => {
  const client = new DynamoDBClient(cloud.as())
  return (TableName: string, pk: string, n: number) => client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, n: { N: String(n) } } }))
}
const seen = (cloud: SmallCloud, name: string): string[] => cloud.activity({ kind: 'log', source: name }).filter(({ message }) => message.startsWith('saw ')).flatMap(({ message }) => JSON.parse(message.slice(4)))

describe('a function behind a table’s stream', () => {
  const code = bundles()
  let cloud: SmallCloud
  let put: ReturnType<typeof writer>
  beforeAll(async () => {
    cloud = await aCloud(code)
    await aReader(cloud, code, 'ordered')
    await aReader(cloud, code, 'bisected', { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1, MaximumBatchingWindowInSeconds: 1 })
    await aReader(cloud, code, 'reported', { FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumRetryAttempts: 1, BatchSize: 5, MaximumBatchingWindowInSeconds: 1 }, { REPORTS: 'yes' })
    for (const name of ['ordered', 'bisected', 'reported']) cloud.grant(roleOf(name), [...READ, 'sqs:SendMessage'])
    await cloud.start()
    put = writer(cloud)
  })
  afterAll(() => cloud.stop())

  test('sees every change once, those of a key in their order', async () => {
    for (let n = 1; n <= 20; n++) await Promise.all(['a', 'b'].map(pk => put('ordered', pk, n)))
    await eventually(() => seen(cloud, 'ordered').length).toBe(40)
    const inOrder = (pk: string) => Array.from({ length: 20 }, (_, index) => `${pk}${index + 1}`)
    for (const pk of ['a', 'b']) expect(seen(cloud, 'ordered').filter(said => said.startsWith(pk))).toEqual(inOrder(pk))
  })

  test('hears of a change within a moment', async () => {
    const from = Date.now()
    await put('ordered', 'soon', 1)
    await eventually(() => seen(cloud, 'ordered')).toContain('soon1')
    expect(Date.now() - from).toBeLessThan(2_000)
  })

  test('loses only the change it cannot digest, when batches are split', async () => {
    await Promise.all([put('bisected', 'good', 1), put('bisected', 'bad', 1), put('bisected', 'fine', 1), put('bisected', 'well', 1)])
    const given = () => cloud.activity({ kind: 'error', source: 'bisected' }).filter(({ message }) => message.includes('given up'))
    await eventually(given).toMatchObject([{ message: expect.stringContaining('1 change(s)') }])
    await eventually(() => ['good1', 'fine1', 'well1'].every(said => seen(cloud, 'bisected').includes(said))).toBe(true)
    const letters = cloud.use('queues').peek(failures).map(({ body }) => JSON.parse(body))
    expect(letters).toContainEqual(expect.objectContaining({ requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted' }), DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1 }) }))
  })

  test('gets again what it reported and what follows, not what came before', async () => {
    await put('reported', 'before', 1)
    await put('reported', 'bad', 1)
    await put('reported', 'after', 1)
    const given = () => cloud.activity({ kind: 'error', source: 'reported' }).filter(({ message }) => message.includes('given up'))
    await eventually(given).toHaveLength(1)
    expect(seen(cloud, 'reported').filter(said => said === 'before1')).toHaveLength(1)
    await eventually(() => seen(cloud, 'reported').filter(said => said === 'bad1').length).toBeGreaterThan(1)
  })
})

test('changes that were written while nobody read are read after a restart, and old ones are not read again', async () => {
  const code = bundles()
  const stateDir = newFolder()
  const before = await aCloud(code, stateDir)
  before.grant(roleOf('restarted'), READ)
  await aReader(before, code, 'restarted')
  await before.start()
  await writer(before)('restarted', 'seen', 1)
  await eventually(() => seen(before, 'restarted')).toEqual(['seen1'])
  await eventually(() => Object.values(before.state('lambda', 'stream-small-restartedMapping', () => ({ checkpoints: {} })).value.checkpoints)).toHaveLength(1)
  await before.stop()

  const between = await aCloud(code, stateDir)
  await aReader(between, code, 'restarted')
  await writer(between)('restarted', 'missed', 1)
  await between.stop()

  const after = await aCloud(code, stateDir)
  after.grant(roleOf('restarted'), READ)
  await aReader(after, code, 'restarted')
  await after.start()
  await eventually(() => seen(after, 'restarted')).toEqual(['missed1'])
  await after.stop()
}, 20_000)

test('a function whose role may not read the stream stops the start', async () => {
  const code = bundles()
  const cloud = await aCloud(code)
  await aReader(cloud, code, 'unallowed')
  cloud.grant(roleOf('unallowed'), READ.slice(0, 3))
  await expect(cloud.start()).rejects.toThrow(`its role ${roleOf('unallowed')} is not authorized to perform dynamodb:GetRecords`)
  await cloud.stop()
})
