import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPlugin as createEvents } from '../../../local/events/plugin.ts'
import { createPlugin as createLambda } from '../../../local/lambda/plugin.ts'
import { createPlugin as createSqs } from '../../../local/sqs/plugin.ts'
import { aFunction, arnOf, bundles, roleOf } from '../lambda/some-function.ts'
import type { Bundles } from '../lambda/some-function.ts'
import { eventually, newFolder, smallCloud } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'

const queueArn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`
const ruleArn = (name: string) => `arn:aws:events:us-east-1:000000000000:rule/house/${name}`
const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/house'
const WRITER = 'arn:aws:iam::000000000000:role/outbox'

async function aCloud(code: Bundles, stateDir = newFolder()): Promise<SmallCloud> {
  const cloud = await smallCloud({ assets: code.assets, stateDir, pace: 0 })
  for (const create of [createSqs, createLambda, createEvents]) await cloud.plugin(create)
  await cloud.realise('AWS::Events::EventBus', { Name: 'house' })
  return cloud
}

/** A rule for events of this type, and a queue that lets the rule in. */
async function aRuleToAQueue(cloud: SmallCloud, name: string, { allowed = true, ...properties }: Record<string, unknown> = {}): Promise<void> {
  for (const queue of [name, `${name}-dead`]) {
    const { ref } = await cloud.realise('AWS::SQS::Queue', { QueueName: queue })
    const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: queueArn(queue), Condition: { ArnEquals: { 'aws:SourceArn': ruleArn(name) } } }
    if (allowed || queue.endsWith('-dead')) await cloud.realise('AWS::SQS::QueuePolicy', { Queues: [ref], PolicyDocument: { Statement: [statement] } })
  }
  await cloud.realise('AWS::Events::Rule', {
    Name: name, EventBusName: 'house', EventPattern: { 'detail-type': [name] },
    Targets: [{ Id: 'q', Arn: queueArn(name), DeadLetterConfig: { Arn: queueArn(`${name}-dead`) } }], ...properties,
  }, `${name}Rule`)
}
const bodies = (cloud: SmallCloud, name: string) => cloud.use('queues').peek(queueArn(name)).map(({ body }) => JSON.parse(body))
const put = (cloud: SmallCloud, detailType: string, detail: object = {}) => cloud.use('events').put({ busName: 'house', source: 'playhouse.test', detailType, detail })

describe('the local event bus', () => {
  const code = bundles()
  let cloud: SmallCloud
  beforeAll(async () => {
    cloud = await aCloud(code)
    await aRuleToAQueue(cloud, 'channel.changed')
    await aRuleToAQueue(cloud, 'unwelcome', { allowed: false })
    await aRuleToAQueue(cloud, 'ticking', { EventPattern: undefined, ScheduleExpression: 'rate(1 hour)' })
    await aFunction(cloud, code, 'listener', 'exports.handler = async event => console.log("saw", event.detail.n)')
    await cloud.realise('AWS::Events::Rule', { Name: 'to-function', EventBusName: 'house', EventPattern: { source: [{ prefix: 'playhouse.' }], 'detail-type': ['to-function'] }, Targets: [{ Id: 'f', Arn: arnOf('listener') }] })
    await cloud.realise('AWS::Lambda::Permission', { FunctionName: arnOf('listener'), Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: ruleArn('to-function') })
    cloud.grant(WRITER, ['events:PutEvents'], BUS)
    await cloud.start()
  })
  afterAll(() => cloud.stop())
  const client = (role?: string) => new EventBridgeClient(cloud.as(role))
  const entry = { EventBusName: 'house', Source: 'playhouse.test', DetailType: 'channel.changed', Detail: '{"id":"chn_1"}' }

  test('brings what the SDK put to the queue of each rule that fits', async () => {
    const { Entries, FailedEntryCount } = await client(WRITER).send(new PutEventsCommand({ Entries: [{ ...entry, Time: new Date('2026-11-20T10:00:00Z'), Resources: ['chn_1'] }] }))
    expect(FailedEntryCount).toBe(0)
    await eventually(() => bodies(cloud, 'channel.changed')).toContainEqual({
      version: '0', id: Entries![0]!.EventId, 'detail-type': 'channel.changed', source: 'playhouse.test', account: '000000000000', region: 'us-east-1', time: '2026-11-20T10:00:00Z', resources: ['chn_1'], detail: { id: 'chn_1' },
    })
    expect(cloud.use('events').recent().at(-1)).toMatchObject({ bus: 'house', detailType: 'channel.changed', matched: ['channel.changed'] })
  })

  test('refuses a bad entry by itself and takes its neighbours', async () => {
    const { Entries, FailedEntryCount } = await client(WRITER).send(new PutEventsCommand({ Entries: [entry, { ...entry, Detail: '[]' }, { ...entry, Source: 'aws.s3' }, { ...entry, DetailType: '' }] }))
    expect(FailedEntryCount).toBe(3)
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, 'MalformedDetail', 'NotAuthorizedForSourceException', 'InvalidArgument'])
  })

  test('refuses what is larger than 256 KB altogether', async () => {
    const large = { ...entry, Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }
    await expect(client(WRITER).send(new PutEventsCommand({ Entries: [large] }))).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('takes events from those only who may put them on this very bus', async () => {
    await expect(client(WRITER).send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: 'default' }] }))).rejects.toThrow(`${WRITER} is not authorized to perform events:PutEvents on resource: arn:aws:events:us-east-1:000000000000:event-bus/default`)
    await expect(client(roleOf('stranger')).send(new PutEventsCommand({ Entries: [entry] }))).rejects.toThrow('not authorized to perform events:PutEvents')
  })

  test('invokes a function that lets the rule in', async () => {
    await put(cloud, 'to-function', { n: 42 })
    await eventually(() => cloud.activity({ kind: 'log', source: 'listener' }).map(({ message }) => message)).toContain('saw 42')
  })

  test('sends what a target refuses to the dead-letter queue, and says who was denied what', async () => {
    await put(cloud, 'unwelcome', { n: 1 })
    await eventually(() => bodies(cloud, 'unwelcome-dead')).toMatchObject([{ detail: { n: 1 } }])
    expect(cloud.activity({ kind: 'denied' }).map(({ message }) => message)).toContainEqual(expect.stringContaining(`events.amazonaws.com is not authorized to perform sqs:SendMessage on resource: ${queueArn('unwelcome')}`))
  })

  test('runs a schedule when the cloud’s clock reaches it, once for all that was missed', async () => {
    expect(bodies(cloud, 'ticking')).toEqual([])
    cloud.advanceClock(3 * 3600)
    await eventually(() => bodies(cloud, 'ticking')).toMatchObject([{ source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [ruleArn('ticking')], detail: {} }])
    cloud.advanceClock(3600)
    await eventually(() => bodies(cloud, 'ticking')).toHaveLength(2)
  })

  test('does not know a bus, target or operator that no plugin could serve', async () => {
    await expect(cloud.realise('AWS::Events::Rule', { Name: 'lost', EventBusName: 'nowhere', EventPattern: {} })).rejects.toThrow('small/lost is a rule of the event bus nowhere')
    await expect(cloud.realise('AWS::Events::Rule', { Name: 'steps', EventPattern: {}, Targets: [{ Id: 's', Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:s' }] })).rejects.toThrow('small/steps has the target arn:aws:states')
  })
})

test('an event that was accepted is delivered by the next process, when this one ends before', async () => {
  const code = bundles()
  const stateDir = newFolder()
  const before = await aCloud(code, stateDir)
  await aRuleToAQueue(before, 'owed')
  // Not started: accepted and durable, but nothing is delivered any more.
  await put(before, 'owed', { n: 1 })
  const after = await aCloud(code, stateDir)
  await aRuleToAQueue(after, 'owed')
  expect(bodies(after, 'owed')).toEqual([])
  await after.start()
  await eventually(() => bodies(after, 'owed')).toMatchObject([{ detail: { n: 1 } }])
  await after.stop()
  await before.stop()
})

test('an event is delivered at least once after its consumer crashed', async () => {
  const code = bundles()
  const cloud = await aCloud(code)
  await aRuleToAQueue(cloud, 'consumed')
  const marker = `${newFolder()}/crashed-once`
  const arn = await aFunction(cloud, code, 'consumer', `const fs = require('node:fs')
    exports.handler = async ({ Records }) => {
      if (!fs.existsSync(${JSON.stringify(marker)})) { fs.writeFileSync(${JSON.stringify(marker)}, ''); process.kill(process.pid, 'SIGKILL') }
      for (const { body } of Records) console.log('saw', JSON.parse(body).detail.n)
    }`)
  cloud.grant(roleOf('consumer'), ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queueArn('consumed'))
  await cloud.realise('AWS::Lambda::EventSourceMapping', { FunctionName: arn, EventSourceArn: queueArn('consumed'), FunctionResponseTypes: ['ReportBatchItemFailures'] }, 'mapping')
  await cloud.start()
  await put(cloud, 'consumed', { n: 5 })
  await eventually(() => cloud.activity({ kind: 'log', source: 'consumer' }).map(({ message }) => message)).toEqual(['saw 5'])
  expect(cloud.activity({ kind: 'error', source: 'consumer' }).map(({ message }) => message)).toContainEqual(expect.stringContaining('Runtime.ExitError'))
  await eventually(() => bodies(cloud, 'consumed')).toEqual([])
  await cloud.stop()
})

test('a schedule of EventBridge Scheduler works under its own role', async () => {
  const code = bundles()
  const cloud = await aCloud(code)
  await cloud.realise('AWS::SQS::Queue', { QueueName: 'reminders' })
  await cloud.realise('AWS::Scheduler::Schedule', { Name: 'remind', ScheduleExpression: 'rate(1 day)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: { Arn: queueArn('reminders'), RoleArn: roleOf('scheduler'), Input: '{"remind":"me"}' } })
  cloud.grant(roleOf('scheduler'), ['sqs:SendMessage'], queueArn('reminders'))
  await cloud.start()
  cloud.advanceClock(86_401)
  await eventually(() => bodies(cloud, 'reminders')).toEqual([{ remind: 'me' }])
  await cloud.stop()
})
