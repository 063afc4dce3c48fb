import * as z from 'zod'
import { everyFunctionEnv } from '../platform/common-env.ts'

export const env = everyFunctionEnv.extend({
  /** Tells the origin secret from the playback secret: both rotate by the same function. */
  ORIGIN_SECRET_ARN: z.string().min(1),
  KEY_VALUE_STORE_ARN: z.string().min(1),
})
