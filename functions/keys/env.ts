import * as z from 'zod'
import { everyFunctionEnv } from '../platform/common-env.ts'

export const env = everyFunctionEnv.extend({
  /** Tells the origin secret from the playback secret: both rotate by the same function. */
  ORIGIN_SECRET_ARN: z.string().min(1),
  KEY_VALUE_STORE_ARN: z.string().min(1),
  /** So long until every function knows what is pending. */
  SECRET_FRESH_SECONDS: z.coerce.number().positive(),
  /** So long until every place of the edge knows what was put there. */
  EDGE_SETTLES_SECONDS: z.coerce.number().positive(),
})
