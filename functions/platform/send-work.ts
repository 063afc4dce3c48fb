/** Hands work to another function, by the queue that it works off (`workConsumer`). It may arrive twice, and late. */
import { awsJson } from './aws-fetch.ts'
import { causeField } from './cause.ts'
import { currentCause } from './log.ts'

export const sendWork = (queueUrl: string, work: object): Promise<unknown> =>
  awsJson({ service: 'sqs', target: 'AmazonSQS.SendMessage', jsonVersion: '1.0', body: { QueueUrl: queueUrl, MessageBody: JSON.stringify({ ...work, [causeField]: currentCause() }) } })
