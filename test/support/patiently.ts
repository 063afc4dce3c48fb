/** A client that does not give up when the house fails, as a person does not. */
import { until } from '../../bin/journey/until.ts'
import { ApiProblem } from '../../functions/platform/contract-client.ts'

/** Of the API by its answer; else that nobody listens (fetch throws a TypeError), or that a part found nobody to take it. */
const isOurFault = (problem: unknown) =>
  (problem instanceof ApiProblem ? problem.status >= 500 || problem.status === 0 || problem.code === 'still_running' : problem instanceof TypeError || /was not taken/.test((problem as Error).message))

/**
 * Asks again while the fault is ours (5xx, no answer), or an earlier try of the same key may still be at it. `done`: codes
 * that a try gets after one that was cut off had its effect; the answer is then null.
 */
export function patiently<T>(ask: () => Promise<T>): Promise<T>
export function patiently<T>(ask: () => Promise<T>, done: readonly string[]): Promise<T | null>
export async function patiently<T>(ask: () => Promise<T>, done: readonly string[] = []): Promise<T | null> {
  const { answer } = await until('an answer of the house', async () => {
    try {
      return { answer: await ask() }
    } catch (problem) {
      if (problem instanceof ApiProblem && done.includes(problem.code)) return { answer: null }
      if (isOurFault(problem)) return undefined
      throw problem
    }
  }, { seconds: 60, everyMs: 300 })
  return answer
}
