import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env, erasureEnv, invitedEnv } from '../../functions/channels/env.ts'
import { EventConsumer } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction, mayRemember } from './api-function.ts'
import { erasureAt } from './erasure.ts'

export function channelsDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'channels', env, 'Channels cannot be opened, seen or followed.')
    // Handles are unique by a transaction: a put, a delete and an update of several items, or nothing.
    .mayUse(given.platformTable, 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem')
    .mayUse(given.platformIndexes('gsi1'), 'Query')
    // Whoever changes a team proves in the same transaction that they still may.
    .mayUse(given.platformTable, 'ConditionCheckItem')
    .tell({ MAIL: given.mail ? 'on' : 'off' })
  mayRemember(api, given)
  new EventConsumer(scope, 'Erasure', {
    consumer: new HouseFunction(scope, 'OnErasureChannels', {
      bundle: 'channels-on-erasure-channels',
      env: erasureEnv,
      timeout: Duration.seconds(60),
      whoIsHurtIfThisFails: 'Somebody who asked to be erased is signed out, but their channels are still shown.',
    })// GetItem: the address that somebody may have been invited by.
    .mayUse(given.platformTable, 'GetItem', 'Query', 'UpdateItem', 'DeleteItem').mayUse(given.platformIndexes('gsi1'), 'Query').mayUse(given.pictures, 'DeleteObject'),
    bus: given.theBus,
    pattern: erasureAt('channels'),
  })
  if (given.mail) new EventConsumer(scope, 'Invited', {
    consumer: new HouseFunction(scope, 'OnInvited', {
      bundle: 'channels-on-invited',
      env: invitedEnv,
      timeout: Duration.seconds(30),
      whoIsHurtIfThisFails: 'Who is invited into a channel\'s team gets no mail, and owners wait for them.',
    }).mayUse(given.platformTable, 'GetItem', 'BatchGetItem', 'UpdateItem').mayUse(given.mail.invitation, 'SendEmail', 'SendTemplatedEmail'),
    bus: given.theBus,
    pattern: { source: ['playhouse.channels'], detailType: ['channel.invited'] },
  })
  return { api }
}
