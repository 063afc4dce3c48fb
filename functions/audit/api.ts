import { api } from '../platform/api.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { auditContract } from './contract.ts'
import { handlers } from './handlers.ts'

export const handler = api(auditContract, handlers(), { platform: platformFromEnv() })
