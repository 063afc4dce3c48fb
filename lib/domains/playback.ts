import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { countEnv, env, erasureEnv, memberRemovedEnv, sweepEnv } from '../../functions/playback/env.ts'
import { EventConsumer, Every } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'
import { erasureAt } from './erasure.ts'

export function playbackDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'playback', env, 'No film can be started; those that run go on.')
    .mayUse(given.platformTable, 'BatchGetItem')
    // Where a viewer stopped last time; where they are now is an UpdateItem. Their history, in pages, and its end.
    .mayUse(given.hotTable, 'GetItem', 'Query', 'BatchGetItem', 'DeleteItem', 'BatchWriteItem')
    .mayUse(given.hotIndex, 'Query')
    // A view is two or three puts, or none.
    .mayUse(given.hotTable, 'PutItem')
    .mayUse(given.playbackSecret, 'GetSecretValue')

  new Every(scope, 'EveryMinute', Duration.minutes(1), new HouseFunction(scope, 'EveryMinuteCountViews', {
    bundle: 'playback-every-minute-count-views',
    env: countEnv,
    timeout: Duration.seconds(60),
    whoIsHurtIfThisFails: 'Views stand still; none is lost, and all are there once it runs again.',
  }).mayUse(given.hotTable, 'UpdateItem').mayUse(given.hotIndex, 'Query').mayUse(given.platformTable, 'UpdateItem'))

  new Every(scope, 'EveryHour', Duration.hours(1), new HouseFunction(scope, 'EveryHourSweepDenials', {
    bundle: 'playback-every-hour-sweep-denials',
    env: sweepEnv,
    timeout: Duration.seconds(60),
    whoIsHurtIfThisFails: 'Nobody for weeks: old denials fill the edge\'s store of 5 MB.',
  }).mayUse(given.edgeStore, 'DescribeKeyValueStore', 'ListKeys', 'DeleteKey'))
  new EventConsumer(scope, 'MemberRemoved', {
    consumer: new HouseFunction(scope, 'OnMemberRemoved', {
      bundle: 'playback-on-member-removed',
      env: memberRemovedEnv,
      timeout: Duration.seconds(30),
      whoIsHurtIfThisFails: 'Who was taken out of a team goes on watching a private film they had opened, for some hours.',
    }).mayUse(given.platformTable, 'GetItem').mayUse(given.edgeStore, 'DescribeKeyValueStore', 'PutKey'),
    bus: given.theBus,
    pattern: { source: ['playhouse.channels'], detailType: ['channel.member_removed'] },
  })
  new EventConsumer(scope, 'Erasure', {
    consumer: new HouseFunction(scope, 'OnErasureHistory', {
      bundle: 'playback-on-erasure-history',
      env: erasureEnv,
      timeout: Duration.seconds(60),
      whoIsHurtIfThisFails: 'Somebody who asked to be erased is signed out, but what they watched is still known.',
    }).mayUse(given.platformTable, 'UpdateItem').mayUse(given.hotTable, 'Query', 'BatchWriteItem'),
    bus: given.theBus,
    pattern: erasureAt('history'),
  })
  return { api }
}
