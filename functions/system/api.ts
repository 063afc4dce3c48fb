import { api } from '../platform/api.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { systemContract } from './contract.ts'
import { handlers } from './handlers.ts'
import { wire } from './wiring.ts'

export const handler = api(systemContract, handlers(wire()), { platform: platformFromEnv() })
