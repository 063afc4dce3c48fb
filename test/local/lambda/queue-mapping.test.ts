import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlugin as createLambda } from '../../../local/lambda/plugin.ts'
import { createPlugin as createSqs } from '../../../local/sqs/plugin.ts'
import { eventually, newFolder, smallCloud } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'
import { aFunction, bundles, roleOf } from './some-function.ts'
import type { Bundles } from './some-function.ts'

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
// Says every body it sees; fails, crashes or hangs on the bodies that ask for it.
const CONSUMER = `exports.handler = async ({ Records }) => {
  for (const { body } of Records) console.log('saw', body)
  if (Records.some(({ body }) => body === 'crash')) process.exit(1)
  if (Records.some(({ body }) => body === 'hang')) await new Promise(() => setInterval(() => {}, 1000))
  return { batchItemFailures: Records.filter(({ body }) => body.startsWith('bad')).map(({ messageId }) => ({ itemIdentifier: messageId })) }
}`

async function aCloud(code: Bundles, stateDir = newFolder()): Promise<SmallCloud> {
  const cloud = await smallCloud({ assets: code.assets, stateDir, pace: 0 })
  await cloud.plugin(createSqs)
  await cloud.plugin(createLambda)
  return cloud
}

async function aConsumer(cloud: SmallCloud, code: Bundles, name: string, { source = CONSUMER, mapping = {}, fn = {}, maxReceiveCount = 3 }: { source?: string; mapping?: object; fn?: Record<string, unknown>; maxReceiveCount?: number } = {}) {
  await cloud.realise('AWS::SQS::Queue', { QueueName: `${name}-dead` })
  await cloud.realise('AWS::SQS::Queue', { QueueName: name, VisibilityTimeout: 30, RedrivePolicy: { deadLetterTargetArn: queueArn(`${name}-dead`), maxReceiveCount } })
  const functionArn = await aFunction(cloud, code, name, source, fn)
  await cloud.realise('AWS::Lambda::EventSourceMapping', { FunctionName: functionArn, EventSourceArn: queueArn(name), FunctionResponseTypes: ['ReportBatchItemFailures'], ...mapping }, `${name}Mapping`)
}

const seen = (cloud: SmallCloud, name: string) => cloud.activity({ kind: 'log', source: name }).filter(({ message }) => message.startsWith('saw ')).map(({ message }) => message.slice(4))
const left = (cloud: SmallCloud, name: string) => cloud.use('queues').peek(queueArn(name)).map(({ body }) => body)

describe('a function behind a queue', () => {
  const code = bundles()
  let cloud: SmallCloud
  beforeAll(async () => {
    cloud = await aCloud(code)
    for (const name of ['plain', 'partial', 'crashing', 'hanging']) {
      cloud.grant(roleOf(name), CONSUME, queueArn(name))
      await aConsumer(cloud, code, name, { fn: { Timeout: 1 }, mapping: name === 'crashing' ? { BatchSize: 1 } : {} })
    }
    await cloud.start()
  })
  afterAll(() => cloud.stop())
  const send = (name: string, body: string) => cloud.use('queues').send(queueArn(name), body)

  test('sees each message and leaves the queue empty', async () => {
    await Promise.all(['1', '2', '3'].map(body => send('plain', body)))
    await eventually(() => seen(cloud, 'plain').sort()).toEqual(['1', '2', '3'])
    await eventually(() => left(cloud, 'plain')).toEqual([])
  })

  test('gets only the messages again that it reported, until they are dead letters', async () => {
    await Promise.all(['good 1', 'bad', 'good 2'].map(body => send('partial', body)))
    await eventually(() => left(cloud, 'partial-dead')).toEqual(['bad'])
    await eventually(() => left(cloud, 'partial')).toEqual([])
    await eventually(() => seen(cloud, 'partial').filter(body => body === 'bad')).toHaveLength(3)
    await eventually(() => seen(cloud, 'partial').filter(body => body === 'good 1')).toHaveLength(1)
  })

  test('that crashes gets the message again, and others go on meanwhile', async () => {
    await send('crashing', 'crash')
    await send('crashing', 'fine')
    await eventually(() => left(cloud, 'crashing-dead')).toEqual(['crash'])
    await eventually(() => seen(cloud, 'crashing').filter(body => body === 'fine')).toHaveLength(1)
    await eventually(() => seen(cloud, 'crashing').filter(body => body === 'crash')).toHaveLength(3)
  })

  test('that hangs is killed at its timeout, and its message comes again', async () => {
    await send('hanging', 'hang')
    await eventually(() => seen(cloud, 'hanging').length).toBeGreaterThan(1)
    expect(cloud.activity({ kind: 'error', source: 'hanging' }).map(({ message }) => message)).toContainEqual(expect.stringContaining('Task timed out after 1.00 seconds'))
  })
})

test('a function whose role may not delete from its queue stops the start, function and role being named', async () => {
  const code = bundles()
  const cloud = await aCloud(code)
  await aConsumer(cloud, code, 'unallowed')
  cloud.grant(roleOf('unallowed'), ['sqs:ReceiveMessage'], queueArn('unallowed'))
  await expect(cloud.start()).rejects.toThrow(`The function unallowed cannot read from ${queueArn('unallowed')}: its role ${roleOf('unallowed')} is not authorized to perform sqs:DeleteMessage`)
  await cloud.stop()
})

test('a message in the hands of a function when the cloud ends is handed out again by the next one', async () => {
  const code = bundles()
  const stateDir = newFolder()
  const before = await aCloud(code, stateDir)
  before.grant(roleOf('cut'), CONSUME)
  await aConsumer(before, code, 'cut')
  await before.start()
  await before.use('queues').send(queueArn('cut'), 'hang')
  await eventually(() => seen(before, 'cut')).toEqual(['hang'])
  await before.stop()

  const after = await aCloud(code, stateDir)
  after.grant(roleOf('cut'), CONSUME)
  await aConsumer(after, code, 'cut')
  await after.start()
  await eventually(() => seen(after, 'cut')).toEqual(['hang'])
  await after.stop()
})

test('an asynchronous invocation is tried three times and then told to the failure destination', async () => {
  const code = bundles()
  const cloud = await aCloud(code)
  await cloud.realise('AWS::SQS::Queue', { QueueName: 'failures' })
  const arn = await aFunction(cloud, code, 'async', 'exports.handler = async event => { console.log("saw", event.n); throw new Error("no") }')
  await cloud.realise('AWS::Lambda::EventInvokeConfig', { FunctionName: arn, Qualifier: '$LATEST', DestinationConfig: { OnFailure: { Destination: queueArn('failures') } } }, 'config')
  cloud.grant(roleOf('async'), ['sqs:SendMessage'], queueArn('failures'))
  await cloud.start()
  const { requestId } = await cloud.use('lambda').invoke(arn, { n: 7 }, { caller: { kind: 'operator', principal: 'operator' }, type: 'Event' })
  await eventually(() => left(cloud, 'failures')).toHaveLength(1)
  expect(JSON.parse(left(cloud, 'failures')[0]!)).toMatchObject({ requestContext: { requestId, condition: 'RetriesExhausted', approximateInvokeCount: 3 }, requestPayload: { n: 7 }, responsePayload: { errorMessage: 'no' } })
  await eventually(() => seen(cloud, 'async')).toEqual(['7', '7', '7'])
  await cloud.stop()
})

test('an asynchronous invocation that was accepted is run by the next process', async () => {
  const code = bundles()
  const stateDir = newFolder()
  const source = 'exports.handler = async event => { console.log("saw", event.n) }'
  const before = await aCloud(code, stateDir)
  const arn = await aFunction(before, code, 'later', source)
  // Accepted, but not started: as if the process ended right afterwards.
  await before.use('lambda').invoke(arn, { n: 1 }, { caller: { kind: 'operator', principal: 'operator' }, type: 'Event' })
  await before.stop()
  const after = await aCloud(code, stateDir)
  await aFunction(after, code, 'later', source)
  await after.start()
  await eventually(() => seen(after, 'later')).toEqual(['1'])
  await after.stop()
})
