/** The operations of SQS's JSON protocol, each from its input to its output. */
import { createHash } from 'node:crypto'
import { AwsError } from '../plugin.ts'
import type { Caller } from '../plugin.ts'
import type { Message, MessageAttributes, Queue } from './queue.ts'

type Input = Record<string, any>

export interface Queues {
  byUrl(url: unknown): Queue
  byArn(arn: string): Queue
  urlOf(queue: Queue): string
  all(): readonly Queue[]
}
type Operation = (input: Input, queues: Queues, caller: Caller) => Promise<object | void> | object | void

const LARGEST_BATCH = 10

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message)

export function checkBody(queue: Queue, body: unknown): string {
  if (typeof body !== 'string' || body === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  if (Buffer.byteLength(body) > queue.settings.maximumMessageSize) throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.maximumMessageSize} bytes.`)
  return body
}

function seconds(value: unknown, most: number, name: string): number | undefined {
  if (value === undefined) return undefined
  if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > most) throw invalid(`Value ${String(value)} for parameter ${name} is invalid. Reason: Must be between 0 and ${most}, if provided.`)
  return Number(value)
}

async function send(queue: Queue, input: Input, caller: Caller): Promise<object> {
  const body = checkBody(queue, input.MessageBody)
  const delaySeconds = seconds(input.DelaySeconds, 900, 'DelaySeconds')
  const id = await queue.send({ body, senderId: caller.principal, attributes: input.MessageAttributes as MessageAttributes, ...(delaySeconds !== undefined && { delaySeconds }) })
  return { MessageId: id, MD5OfMessageBody: md5(body) }
}

const remove = (queue: Queue, { ReceiptHandle }: Input): Promise<void> => queue.delete(receiptOf(ReceiptHandle))

function changeVisibility(queue: Queue, { ReceiptHandle, VisibilityTimeout }: Input): void {
  const timeout = seconds(VisibilityTimeout, 43_200, 'VisibilityTimeout') ?? 0
  if (!queue.changeVisibility(receiptOf(ReceiptHandle), () => timeout * 1000)) throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.')
}

function receiptOf(handle: unknown): string {
  if (typeof handle !== 'string' || !/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/.test(handle)) throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')
  return handle
}

/** Each entry succeeds or fails by itself, under the id that the caller gave it. */
function batch(perEntry: (queue: Queue, entry: Input, caller: Caller) => Promise<object | void> | object | void): Operation {
  return async (input, queues, caller) => {
    const queue = queues.byUrl(input.QueueUrl)
    const entries: Input[] = input.Entries ?? []
    if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.')
    if (entries.length > LARGEST_BATCH) throw new AwsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${LARGEST_BATCH}.`)
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.')
    const Successful: object[] = []
    const Failed: object[] = []
    await Promise.all(entries.map(async entry => {
      try {
        Successful.push({ Id: entry.Id, ...await perEntry(queue, entry, caller) })
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
      }
    }))
    return { Successful, Failed }
  }
}

export function systemAttributes(message: Message): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.sourceArn && { DeadLetterQueueSourceArn: message.sourceArn }),
  }
}

function received(message: Message, input: Input): object {
  const wanted: string[] = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])]
  const named: string[] = input.MessageAttributeNames ?? []
  const all = named.includes('All') || named.includes('.*')
  const system = Object.entries(systemAttributes(message)).filter(([name]) => wanted.includes('All') || wanted.includes(name))
  const own = Object.entries(message.attributes).filter(([name]) => all || named.includes(name))
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(own.length > 0 && { MessageAttributes: Object.fromEntries(own) }),
  }
}

function attributesOf({ settings, counts }: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = counts()
  return {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(settings.visibilityTimeout),
    DelaySeconds: String(settings.delaySeconds),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
    MaximumMessageSize: String(settings.maximumMessageSize),
    SqsManagedSseEnabled: 'true',
    ...(settings.redrive && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: settings.redrive.targetArn, maxReceiveCount: settings.redrive.maxReceiveCount }) }),
  }
}

/** Where a dead letter goes back to: where the caller says, or where it came from, which SQS knows only of what it moved there itself. */
async function moveAll(source: Queue, queues: Queues, destinationArn?: string): Promise<number> {
  let moved = 0
  for (;;) {
    const messages = await source.receive({ max: LARGEST_BATCH, waitMs: 0 })
    if (messages.length === 0) return moved
    for (const { body, attributes, senderId, sourceArn, receipt } of messages) {
      const target = destinationArn ?? sourceArn
      if (target === undefined) throw invalid('A message did not come from a dead-letter source, so DestinationArn is needed.')
      await queues.byArn(target).send({ body, attributes, senderId })
      await source.delete(receipt!)
      moved++
    }
  }
}

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  SendMessage: (input, queues, caller) => send(queues.byUrl(input.QueueUrl), input, caller),
  SendMessageBatch: batch(send),
  ReceiveMessage: async (input, queues) => {
    const queue = queues.byUrl(input.QueueUrl)
    const max = input.MaxNumberOfMessages ?? 1
    if (!Number.isInteger(max) || max < 1 || max > LARGEST_BATCH) throw invalid(`Value ${max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and ${LARGEST_BATCH}, if provided.`)
    const wait = seconds(input.WaitTimeSeconds, 20, 'WaitTimeSeconds')
    const visibilitySeconds = seconds(input.VisibilityTimeout, 43_200, 'VisibilityTimeout')
    const messages = await queue.receive({ max, ...(wait !== undefined && { waitMs: wait * 1000 }), ...(visibilitySeconds !== undefined && { visibilitySeconds }) })
    return messages.length > 0 ? { Messages: messages.map(message => received(message, input)) } : {}
  },
  DeleteMessage: (input, queues) => remove(queues.byUrl(input.QueueUrl), input),
  DeleteMessageBatch: batch(remove),
  ChangeMessageVisibility: (input, queues) => changeVisibility(queues.byUrl(input.QueueUrl), input),
  ChangeMessageVisibilityBatch: batch(changeVisibility),
  GetQueueAttributes: (input, queues) => {
    const wanted: string[] = input.AttributeNames ?? []
    const attributes = Object.entries(attributesOf(queues.byUrl(input.QueueUrl))).filter(([name]) => wanted.includes('All') || wanted.includes(name))
    return attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {}
  },
  GetQueueUrl: (input, queues) => ({ QueueUrl: queues.urlOf(queues.byUrl(`/${input.QueueName}`)) }),
  ListQueues: (input, queues) => ({ QueueUrls: queues.all().filter(({ settings }) => settings.name.startsWith(input.QueueNamePrefix ?? '')).map(queues.urlOf) }),
  PurgeQueue: (input, queues) => queues.byUrl(input.QueueUrl).purge(),
  StartMessageMoveTask: async (input, queues) => {
    const source = queues.byArn(input.SourceArn)
    if (!queues.all().some(({ settings }) => settings.redrive?.targetArn === source.settings.arn)) throw new AwsError('UnsupportedOperation', 'Source queue must be configured as a Dead Letter Queue.')
    await moveAll(source, queues, input.DestinationArn)
    return { TaskHandle: Buffer.from(String(input.SourceArn)).toString('base64') }
  },
}
