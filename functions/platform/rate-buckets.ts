import type { RateBucket } from './contract.ts'

/** Calls per minute and caller; a stage may scale all of them (RATE_SCALE). */
export const bucketSizes: Readonly<Record<RateBucket, number>> = { strict: 10, standard: 100, busy: 600 }
