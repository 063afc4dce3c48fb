import type { Construct } from 'constructs'
import { env } from '../../functions/sharing/env.ts'
import { stageAt } from '../constructs/house-stack.ts'
import type { Foundation } from '../foundation.ts'
import { apiFunction } from './api-function.ts'

export function sharingDomain(scope: Construct, given: Foundation) {
  const { domain } = stageAt(scope)
  const api = apiFunction(scope, given, 'sharing', env, 'Links to films do not open, and have no previews.')
    .mayUse(given.platformIndexes('gsi2'), 'Query')
    .mayUse(given.webPage, 'GetObject')
    .tell({ SITE: domain ? `https://${domain.name}` : '' })
  return { api }
}
