/** Runs what is due by the cloud's clock. What fell due while nobody ran is made up for once, not once per miss. */
import type { Cloud } from '../plugin.ts'
import type { Rule } from './rule.ts'

const LOOK_EVERY_MS = 250

export interface Ticker { stop(): void }

/** `lastRuns` outlive the process, so that a restart does not put off what was nearly due. */
export function startTicker(cloud: Cloud, rules: readonly Rule[], run: (rule: Rule) => Promise<void>): Ticker {
  const state = cloud.state('events', 'schedules', () => ({ lastRuns: {} as Record<string, string> }))
  const { lastRuns } = state.value

  const look = (): void => {
    const now = cloud.now()
    for (const rule of rules) {
      const last = lastRuns[rule.arn]
      const due = last === undefined ? undefined : rule.schedule!(new Date(last))
      if (last !== undefined && (due === undefined || due > now)) continue
      if (due !== undefined) run(rule).catch(error => cloud.record({ kind: 'error', source: rule.name, message: `A schedule did not run: ${error.message}` }))
      // Keeps the beat when only a little late; a rule seen for the first time counts from now.
      const onBeat = due !== undefined && now.getTime() - due.getTime() < 4 * LOOK_EVERY_MS
      lastRuns[rule.arn] = (onBeat ? due : now).toISOString()
      state.save()
    }
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  return { stop: () => clearInterval(timer) }
}
