/** An admin changes where a person stands. Committed first, together with its audit entry; then the pool and the edge follow. */
import { platformErrors } from '../platform/errors.ts'
import { log } from '../platform/log.ts'
import { errors } from './errors.ts'
import { followStanding, type FollowEffects } from './follow-standing.ts'
import type { Standing, StandingRule } from './standing.ts'
import { Stale, type Member, type StandingStore } from './standing-store.ts'

export interface StandingRequest {
  readonly id: string
  readonly actorId: string
  readonly rule: StandingRule
  /** In the audit trail: `user.suspended`. */
  readonly action: string
  readonly reason: string
  readonly ifMatch?: number | null
  readonly now: Date
}
export interface ChangeEffects extends FollowEffects { readonly members: StandingStore }

/** Answers the person as they stand now; asking for what is already so changes nothing and leaves no entry. */
export async function changeStanding(effects: ChangeEffects, request: StandingRequest, tries = 4): Promise<Member> {
  const { id, actorId, rule, action, reason, ifMatch = null, now } = request
  const before = await effects.members.find(id)
  // Somebody who asked to be erased is beyond staff's decisions.
  if (!before || before.leaving) throw errors.user_not_found()
  if (ifMatch !== null && ifMatch !== before.version) throw platformErrors.version_changed()
  const next = rule(before, actorId)
  if (next === before) return before
  const after = await effects.members.change(before, next, { actor: actorId, action, subject: id, reason, before: standingOf(before), after: standingOf(next) }, now)
    .catch(problem => {
      if (!(problem instanceof Stale)) throw problem
      return null
    })
  if (!after) {
    if (tries <= 1) throw errors.changed_meanwhile()
    return changeStanding(effects, request, tries - 1)
  }
  // It is decided. If the pool or the edge cannot be reached now, every-minute-settle.ts will.
  await followStanding(after, effects).catch(error => log.error('A change of standing has yet to reach the pool and the edge', { subject: id, error }))
  return after
}

const standingOf = ({ status, roles }: Standing) => ({ status, roles: [...roles] })
