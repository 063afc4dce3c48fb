import type { Construct } from 'constructs'
import { env } from '../../functions/audit/env.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function auditDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'audit', env, 'Admins cannot read the audit trail; it goes on being written.')
    .mayUse(given.platformTable, 'Query')
  return { api }
}
