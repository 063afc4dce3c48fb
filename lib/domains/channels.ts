import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env, erasureEnv } from '../../functions/channels/env.ts'
import { EventConsumer } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction, mayRemember } from './api-function.ts'
import { erasureAt } from './erasure.ts'

export function channelsDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'channels', env, 'Channels cannot be opened, seen or followed.')
    // Handles are unique by a transaction: a put, a delete and an update of several items, or nothing.
    .mayUse(given.platformTable, 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem')
  mayRemember(api, given)
  new EventConsumer(scope, 'Erasure', {
    consumer: new HouseFunction(scope, 'OnErasureChannels', {
      bundle: 'channels-on-erasure-channels',
      env: erasureEnv,
      timeout: Duration.seconds(60),
      whoIsHurtIfThisFails: 'Somebody who asked to be erased is signed out, but their channels are still shown.',
    }).mayUse(given.platformTable, 'Query', 'UpdateItem', 'DeleteItem'),
    bus: given.theBus,
    pattern: erasureAt('channels'),
  })
  return { api }
}
