/** Each route and its use case. */
import { answer, type Handlers } from '../platform/api.ts'
import { openApiOf, type OpenApi } from '../platform/openapi.ts'
import type { systemContract } from './contract.ts'
import { allContracts, apiVersion } from './contracts.ts'
import { docsContentSecurityPolicy, docsPage } from './docs-page.ts'
import { health } from './health.ts'

export interface System { readonly stage: string; readonly readTable: () => Promise<void> }

/** What never changes within a deployment may be kept for a while. */
const keep = { 'cache-control': 'public, max-age=300' }

export function handlers({ stage, readTable }: System): Handlers<typeof systemContract> {
  let openApi: OpenApi | undefined
  let page: string | undefined
  // Derived when first asked for: health checks should not pay for it.
  const described = () => openApi ??= openApiOf(allContracts, apiVersion)
  return {
    async health() {
      await health(readTable)
      return { status: 'ok' as const, stage, version: apiVersion }
    },
    openapi: async () => answer(200, described(), { headers: keep }),
    docs: async () => answer(200, page ??= docsPage(described()), { headers: { ...keep, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': docsContentSecurityPolicy } }),
  }
}
