import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { readEnv } from '../platform/env.ts'
import { inRequest } from '../platform/log.ts'
import { eventBus } from './bus.ts'
import { declaredEvents } from './declared-events.ts'
import { env } from './env.ts'
import { publishChanges, type StreamedChange } from './publish-changes.ts'

const bus = eventBus(readEnv(env).BUS_NAME)

/** The platform table's stream. */
export const handler = ({ Records }: DynamoDBStreamEvent, context: Context): Promise<DynamoDBBatchResponse> =>
  inRequest({ requestId: context.awsRequestId }, async () => {
    const failed = await publishChanges(Records.map(changeOf), declaredEvents, bus)
    return { batchItemFailures: failed === null ? [] : [{ itemIdentifier: failed }] }
  })

function changeOf({ dynamodb }: DynamoDBRecord): StreamedChange {
  const { SequenceNumber, ApproximateCreationDateTime = 0, OldImage, NewImage } = dynamodb!
  return {
    sequenceNumber: SequenceNumber!,
    // Epoch seconds in the stream.
    at: new Date(ApproximateCreationDateTime * 1000),
    read: () => ({ before: OldImage && plain(OldImage), after: NewImage && plain(NewImage) }),
  }
}

const plain = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']) => unmarshall(image as Record<string, AttributeValue>)
