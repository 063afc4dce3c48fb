import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { channelChangedEnv, env, pipelineEnv } from '../../functions/videos/env.ts'
import { EventConsumer, Every } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function videosDomain(scope: Construct, given: Foundation) {
  const { maxUploadBytes } = stageAt(scope)
  const api = apiFunction(scope, given, 'videos', env, 'Films cannot be browsed, opened, uploaded or edited.')
    .mayUse(given.platformTable, 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem')
    .mayUse(given.hotTable, 'PutItem', 'DeleteItem')
    // Parts go straight to S3 under this function's signature.
    .mayUse(given.uploads, 'PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts', 'GetObject')
    .mayUse(given.edgeStore, 'DescribeKeyValueStore', 'PutKey')
    .mayUse(given.playbackSecret, 'GetSecretValue')
    .tell({ MAX_UPLOAD_BYTES: String(maxUploadBytes), ...undoWindow(scope) })

  new EventConsumer(scope, 'SourceUploaded', {
    consumer: pipelineFunction(scope, given, 'OnSourceUploaded', 'videos-on-source-uploaded', 'New uploads are not looked at until the minute\'s reconcile finds them.'),
    // Whole, whatever its reason: a large file completes as CompleteMultipartUpload, a small one as PutObject.
    pattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [given.uploadsBucketName] } } },
  })
  new EventConsumer(scope, 'JobChanged', {
    consumer: pipelineFunction(scope, given, 'OnJobChanged', 'videos-on-job-changed', 'Progress stands still, and films turn ready up to a minute late.'),
    pattern: { source: ['aws.mediaconvert'], detailType: ['MediaConvert Job State Change'], detail: { queue: [given.encoderQueueArn] } },
  })
  new Every(scope, 'EveryMinute', Duration.minutes(1), pipelineFunction(scope, given, 'EveryMinuteReconcile', 'videos-every-minute-reconcile',
    'Films whose event was lost stay where they are, scheduled work and deletions wait.'))

  new EventConsumer(scope, 'ChannelChanged', {
    consumer: new HouseFunction(scope, 'OnChannelChanged', {
      bundle: 'videos-on-channel-changed',
      env: channelChangedEnv,
      timeout: Duration.seconds(60),
      whoIsHurtIfThisFails: 'Films show the old name of a renamed channel.',
    }).mayUse(given.platformTable, 'Query', 'UpdateItem').tell(undoWindow(scope)),
    bus: given.theBus,
    pattern: { source: ['playhouse.channels'], detailType: ['channel.changed'] },
  })
  return { api }
}

/** Whatever wakes it, the pipeline takes one step: so all three of its functions may take any. */
const pipelineFunction = (scope: Construct, given: Foundation, id: string, bundle: string, whoIsHurtIfThisFails: string) =>
  new HouseFunction(scope, id, { bundle, env: pipelineEnv, timeout: Duration.seconds(60), whoIsHurtIfThisFails })
    .mayUse(given.platformTable, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem')
    .mayUse(given.uploads, 'GetObject', 'DeleteObject', 'AbortMultipartUpload')
    .mayUse(given.films, 'GetObject', 'PutObject', 'DeleteObject', 'ListBucket')
    .mayUse(given.encoder, 'Probe', 'CreateJob', 'TagResource', 'GetJob', 'CancelJob')
    .mayUse(given.encoderRole, 'PassRole')
    .mayUse(given.edgeStore, 'DescribeKeyValueStore', 'PutKey')
    .tell(undoWindow(scope))

const undoWindow = (scope: Construct) => ({ UNDO_WINDOW_SECONDS: String(stageAt(scope).undoWindowSeconds) })
