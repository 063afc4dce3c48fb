import type { Construct } from 'constructs'
import { env } from '../../functions/audit/env.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function auditDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'audit', env, 'Admins cannot read the audit trail; it goes on being written.')
    // By subject, by actor, all.
    .mayUse(given.platformIndexes('gsi1', 'gsi2', 'gsi3'), 'Query')
  return { api }
}
