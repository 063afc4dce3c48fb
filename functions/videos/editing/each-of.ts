/** A batch: every film by itself, so that one refusal keeps no other film waiting. */
import { isDomainError, type DomainError, platformErrors } from '../../platform/errors.ts'
import { log } from '../../platform/log.ts'
import { sideBySide } from '../../platform/side-by-side.ts'

export interface Outcome { readonly id: string; readonly done: boolean; readonly problem: { readonly code: string; readonly detail: string } | null }

/** Few enough to leave the table alone, many enough for a hundred films within an API call. */
const atOnce = 8

/** Outcomes in the order of the ids, each id once. */
export async function eachOf(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<{ items: Outcome[] }> {
  const unique = [...new Set(ids)]
  const outcomes = new Map<string, Outcome>()
  await sideBySide(unique, atOnce, async id => outcomes.set(id, await outcomeOf(id, work)))
  return { items: unique.map(id => outcomes.get(id)!) }
}

async function outcomeOf(id: string, work: (id: string) => Promise<unknown>): Promise<Outcome> {
  try {
    await work(id)
    return { id, done: true, problem: null }
  } catch (error) {
    const { code, message } = isDomainError(error) ? error : unexpected(id, error)
    return { id, done: false, problem: { code, detail: message } }
  }
}

/** Ours, not the caller's; the same call may succeed in a moment. */
function unexpected(id: string, error: unknown): DomainError {
  log.error('One film of a batch could not be done', { videoId: id, error })
  return platformErrors.try_again({ cause: error })
}
