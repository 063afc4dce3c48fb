/** The platform's queues as SQS sees them. By signed JSON calls: this function also answers the health check, and should start fast. */
import { AwsCallError, awsJson } from '../platform/aws-fetch.ts'
import type { QueueSeen } from './contract.ts'
import { errors } from './errors.ts'

export interface QueuePlaces {
  /** SQS's name of each queue, by what it is for. */
  readonly queues: ReadonlyMap<string, string>
  /** What comes before it in a URL. */
  readonly at: string
}
export interface DeadLetter { readonly id: string; readonly sentAt: string; readonly body: string }

/** SQS hands out at most ten at once. */
const shown = 10
const longestBody = 4_000

const sqs = <Result>(operation: string, body: object): Promise<Result> => awsJson<Result>({ service: 'sqs', target: `AmazonSQS.${operation}`, jsonVersion: '1.0', body })

interface Attributes { readonly QueueArn: string; readonly ApproximateNumberOfMessages: string; readonly ApproximateNumberOfMessagesNotVisible: string; readonly ApproximateNumberOfMessagesDelayed: string; readonly RedrivePolicy?: string }
const attributesOf = async (QueueUrl: string): Promise<Attributes> => (await sqs<{ Attributes: Attributes }>('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })).Attributes

/** A queue beside its dead letters. What a stream sets aside is a queue of dead letters alone. */
async function lookAt(name: string, { queues, at }: QueuePlaces) {
  const queue = queues.get(name)
  if (!queue) throw errors.queue_not_found()
  const own = await attributesOf(at + queue)
  if (!own.RedrivePolicy) return { name, work: null, dead: own, deadUrl: at + queue }
  const { deadLetterTargetArn } = JSON.parse(own.RedrivePolicy) as { deadLetterTargetArn: string }
  const deadUrl = at + deadLetterTargetArn.split(':').at(-1)!
  return { name, work: own, dead: await attributesOf(deadUrl), deadUrl }
}

function seen({ name, work, dead }: Awaited<ReturnType<typeof lookAt>>): QueueSeen {
  return {
    name,
    work: work && { waiting: Number(work.ApproximateNumberOfMessages) + Number(work.ApproximateNumberOfMessagesDelayed), underWay: Number(work.ApproximateNumberOfMessagesNotVisible) },
    deadLetters: { waiting: Number(dead.ApproximateNumberOfMessages), mayGoBack: work !== null },
  }
}

/** All of them, those with dead letters first, then by name. */
export async function listQueues(places: QueuePlaces): Promise<QueueSeen[]> {
  const all = await Promise.all([...places.queues.keys()].map(async name => seen(await lookAt(name, places))))
  return all.toSorted((one, other) => other.deadLetters.waiting - one.deadLetters.waiting || one.name.localeCompare(other.name))
}

/** The first few. They are only looked at: each can be seen again at once. */
export async function deadLettersOf(name: string, places: QueuePlaces): Promise<DeadLetter[]> {
  const { deadUrl } = await lookAt(name, places)
  const { Messages = [] } = await sqs<{ Messages?: { MessageId: string; Body: string; Attributes: { SentTimestamp: string } }[] }>('ReceiveMessage', {
    QueueUrl: deadUrl, MaxNumberOfMessages: shown, VisibilityTimeout: 0, MessageSystemAttributeNames: ['SentTimestamp'],
  })
  return Messages.map(({ MessageId, Body, Attributes }) => ({ id: MessageId, sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(), body: Body.slice(0, longestBody) }))
}

/** Begins to give the dead letters back. `note` is kept first: an attempt that fails is told of, too. */
export async function redriveQueue(name: string, places: QueuePlaces, note: (before: QueueSeen) => Promise<unknown>): Promise<QueueSeen> {
  const found = await lookAt(name, places)
  const before = seen(found)
  if (!found.work) throw errors.cannot_go_back()
  if (before.deadLetters.waiting === 0) throw errors.no_dead_letters()
  await note(before)
  await sqs('StartMessageMoveTask', { SourceArn: found.dead.QueueArn, DestinationArn: found.work.QueueArn }).catch(problem => {
    if (problem instanceof AwsCallError && problem.message.includes('already')) throw errors.going_back_already({ cause: problem })
    throw problem
  })
  return seen(await lookAt(name, places))
}
