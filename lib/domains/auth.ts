import type { Construct } from 'constructs'
import { env } from '../../functions/auth/env.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function authDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'auth', env, 'Nobody can sign up, sign in or stay signed in.')
    .mayUse(given.people, 'AdminInitiateAuth', 'AdminGetUser', 'AdminDeleteUser', 'AdminUserGlobalSignOut', 'DescribeUserPoolClient')
    .mayUse(given.platformTable, 'PutItem', 'UpdateItem')
    .tell({ ANSWER_FLOOR_MS: String(stageAt(scope).answerFloorMs) })
  return { api }
}
