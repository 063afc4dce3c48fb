/**
 * Makes sure that the pool, the edge and the films follow every change of standing in the end, whatever happened to
 * whoever made it and to the news of it: repeats it once nobody who acted on an older standing can still be running,
 * and forgets it only when all have followed.
 */
import { log } from '../platform/log.ts'
import { measure } from '../platform/metrics.ts'
import { followStanding } from './follow-standing.ts'
import type { ChangeEffects } from './change-standing.ts'

/** A request runs for 15 s at most (lib/domains/api-function.ts). */
const graceSeconds = 20
const atOnce = 50

export async function settleStandings(effects: ChangeEffects, now: Date): Promise<void> {
  const waiting = await effects.members.unsettledUpTo(new Date(now.getTime() - graceSeconds * 1000), atOnce)
  measure('OldestUnfinished', Math.max(0, ...waiting.map(({ unsettledSince }) => (unsettledSince ? now.getTime() - Date.parse(unsettledSince) : 0) / 1000)), 'standing')
  for (const { id } of waiting) {
    try {
      // The index tells late; only the item itself says where they stand.
      const member = await effects.members.find(id)
      if (!member?.unsettledSince) continue
      await followStanding(member, effects)
      if (member.filmsBehind !== undefined) {
        await effects.members.tellAgain(member)
        continue
      }
      await effects.members.settle(member, Math.ceil(effects.now().getTime() / 1000))
    } catch (error) {
      // One person's trouble must not keep the others waiting.
      log.error('A standing could not be settled', { subject: id, error })
    }
  }
}
