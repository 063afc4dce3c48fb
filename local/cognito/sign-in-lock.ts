/**
 * Wrong passwords lock a name for a growing while, as Cognito documents it: from the fifth failure on
 * 2^(failures − 5) seconds, up to about 15 minutes; attempts inside the pause are refused and do not lengthen
 * it; a success, or 15 quiet minutes, forgets everything.
 */
import { passwordAttemptsExceeded } from './errors.ts'
import type { Pool } from './pool.ts'

const freeFailures = 5
const quiet = 15 * 60_000

/** Throws "Password attempts exceeded" while the name is locked. */
export function requireUnlocked(pool: Pool, name: string): void {
  const lock = pool.state.locks[keyOf(pool, name)]
  const now = pool.now().getTime()
  if (lock && now < lock.lockedUntil) throw passwordAttemptsExceeded()
  if (lock && now > lock.lastAt + quiet) unlock(pool, name)
}

export function countFailure(pool: Pool, name: string): void {
  const now = pool.now().getTime()
  const key = keyOf(pool, name)
  const failures = (pool.state.locks[key]?.failures ?? 0) + 1
  const pause = failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures) * 1000, quiet)
  pool.state.locks[key] = { failures, lockedUntil: now + pause, lastAt: now }
  const all = Object.entries(pool.state.locks)
  if (all.length > 1000) pool.state.locks = Object.fromEntries(all.filter(([, lock]) => lock.lastAt > now - quiet))
  pool.save()
}

export function unlock(pool: Pool, name: string): void {
  const key = keyOf(pool, name)
  if (!pool.state.locks[key]) return
  delete pool.state.locks[key]
  pool.save()
}

// A name that nobody has locks the same way, so that a lock tells nothing.
const keyOf = (pool: Pool, name: string) => `name ${pool.find(name)?.username ?? pool.fold(name)}`
