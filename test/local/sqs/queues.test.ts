import {
  ChangeMessageVisibilityCommand, DeleteMessageCommand, GetQueueAttributesCommand, GetQueueUrlCommand, ListQueuesCommand, PurgeQueueCommand, ReceiveMessageCommand,
  SendMessageBatchCommand, SendMessageCommand, SQSClient, StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deadLetters, redrive } from '../../../bin/dead-letters.ts'
import type { Caller } from '../../../local/plugin.ts'
import { createPlugin } from '../../../local/sqs/plugin.ts'
import { eventually, newFolder, smallCloud } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`

describe('a local queue', () => {
  let cloud: SmallCloud
  let sqs: SQSClient
  const urlOf = (name: string) => `${cloud.endpoint}/000000000000/${name}`
  const declare = (QueueName: string, properties: Record<string, unknown> = {}) => cloud.realise('AWS::SQS::Queue', { QueueName, ...properties })
  const send = (name: string, MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody }))
  const receive = async (name: string, options: { WaitTimeSeconds?: number; VisibilityTimeout?: number } = {}) =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'], ...options }))).Messages ?? []

  beforeAll(async () => {
    cloud = await smallCloud()
    await cloud.plugin(createPlugin)
    sqs = new SQSClient(cloud.as())
  })
  afterAll(() => cloud.stop())

  test('hides what was received until it is deleted or its visibility timeout has passed', async () => {
    await declare('hiding', { VisibilityTimeout: 60 })
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('hiding'), MessageBody: 'a', MessageAttributes: { kind: { DataType: 'String', StringValue: 'letter' } } }))
    const [first] = await receive('hiding')
    expect(first).toMatchObject({ Body: 'a', Attributes: { ApproximateReceiveCount: '1' }, MessageAttributes: { kind: { StringValue: 'letter' } } })
    expect(await receive('hiding')).toEqual([])
    cloud.advanceClock(61)
    const [again] = await receive('hiding')
    expect(again?.Attributes?.ApproximateReceiveCount).toBe('2')
    await sqs.send(new DeleteMessageCommand({ QueueUrl: urlOf('hiding'), ReceiptHandle: again!.ReceiptHandle! }))
    cloud.advanceClock(61)
    expect(await receive('hiding')).toEqual([])
  })

  test('answers a long poll as soon as a message comes', async () => {
    await declare('patient')
    const from = Date.now()
    const waiting = receive('patient', { WaitTimeSeconds: 20 })
    await eventually(async () => (await sqs.send(new GetQueueAttributesCommand({ QueueUrl: urlOf('patient'), AttributeNames: ['All'] }))).Attributes?.QueueArn).toBe(arnOf('patient'))
    await send('patient', 'at last')
    expect((await waiting).map(({ Body }) => Body)).toEqual(['at last'])
    expect(Date.now() - from).toBeLessThan(3_000)
  })

  test('moves what was received too often to its dead-letter queue, and back on request', async () => {
    await declare('dead')
    await declare('source', { VisibilityTimeout: 0, RedrivePolicy: { deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 2 } })
    await send('source', 'poison')
    expect(await receive('source')).toHaveLength(1)
    expect(await receive('source')).toHaveLength(1)
    expect(await receive('source')).toHaveLength(0)
    const [dead] = await receive('dead', { VisibilityTimeout: 0 })
    expect(dead).toMatchObject({ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arnOf('source') } })
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('dead') }))
    expect(await receive('dead')).toEqual([])
    expect((await receive('source')).map(({ Body }) => Body)).toEqual(['poison'])
  })

  test('gives back what somebody else put among its dead letters only to a queue that is named, and nothing from a queue that takes no dead letters', async () => {
    await declare('ends')
    await declare('works', { RedrivePolicy: { deadLetterTargetArn: arnOf('ends'), maxReceiveCount: 2 } })
    await send('ends', 'by EventBridge')
    await expect(sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('ends') }))).rejects.toThrow('DestinationArn is needed')
    await expect(sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf('works'), DestinationArn: arnOf('ends') }))).rejects.toThrow('must be configured as a Dead Letter Queue')
  })

  test('of a long name keeps what SQS takes of it, and the operator finds its dead letters all the same', async () => {
    const long = 'videosSomethingThatHasAVeryLongNameIndeedHappenedInTheHouseInbox'
    const { ref: dead } = await cloud.realise('AWS::SQS::Queue', {}, `${long}DeadLetters12345678`)
    expect(dead.split('/').at(-1)).toMatch(/^small-videosSomethingThatHasAVeryLongNameIndeedHappenedInTheHouseIn-[0-9A-F]{12}$/)
    await cloud.realise('AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: arnOf(dead.split('/').at(-1)!), maxReceiveCount: 2 } }, `${long}Queue12345678`)
    await cloud.realise('AWS::SQS::Queue', {}, 'SetAside')
    await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody: 'lost' }))
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('small-SetAside'), MessageBody: 'records' }))
    const found = await deadLetters(sqs, 'small-')
    expect(found.map(({ messages }) => messages.map(({ Body }) => Body))).toEqual([['lost'], ['records']])
    await redrive(sqs, found[0]!)
    expect((await receive(found[0]!.backTo!.split(':').at(-1)!)).map(({ Body }) => Body)).toEqual(['lost'])
    await expect(redrive(sqs, found[1]!)).rejects.toThrow('cannot be given back')
  })

  test('delays, changes visibility, counts, purges and lists', async () => {
    await declare('counted', { DelaySeconds: 5 })
    await send('counted', 'later')
    const counts = async () => {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: urlOf('counted'), AttributeNames: ['All'] }))
      return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible, Attributes?.ApproximateNumberOfMessagesDelayed]
    }
    expect(await counts()).toEqual(['0', '0', '1'])
    cloud.advanceClock(6)
    const [message] = await receive('counted')
    expect(await counts()).toEqual(['0', '1', '0'])
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: urlOf('counted'), ReceiptHandle: message!.ReceiptHandle!, VisibilityTimeout: 0 }))
    expect(await counts()).toEqual(['1', '0', '0'])
    await sqs.send(new PurgeQueueCommand({ QueueUrl: urlOf('counted') }))
    expect(await counts()).toEqual(['0', '0', '0'])
    expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'count' }))).QueueUrls).toEqual([urlOf('counted')])
  })

  test('forgets what has lain there longer than its retention', async () => {
    await declare('forgetful', { MessageRetentionPeriod: 60 })
    await send('forgetful', 'old')
    cloud.advanceClock(61)
    expect(await receive('forgetful')).toEqual([])
  })

  test('answers a batch entry by entry', async () => {
    await declare('batched', { MaximumMessageSize: 1024 })
    const { Successful, Failed } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf('batched'), Entries: [{ Id: 'small', MessageBody: 'a' }, { Id: 'large', MessageBody: 'a'.repeat(2000) }] }))
    expect(Successful?.map(({ Id }) => Id)).toEqual(['small'])
    expect(Failed).toMatchObject([{ Id: 'large', Code: 'InvalidParameterValue' }])
  })

  test('that does not exist is said so by name', async () => {
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))).rejects.toMatchObject({ name: 'QueueDoesNotExist', message: expect.stringContaining('nowhere') })
  })

  test('of the FIFO kind is refused with its path', async () => {
    await expect(declare('ordered.fifo', { FifoQueue: true })).rejects.toThrow('small/ordered.fifo is a FIFO queue')
  })

  test('takes messages from those only whom a role or the queue’s policy allows', async () => {
    await declare('guarded')
    const role = 'arn:aws:iam::000000000000:role/sender'
    const sender = new SQSClient(cloud.as(role))
    const command = () => new SendMessageCommand({ QueueUrl: urlOf('guarded'), MessageBody: 'x' })
    await expect(sender.send(command())).rejects.toThrow(`${role} is not authorized to perform sqs:SendMessage on resource: ${arnOf('guarded')}`)
    cloud.grant(role, ['sqs:SendMessage'], arnOf('guarded'))
    await expect(sender.send(command())).resolves.toHaveProperty('MessageId')

    const rule: Caller = { kind: 'service', principal: 'events.amazonaws.com', sourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r' }
    await expect(cloud.use('queues').send(arnOf('guarded'), 'x', {}, rule)).rejects.toThrow('events.amazonaws.com is not authorized')
    await cloud.realise('AWS::SQS::QueuePolicy', { Queues: [urlOf('guarded')], PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arnOf('guarded'), Condition: { ArnEquals: { 'aws:SourceArn': rule.sourceArn } } }] } })
    await expect(cloud.use('queues').send(arnOf('guarded'), 'x', {}, rule)).resolves.toBeTypeOf('string')
  })
})

test('a message that was sent survives a process that ends without a word, with its receive count', async () => {
  const stateDir = newFolder()
  const open = async () => {
    const cloud = await smallCloud({ stateDir })
    await cloud.plugin(createPlugin)
    await cloud.realise('AWS::SQS::Queue', { QueueName: 'kept', VisibilityTimeout: 0 })
    return cloud
  }
  const before = await open()
  const queues = before.use('queues')
  await queues.send(arnOf('kept'), 'stays')
  await queues.send(arnOf('kept'), 'goes')
  const [stays, goes] = await queues.receive(arnOf('kept'), { max: 2, waitMs: 0 })
  await queues.remove(arnOf('kept'), [goes!.receiptHandle])
  expect(stays!.body).toBe('stays')
  // Nothing of `before` is stopped: what is on disk now is all that a successor gets.
  const after = await open()
  expect(after.use('queues').peek(arnOf('kept'))).toMatchObject([{ body: 'stays', receiveCount: 1 }])
  await after.stop()
  await before.stop()
})
