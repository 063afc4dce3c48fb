import { api } from '../platform/api.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { channelsContract } from './contract.ts'
import { handlers } from './handlers.ts'
import { wire } from './wiring.ts'

export const handler = api(channelsContract, handlers(wire()), { platform: platformFromEnv() })
