import { commonEnv } from '../platform/common-env.ts'

export const env = commonEnv
