import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { env, settleEnv } from '../../functions/users/env.ts'
import { Every } from '../constructs/event-consumer.ts'
import { HouseFunction } from '../constructs/house-function.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function usersDomain(scope: Construct, given: Foundation) {
  const api = mayChangeStandings(apiFunction(scope, given, 'users', env, 'Staff cannot look people up, suspend them or give them roles.'), given)
    // A change, its audit entry, and the proof that the actor still is an admin: one transaction.
    .mayUse(given.platformTable, 'PutItem', 'UpdateItem', 'ConditionCheckItem')
    // People by address and by name.
    .mayUse(given.platformIndexes('gsi2', 'gsi3'), 'Query')

  new Every(scope, 'EveryMinute', Duration.minutes(1), mayChangeStandings(new HouseFunction(scope, 'EveryMinuteSettle', {
    bundle: 'users-every-minute-settle',
    env: settleEnv,
    timeout: Duration.seconds(60),
    whoIsHurtIfThisFails: 'A suspended person whose suspension met an outage of Cognito or the edge goes on watching until their token ends.',
    role: api.role,
  }), given))
  return { api }
}

/** Who settles a change takes the same steps as who makes it, under one role. */
const mayChangeStandings = (fn: HouseFunction, given: Foundation) => fn
  .mayUse(given.platformTable, 'GetItem', 'UpdateItem')
  .mayUse(given.platformIndexes('gsi1'), 'Query')
  .mayUse(given.people, 'AdminDisableUser', 'AdminEnableUser', 'AdminListGroupsForUser', 'AdminAddUserToGroup', 'AdminRemoveUserFromGroup')
  .mayUse(given.edgeStore, 'DescribeKeyValueStore', 'PutKey')
