/** The user pool and the edge follow where a person stands. May be repeated; whoever does it last wins. */
import { deny, type EdgeStore } from '../platform/edge-denials.ts'
import type { PeoplePool } from './people-pool.ts'
import { groupChanges } from './standing.ts'
import type { Member } from './standing-store.ts'

export interface FollowEffects {
  readonly pool: PeoplePool
  edge(): Promise<EdgeStore>
  now(): Date
}

/**
 * Suspended: what they are watching stops, and so does whatever runs of their own films, however many these are; no
 * session of theirs can be refreshed or begun. Their films are hidden by functions/videos, which hears of it as
 * `user.standing_changed`.
 */
export async function followStanding(member: Member, { pool, edge, now }: FollowEffects): Promise<void> {
  if (member.status === 'suspended') {
    const store = await edge()
    await deny(store, 'person', member.id, now())
    await deny(store, 'owner', member.id, now())
    await pool.disable(member.id)
  } else await pool.enable(member.id)
  const { join, leave } = groupChanges(await pool.groupsOf(member.id), member)
  for (const group of join) await pool.join(member.id, group)
  for (const group of leave) await pool.leave(member.id, group)
}
