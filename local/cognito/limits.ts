/** How often one person may ask for or try a code. Counted for names that nobody has as well, so that the limit tells nothing. */
import { attemptLimitExceeded } from './errors.ts'
import type { Pool } from './pool.ts'

const hour = 3_600_000
/**
 * Per hour and person, Cognito's documented quotas. Where it gives a range that depends on risk (5–20 for
 * recovery) this is the strict end: code that lives with 5 lives with 20.
 */
const perHour = { resend: 5, forgotPassword: 5, confirmSignUp: 15, confirmForgotPassword: 5, changePassword: 5, verifyAttribute: 5 } as const
export type LimitedAction = keyof typeof perHour

/** Counts one use, or throws LimitExceededException. */
export function spend(pool: Pool, action: LimitedAction, name: string): void {
  const key = keyOf(pool, action, name)
  const now = pool.now().getTime()
  const recent = (pool.state.attempts[key] ?? []).filter(at => at > now - hour)
  if (recent.length >= perHour[action]) throw attemptLimitExceeded()
  pool.state.attempts[key] = [...recent, now]
  forgetOld(pool, now)
  pool.save()
}

/** A success clears the count. */
export function forgive(pool: Pool, action: LimitedAction, name: string): void {
  delete pool.state.attempts[keyOf(pool, action, name)]
  pool.save()
}

const keyOf = (pool: Pool, action: LimitedAction, name: string) => `${action} ${pool.find(name)?.username ?? pool.fold(name)}`

// Names are free text from outside: without a broom they would fill the state file.
function forgetOld(pool: Pool, now: number): void {
  const entries = Object.entries(pool.state.attempts)
  if (entries.length > 1000) pool.state.attempts = Object.fromEntries(entries.filter(([, times]) => times.at(-1)! > now - hour))
}
