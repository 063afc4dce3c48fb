/** What each operation needs. Batch operations are allowed by the action of their single form, as in AWS. */
import type { Permission } from '../plugin.ts'

type Input = Record<string, any>
interface Lookup { arnByUrl(url: unknown): string; permission(action: string, arn: string): Permission }
type Needs = (input: Input, lookup: Lookup) => Permission[]

const onQueue = (action: string): Needs => ({ QueueUrl }, { arnByUrl, permission }) => [permission(action, arnByUrl(QueueUrl))]

const NEEDS: Readonly<Record<string, Needs>> = {
  SendMessage: onQueue('sqs:SendMessage'),
  SendMessageBatch: onQueue('sqs:SendMessage'),
  ReceiveMessage: onQueue('sqs:ReceiveMessage'),
  DeleteMessage: onQueue('sqs:DeleteMessage'),
  DeleteMessageBatch: onQueue('sqs:DeleteMessage'),
  ChangeMessageVisibility: onQueue('sqs:ChangeMessageVisibility'),
  ChangeMessageVisibilityBatch: onQueue('sqs:ChangeMessageVisibility'),
  GetQueueAttributes: onQueue('sqs:GetQueueAttributes'),
  PurgeQueue: onQueue('sqs:PurgeQueue'),
  GetQueueUrl: ({ QueueName }, { arnByUrl, permission }) => [permission('sqs:GetQueueUrl', arnByUrl(`/${QueueName}`))],
  ListQueues: () => [{ action: 'sqs:ListQueues', resource: '*' }],
  StartMessageMoveTask: ({ SourceArn, DestinationArn }, { permission }) => [
    ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(action => permission(`sqs:${action}`, SourceArn)),
    ...(DestinationArn ? [permission('sqs:SendMessage', DestinationArn)] : []),
  ],
}

export const permissionsOf = (operation: string, input: Input, lookup: Lookup): Permission[] | undefined => NEEDS[operation]?.(input, lookup)
