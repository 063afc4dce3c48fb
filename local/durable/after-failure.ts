import type { Cloud } from '../plugin.ts'

const SHORTEST_MS = 200

/**
 * How long to wait before a function that failed sees the same work again. The one place where waiting is
 * scaled: AWS waits minutes here, and a test that proves a retry should not.
 */
export const afterFailure = (cloud: Pick<Cloud, 'options'>, awsMs: number): number =>
  Math.max(Math.min(SHORTEST_MS, awsMs), awsMs * cloud.options.pace)
