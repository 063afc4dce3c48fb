import type { Construct } from 'constructs'
import { env } from '../../functions/system/env.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function systemDomain(scope: Construct, given: Foundation) {
  const api = apiFunction(scope, given, 'system', env, 'The health check and the API reference do not answer.')
  return { api }
}
