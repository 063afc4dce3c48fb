/** The real effects of this domain, built once per function. */
import { readEnv } from '../platform/env.ts'
import { env } from './env.ts'
import type { System } from './handlers.ts'
import { readOneKey } from './health.ts'

export const wire = (): System => ({ stage: readEnv(env).STAGE, readTable: readOneKey })
