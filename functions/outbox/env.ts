import * as z from 'zod'
import { everyFunctionEnv } from '../platform/common-env.ts'

export const env = everyFunctionEnv.extend({ BUS_NAME: z.string().min(1) })
