/** What happened lately, for /_local and tests, and the part of it that a person at the console wants to see. */
import type { Activity } from '../plugin.ts'

const KEPT = 5_000

export interface ActivityLog {
  record(entry: Omit<Activity, 'at'>): void
  /** Oldest first. */
  list(filter?: Partial<Pick<Activity, 'kind' | 'source'>>): readonly Activity[]
}

/** Quiet prints errors only; otherwise also refusals, mails and whatever calls itself info. */
export function createActivityLog(options: { quiet: boolean; now(): Date; print?(line: string): void }): ActivityLog {
  const printed: ReadonlySet<Activity['kind']> = new Set(options.quiet ? ['error'] : ['error', 'denied', 'mail', 'info'])
  const print = options.print ?? console.error
  let entries: Activity[] = []
  return {
    record(entry) {
      entries.push({ at: options.now().toISOString(), ...entry })
      // Cut in halves, so that a ring costs nothing per entry.
      if (entries.length > 2 * KEPT) entries = entries.slice(-KEPT)
      if (printed.has(entry.kind)) print(`${entry.kind.padEnd(6)} ${entry.source}  ${entry.message}`)
    },
    list(filter = {}) {
      return entries.slice(-KEPT).filter(entry => (!filter.kind || entry.kind === filter.kind) && (!filter.source || entry.source === filter.source))
    },
  }
}
