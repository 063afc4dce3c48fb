import * as z from 'zod'
import { commonEnv, platformTableEnv } from '../platform/common-env.ts'

const standing = { USER_POOL_ID: z.string().min(1), KEY_VALUE_STORE_ARN: z.string().min(1) }

/** api.ts */
export const env = commonEnv.extend(standing)

/** every-minute-settle.ts */
export const settleEnv = platformTableEnv.extend(standing)
