/** The real effects of this domain, built once per function. */
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { audited } from '../platform/audit.ts'
import { readEnv } from '../platform/env.ts'
import { listAlarms } from './alarms.ts'
import { env } from './env.ts'
import type { System } from './handlers.ts'
import { readOneKey } from './health.ts'

export function wire(): System {
  const { STAGE, QUEUES, QUEUES_AT, ALARM_PREFIX } = readEnv(env)
  return {
    stage: STAGE,
    readTable: readOneKey,
    places: { queues: QUEUES, at: QUEUES_AT },
    listAlarms: () => listAlarms(ALARM_PREFIX),
    note: (entry, now) => execute(audited(entry, now)),
  }
}
