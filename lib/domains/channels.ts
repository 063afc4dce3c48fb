import type { Construct } from 'constructs'
import { env } from '../../functions/channels/env.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction, mayRemember } from './api-function.ts'

export function channelsDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'channels', env, 'Channels cannot be opened, seen or followed.')
    // Handles are unique by a transaction: a put, a delete and an update of several items, or nothing.
    .mayUse(given.platformTable, 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem')
  mayRemember(api, given)
  return { api }
}
