import * as z from 'zod'
import { commonEnv, platformTableEnv } from '../platform/common-env.ts'

const bucket = { FILMS_BUCKET: z.string().min(3) }
export const env = commonEnv.extend(bucket)

/** every-hour-sweep.ts */
export const sweepEnv = platformTableEnv.extend(bucket)
