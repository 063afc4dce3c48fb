import * as z from 'zod'
import { commonEnv } from '../platform/common-env.ts'

/** api.ts */
export const env = commonEnv.extend({ WEB_BUCKET: z.string().min(3) })
