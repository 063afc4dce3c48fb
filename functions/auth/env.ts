import * as z from 'zod'
import { commonEnv } from '../platform/common-env.ts'

export const env = commonEnv.extend({ USER_POOL_ID: z.string().min(1) })
