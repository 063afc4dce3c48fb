/**
 * What nobody could work off, seen and given back. Works on the local cloud and on AWS alike, by the SDK's own settings:
 *   npm run dead-letters                          the queues that hold something, with their first messages
 *   npm run dead-letters -- --redrive <queue>     gives a queue's messages back to where they came from; `all` for every queue
 * On a laptop set AWS_ENDPOINT_URL to the local cloud's AWS endpoint (http://127.0.0.1:4001), and any keys.
 */
import { parseArgs } from 'node:util'
import { GetQueueAttributesCommand, paginateListQueues, ReceiveMessageCommand, SQSClient, StartMessageMoveTaskCommand, type Message } from '@aws-sdk/client-sqs'

export interface DeadLetters {
  readonly name: string
  readonly url: string
  readonly arn: string
  /** The queue that its messages were meant for; null for what a stream set aside. */
  readonly backTo: string | null
  readonly waiting: number
  readonly messages: readonly Message[]
}

/** Messages shown of each queue. They are only looked at: each can be seen again at once. */
const shown = 10

/**
 * The dead-letter queues of a stage's stacks that hold something, with the messages that can be seen now. They are known
 * by what SQS says, not by their names, which CloudFormation cuts at 80 characters: a queue of work names its dead
 * letters, and one that names none is where things end.
 */
export async function deadLetters(sqs: SQSClient, prefix = 'playhouse-'): Promise<DeadLetters[]> {
  const urls: string[] = []
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: prefix, MaxResults: 1000 })) urls.push(...QueueUrls)
  const queues = await Promise.all(urls.map(async url => {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages', 'RedrivePolicy'] }))
    return { url, name: url.split('/').at(-1)!, arn: Attributes.QueueArn!, waiting: Number(Attributes.ApproximateNumberOfMessages), endsIn: Attributes.RedrivePolicy && targetOf(Attributes.RedrivePolicy) }
  }))
  return Promise.all(queues.filter(({ endsIn, waiting }) => !endsIn && waiting > 0).map(async ({ endsIn: _, ...queue }) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, MaxNumberOfMessages: shown, VisibilityTimeout: 0 }))
    return { ...queue, backTo: queues.find(({ endsIn }) => endsIn === queue.arn)?.arn ?? null, messages: Messages }
  }))
}

const targetOf = (redrivePolicy: string) => (JSON.parse(redrivePolicy) as { deadLetterTargetArn: string }).deadLetterTargetArn

/**
 * Moves all messages of a dead-letter queue to the queue they were meant for. It is named: SQS does not know where those
 * belong that EventBridge put there. Consumers are idempotent: too much is harmless.
 */
export async function redrive(sqs: SQSClient, { arn, name, backTo }: Pick<DeadLetters, 'arn' | 'name' | 'backTo'>): Promise<void> {
  if (backTo === null) throw new Error(`${name} names records of a stream, which cannot be given back; the runbook (dead-letters) says what to do.`)
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn, DestinationArn: backTo }))
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { redrive: { type: 'string' }, prefix: { type: 'string', default: 'playhouse-' } } })
  const sqs = new SQSClient({})
  const queues = await deadLetters(sqs, values.prefix)
  if (queues.length === 0) return console.log('No dead letters.')
  const wanted = queues.filter(({ name, backTo }) => values.redrive === 'all' ? backTo !== null : name === values.redrive)
  if (values.redrive && wanted.length === 0) throw new Error(`No queue ${values.redrive} holds dead letters. These do: ${queues.map(({ name }) => name).join(', ')}.`)
  for (const queue of wanted) {
    await redrive(sqs, queue)
    console.log(`${queue.name}: ${queue.waiting} given back`)
  }
  if (values.redrive) return
  for (const { name, waiting, messages } of queues) {
    console.log(`${name}: ${waiting}`)
    for (const { MessageId, Body = '' } of messages) console.log(`  ${MessageId}  ${Body.replaceAll(/\s+/g, ' ').slice(0, 160)}`)
  }
}

if (import.meta.main) {
  await main().catch((problem: Error) => {
    console.error(problem.message)
    process.exitCode = 1
  })
}
