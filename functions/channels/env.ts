import { commonEnv, platformTableEnv } from '../platform/common-env.ts'

export const env = commonEnv

/** on-erasure-channels.ts */
export const erasureEnv = platformTableEnv
