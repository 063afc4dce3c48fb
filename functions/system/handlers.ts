/** Each route and its use case. */
import { answer, type Handlers } from '../platform/api.ts'
import type { AuditNote } from '../platform/audit.ts'
import { openApiOf, type OpenApi } from '../platform/openapi.ts'
import type { AlarmSeen, systemContract } from './contract.ts'
import { allContracts, apiVersion } from './contracts.ts'
import { docsContentSecurityPolicy, docsPage } from './docs-page.ts'
import { health } from './health.ts'
import { deadLettersOf, listQueues, redriveQueue, type QueuePlaces } from './queues.ts'

export interface System {
  readonly stage: string
  readonly places: QueuePlaces
  readTable(): Promise<void>
  listAlarms(): Promise<AlarmSeen[]>
  /** Puts an entry into the audit trail. */
  note(entry: AuditNote, now: Date): Promise<unknown>
}

/** What never changes within a deployment may be kept for a while. */
const keep = { 'cache-control': 'public, max-age=300' }

export function handlers({ stage, places, readTable, listAlarms, note }: System): Handlers<typeof systemContract> {
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
    queues: async () => ({ items: await listQueues(places) }),
    deadLetters: async ({ params }) => ({ items: await deadLettersOf(params.name, places) }),
    redrive: async ({ params: { name }, body: { reason }, person, request }) => redriveQueue(name, places, ({ deadLetters }) =>
      note({ actor: person.id, action: 'queue.redriven', subject: 'house', reason, before: { queue: name, deadLetters: deadLetters.waiting }, after: { queue: name } }, request.now)),
    alarms: async () => ({ items: await listAlarms() }),
  }
}
