import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env, erasureEnv } from '../../functions/auth/env.ts'
import { EventConsumer, Every } from '../constructs/event-consumer.ts'
import { functionRole, HouseFunction } from '../constructs/house-function.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'
import { erasureAt } from './erasure.ts'

export function authDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'auth', env, 'Nobody can sign up, sign in or stay signed in.')
    .mayUse(given.people, 'AdminInitiateAuth', 'AdminGetUser', 'AdminDeleteUser', 'AdminUserGlobalSignOut', 'DescribeUserPoolClient')
    .mayUse(given.platformTable, 'PutItem', 'UpdateItem', 'Query')
    // The export reads what other domains keep about its person.
    .mayUse(given.platformIndexes('gsi1'), 'Query')
    .mayUse(given.hotTable, 'Query')
    .tell({ ANSWER_FLOOR_MS: String(stageAt(scope).answerFloorMs), MAIL_FLOOR_MS: String(stageAt(scope).mailFloorMs) })

  const erasureRole = functionRole(scope, 'ErasureRole', 'What the end of an erasure may do, and who sees that it comes')
  const erasing = (id: string, bundle: string, whoIsHurtIfThisFails: string) => new HouseFunction(scope, id, { bundle, env: erasureEnv, timeout: Duration.seconds(60), whoIsHurtIfThisFails, role: erasureRole })
    .mayUse(given.platformTable, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem')
    // What is left of somebody, and whose erasure stands still.
    .mayUse(given.platformIndexes('gsi1', 'gsi2'), 'Query')
    .mayUse(given.hotTable, 'Query')
    .mayUse(given.people, 'AdminDeleteUser')
  new EventConsumer(scope, 'Erasure', {
    consumer: erasing('OnErasureAccount', 'auth-on-erasure-account', 'Somebody who asked to be erased is signed out, but their name and address are still known.'),
    bus: given.theBus,
    pattern: erasureAt('account'),
  })
  new Every(scope, 'EveryMinute', Duration.minutes(1), erasing('EveryMinuteCallAgain', 'auth-every-minute-call-again', 'Erasures whose event was lost stand still.'))
  return { api }
}
