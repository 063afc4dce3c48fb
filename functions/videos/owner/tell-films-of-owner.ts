/** A person was suspended or reinstated: all films of their channels learn how they stand now. May be repeated, and cut off anywhere. */
import { deny } from '../../platform/edge-denials.ts'
import { sideBySide } from '../../platform/side-by-side.ts'
import { belonging } from '../film.ts'
import { reconcileVideo, type ReconcileEffects } from '../pipeline/reconcile-video.ts'

/** Few enough to leave the table alone, many enough to hide a thousand films within seconds. */
const atOnce = 8

export async function tellFilmsOfOwner(ownerId: string, effects: ReconcileEffects, channelsOf: (ownerId: string) => Promise<readonly string[]>): Promise<void> {
  const told: string[] = []
  for (const channelId of await channelsOf(ownerId)) {
    const present = await effects.ownerOf(channelId)
    if (!present) continue
    const ids = await effects.store.idsOfChannel(channelId)
    await sideBySide(ids, atOnce, id => effects.store.change(id, latest => belonging(latest, present, effects.now())))
    // Until its film was hidden, somebody may have been let in after the edge had heard of the suspension.
    if (present.status === 'suspended' && ids.length > 0) await deny(effects.edge, 'owner', present.ownerId, effects.now())
    told.push(...ids)
  }
  // All are hidden, or back. One after the other, their posters follow, and what was given out by a release that did not name the owner ends.
  for (const id of told) await reconcileVideo(id, effects)
}
