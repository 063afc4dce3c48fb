import * as z from 'zod'
import { commonEnv } from '../platform/common-env.ts'

/** api.ts */
export const env = commonEnv.extend({
  WEB_BUCKET: z.string().min(3),
  /** `https://…`, where the stage has a domain of its own; empty where CloudFront's name is the only one. */
  SITE: z.string(),
})
