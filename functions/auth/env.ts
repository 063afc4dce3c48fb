import * as z from 'zod'
import { commonEnv, platformTableEnv } from '../platform/common-env.ts'

export const env = commonEnv.extend({
  USER_POOL_ID: z.string().min(1),
  /** How long refusals take that must not tell whether an address is known; a stage for tests may be quicker. */
  ANSWER_FLOOR_MS: z.coerce.number().int().min(0).default(1000),
  /** The same for answers behind which a mail may have been sent, or not. */
  MAIL_FLOOR_MS: z.coerce.number().int().min(0).default(3000),
})

/** on-erasure-account.ts, every-minute-call-again.ts */
export const erasureEnv = platformTableEnv.extend({ HOT_TABLE: z.string().min(3), USER_POOL_ID: z.string().min(1) })
