import { api } from '../platform/api.ts'
import { readEnv } from '../platform/env.ts'
import { platformFromEnv } from '../platform/platform.ts'
import { channelsContract } from './contract.ts'
import { env } from './env.ts'
import { handlers } from './handlers.ts'
import { wire } from './wiring.ts'

export const handler = api(channelsContract, handlers(wire(), { mail: readEnv(env).MAIL === 'on' }), { platform: platformFromEnv() })
