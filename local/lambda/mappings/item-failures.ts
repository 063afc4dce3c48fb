/** What a function that reports item failures has said about its batch. Pure. */
import type { Outcome } from '../instance.ts'

/**
 * The identifiers that failed. `'all'`: the function failed, or its answer names something that was not in the
 * batch, which AWS takes for a failure of the whole.
 */
export function itemFailures(outcome: Outcome, identifiers: readonly string[], reportsItemFailures: boolean): readonly string[] | 'all' {
  if (outcome.functionError !== undefined) return 'all'
  if (!reportsItemFailures) return []
  const answer = JSON.parse(outcome.payload) as { batchItemFailures?: unknown } | null
  const failures = answer?.batchItemFailures ?? []
  if (!Array.isArray(failures)) return 'all'
  const failed = failures.map(failure => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier)
  const known = new Set<unknown>(identifiers)
  return failed.every(identifier => known.has(identifier)) ? failed as string[] : 'all'
}
