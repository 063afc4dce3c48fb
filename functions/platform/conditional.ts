/** How DynamoDB says "not under these circumstances", and how to try again when writers met. */
import { setTimeout as pause } from 'node:timers/promises'

interface AwsProblem { readonly name?: string; readonly CancellationReasons?: readonly { readonly Code?: string; readonly Item?: unknown }[] }

/** The reason code of each action of a cancelled transaction, in order (`None` for the innocent). */
export function cancellationReasons(problem: unknown): readonly string[] {
  const { name, CancellationReasons } = (problem ?? {}) as AwsProblem
  return name === 'TransactionCanceledException' ? (CancellationReasons ?? []).map(reason => reason.Code ?? 'None') : []
}

/** A condition did not hold: of this write, or of any action of a transaction (`action` counts from 0). */
export function isConditionalFailure(problem: unknown, action?: number): boolean {
  if ((problem as AwsProblem | null)?.name === 'ConditionalCheckFailedException') return true
  const reasons = cancellationReasons(problem)
  return action === undefined ? reasons.includes('ConditionalCheckFailed') : reasons[action] === 'ConditionalCheckFailed'
}

/** Another transaction held one of the items. Nothing is wrong; try again. */
export function isTransactionConflict(problem: unknown): boolean {
  const name = (problem as AwsProblem | null)?.name
  return name === 'TransactionConflictException' || name === 'TransactionInProgressException' || cancellationReasons(problem).includes('TransactionConflict')
}

export interface RetryEffects { readonly random?: () => number; readonly sleep?: (milliseconds: number) => Promise<unknown>; readonly attempts?: number }

/**
 * Runs a transaction until no other writer was in its way. Full jitter, doubling from 20 ms to 640 ms:
 * eight attempts pass 50 writers on one counter with room to spare, within about a second.
 */
export async function retryOnConflict<T>(run: () => Promise<T>, { random = Math.random, sleep = pause, attempts = 8 }: RetryEffects = {}): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (problem) {
      if (!isTransactionConflict(problem) || attempt >= attempts) throw problem
      await sleep(random() * Math.min(640, 20 * 2 ** (attempt - 1)))
    }
  }
}
