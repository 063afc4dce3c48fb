import * as z from 'zod'
import { commonEnv, everyFunctionEnv, platformTableEnv } from '../platform/common-env.ts'

/** api.ts */
export const env = commonEnv.extend({ PLAYBACK_SECRET_ARN: z.string().min(1) })

/** every-minute-count-views.ts */
export const countEnv = platformTableEnv.extend({ HOT_TABLE: z.string().min(3) })

/** every-hour-sweep-denials.ts */
export const sweepEnv = everyFunctionEnv.extend({ KEY_VALUE_STORE_ARN: z.string().min(1) })

/** on-erasure-history.ts */
export const erasureEnv = platformTableEnv.extend({ HOT_TABLE: z.string().min(3) })

/** on-member-removed.ts */
export const memberRemovedEnv = platformTableEnv.extend({ KEY_VALUE_STORE_ARN: z.string().min(1) })
