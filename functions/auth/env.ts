import * as z from 'zod'
import { commonEnv } from '../platform/common-env.ts'

export const env = commonEnv.extend({
  USER_POOL_ID: z.string().min(1),
  /** How long answers take that must not tell whether an address is known; a stage for tests may be quicker. */
  ANSWER_FLOOR_MS: z.coerce.number().int().min(0).default(1000),
})
