import { Duration } from 'aws-cdk-lib'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { channelChangedEnv, copyEnv, env, pipelineEnv, storyboardEnv, viewsCountedEnv } from '../../functions/videos/env.ts'
import { EventConsumer, Every, WorkQueue } from '../constructs/event-consumer.ts'
import { houseAlarm } from '../constructs/house-alarm.ts'
import { functionRole, HouseFunction } from '../constructs/house-function.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction, mayRemember } from './api-function.ts'
import { erasureAt } from './erasure.ts'

export function videosDomain(scope: Construct, given: Foundation) {
  const { maxUploadBytes } = stageAt(scope)
  const api = apiFunction(scope, given, 'videos', env, 'Films cannot be browsed, opened, uploaded or edited.')
    .mayUse(given.platformTable, 'BatchGetItem', 'PutItem', 'DeleteItem')
    // A channel's films, the newest, the popular.
    .mayUse(given.platformIndexes('gsi1', 'gsi2', 'gsi3'), 'Query')
    // Parts go straight to S3 under this function's signature. Without ListBucket S3 would not say that an object is missing.
    .mayUse(given.uploads, 'PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts', 'GetObject', 'ListBucket')
    .mayUse(given.captions, 'PutObject')
    // A thumbnail of one's own is copied among the film's objects.
    .mayUse(given.waitingPictures, 'GetObject')
    .mayUse(given.thumbnails, 'PutObject')
    .mayUse(given.edgeStore, 'DescribeKeyValueStore', 'PutKey')
    .mayUse(given.playbackSecret, 'GetSecretValue')
    .tell({ MAX_UPLOAD_BYTES: String(maxUploadBytes), ...undoWindow(scope) })

  mayRemember(api, given)

  const copier = new HouseFunction(scope, 'OnCopyAsked', {
    bundle: 'videos-on-copy-asked',
    env: copyEnv,
    // 5 GB at the 80 MB a second that S3 gives one reader, twice over; what takes longer goes on in another run.
    timeout: Duration.minutes(5),
    // One whole core, which is what copying keeps busy; it needs an eighth of the memory.
    memory: 1769,
    whoIsHurtIfThisFails: 'Films that could play at once wait for an encoded quality.',
  })
    .mayUse(given.platformTable, 'GetItem', 'PutItem')
    .mayUse(given.uploads, 'GetObject', 'ListBucket')
    // DeleteObject: of a film that has gone meanwhile.
    .mayUse(given.films, 'PutObject', 'ListBucket', 'DeleteObject')
    .tell(undoWindow(scope))
  const copies = new WorkQueue(scope, 'CopyAsked', { consumer: copier, variable: 'COPY_QUEUE_URL' })
  houseAlarm(scope, 'CopiesWait', {
    metric: copies.queue.metricApproximateAgeOfOldestMessage(), above: 120, article: 'copies-wait', whoIsHurt: copier.whoIsHurt,
  })

  const artist = new HouseFunction(scope, 'OnStoryboardAsked', {
    bundle: 'videos-on-storyboard-asked',
    env: storyboardEnv,
    // Six hundred small pictures are read and laid out in ten seconds on a whole core.
    timeout: Duration.minutes(1),
    memory: 1769,
    whoIsHurtIfThisFails: 'New films have no pictures on their seek bar.',
  })
    .mayUse(given.platformTable, 'GetItem', 'PutItem')
    .mayUse(given.films, 'GetObject', 'PutObject', 'ListBucket', 'DeleteObject')
    .tell(undoWindow(scope))
  const storyboards = new WorkQueue(scope, 'StoryboardAsked', { consumer: artist, variable: 'STORYBOARD_QUEUE_URL' })

  const pipelineRole = functionRole(scope, 'PipelineRole', 'What the pipeline may do')
  const pipelineFunction = pipelineFunctions(scope, given, pipelineRole, copies, storyboards)
  new EventConsumer(scope, 'SourceUploaded', {
    consumer: pipelineFunction('OnSourceUploaded', 'videos-on-source-uploaded', 'New uploads are not looked at until the minute\'s reconcile finds them.'),
    // Whole, whatever its reason: a large file completes as CompleteMultipartUpload, a small one as PutObject.
    pattern: { source: ['aws.s3'], detailType: ['Object Created'], detail: { bucket: { name: [given.uploadsBucketName] } } },
  })
  new EventConsumer(scope, 'JobChanged', {
    consumer: pipelineFunction('OnJobChanged', 'videos-on-job-changed', 'Progress stands still, and films turn ready up to a minute late.'),
    pattern: { source: ['aws.mediaconvert'], detailType: ['MediaConvert Job State Change'], detail: { queue: [given.encoderQueueArn] } },
  })
  new EventConsumer(scope, 'VideoAsked', {
    consumer: pipelineFunction('OnVideoAsked', 'videos-on-video-asked', 'What owners ask for (another attempt, a picture) waits for the minute\'s reconcile.'),
    bus: given.theBus,
    pattern: { source: ['playhouse.videos'], detailType: ['video.asked'] },
  })
  new Every(scope, 'EveryMinute', Duration.minutes(1), pipelineFunction('EveryMinuteReconcile', 'videos-every-minute-reconcile',
    'Films whose event was lost stay where they are, scheduled work and deletions wait.'))

  new EventConsumer(scope, 'ChannelChanged', {
    consumer: new HouseFunction(scope, 'OnChannelChanged', {
      bundle: 'videos-on-channel-changed',
      env: channelChangedEnv,
      timeout: Duration.seconds(60),
      whoIsHurtIfThisFails: 'Films show the old name of a renamed channel.',
    }).mayUse(given.platformTable, 'GetItem', 'PutItem').mayUse(given.platformIndexes('gsi1'), 'Query').tell(undoWindow(scope)),
    bus: given.theBus,
    pattern: { source: ['playhouse.channels'], detailType: ['channel.changed'] },
  })
  new EventConsumer(scope, 'StandingChanged', {
    consumer: pipelineFunction('OnStandingChanged', 'videos-on-standing-changed', 'Films of suspended people stay in the lists, and those of reinstated people out of them.'),
    bus: given.theBus,
    pattern: { source: ['playhouse.users'], detailType: ['user.standing_changed'] },
  })
  new EventConsumer(scope, 'ViewsCounted', {
    consumer: new HouseFunction(scope, 'OnViewsCounted', {
      bundle: 'videos-on-views-counted',
      env: viewsCountedEnv,
      timeout: Duration.seconds(30),
      whoIsHurtIfThisFails: 'Films show an older number of views, and stand at an older place among the popular.',
    }).mayUse(given.platformTable, 'GetItem', 'UpdateItem', 'PutItem'),
    bus: given.theBus,
    pattern: { source: ['playhouse.playback'], detailType: ['views.counted'] },
  })
  new EventConsumer(scope, 'Erasure', {
    consumer: pipelineFunction('OnErasureFilms', 'videos-on-erasure-films', 'Somebody who asked to be erased is hidden, but their films still lie in the buckets.'),
    bus: given.theBus,
    pattern: erasureAt('films'),
  })
  return { api }
}

/** Whatever wakes it, the pipeline takes the one step that is due: all of its functions may take any, under one role. */
const pipelineFunctions = (scope: Construct, given: Foundation, role: Role, copies: WorkQueue, storyboards: WorkQueue) => (id: string, bundle: string, whoIsHurtIfThisFails: string) =>
  new HouseFunction(scope, id, { bundle, env: pipelineEnv, timeout: Duration.seconds(60), whoIsHurtIfThisFails, role })
    // UpdateItem: an erasure is handed on.
    .mayUse(given.platformTable, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
    // A channel's films, those that are due, and those of one state.
    .mayUse(given.platformIndexes('gsi1', 'gsi2', 'gsi3'), 'Query')
    .mayUse(given.uploads, 'GetObject', 'ListBucket', 'DeleteObject', 'AbortMultipartUpload')
    .mayUse(given.films, 'GetObject', 'PutObject', 'DeleteObject', 'ListBucket')
    .mayUse(given.posters, 'PutObject', 'DeleteObject')
    .mayUse(given.encoder, 'Probe', 'CreateJob', 'GetJob', 'CancelJob')
    .mayUse(given.encoderRole, 'PassRole')
    .mayUse(copies.usable, 'SendMessage')
    .mayUse(storyboards.usable, 'SendMessage')
    .mayUse(given.edgeStore, 'DescribeKeyValueStore', 'PutKey')
    .tell({ ...undoWindow(scope), MAX_DURATION_SECONDS: String(stageAt(scope).maxDurationSeconds), MOST_PROCESSING_SECONDS: String(stageAt(scope).mostProcessingSeconds) })

const undoWindow = (scope: Construct) => ({ UNDO_WINDOW_SECONDS: String(stageAt(scope).undoWindowSeconds) })
