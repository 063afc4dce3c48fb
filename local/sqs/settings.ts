/** AWS::SQS::Queue in the words of this plugin, with SQS's own defaults. */
import { createHash } from 'node:crypto'
import type { Cloud, Resource } from '../plugin.ts'
import type { QueueSettings } from './queue.ts'

export const arnOfQueue = (cloud: Pick<Cloud, 'region' | 'account'>, name: string): string => `arn:aws:sqs:${cloud.region}:${cloud.account}:${name}`

/** SQS takes 80 characters, of which CloudFormation gives the last 13 to its own mark: what a queue is for may be cut off its name. */
const longestName = 80
const markLength = 12
function nameOf(stack: string, logicalId: string): string {
  const name = `${stack}-${logicalId}`
  const kept = longestName - markLength - 1
  return name.length <= kept ? name : `${name.slice(0, kept)}-${createHash('sha256').update(name).digest('hex').slice(0, markLength).toUpperCase()}`
}

export function settingsOf(cloud: Cloud, { stack, logicalId, path, properties }: Resource): QueueSettings {
  const name: string = properties.QueueName ?? nameOf(stack, logicalId)
  if (properties.FifoQueue === true || name.endsWith('.fifo')) throw new Error(`${path} is a FIFO queue, and the local cloud has standard queues only.`)
  const redrive = parsed(properties.RedrivePolicy)
  return {
    name,
    arn: arnOfQueue(cloud, name),
    visibilityTimeout: Number(properties.VisibilityTimeout ?? 30),
    delaySeconds: Number(properties.DelaySeconds ?? 0),
    retentionSeconds: Number(properties.MessageRetentionPeriod ?? 4 * 24 * 3600),
    receiveWaitSeconds: Number(properties.ReceiveMessageWaitTimeSeconds ?? 0),
    maximumMessageSize: Number(properties.MaximumMessageSize ?? 1_048_576),
    ...(redrive && { redrive: { targetArn: redrive.deadLetterTargetArn, maxReceiveCount: Number(redrive.maxReceiveCount) } }),
  }
}

/** Policies come as objects from the CDK and as JSON text from hand-written templates. */
const parsed = (value: unknown): Record<string, any> | undefined => (typeof value === 'string' ? JSON.parse(value) : value as Record<string, any> | undefined)
