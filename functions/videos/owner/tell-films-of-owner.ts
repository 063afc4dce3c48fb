/** A person was suspended or reinstated: all films of their channels learn how they stand now. May be repeated, and cut off anywhere. */
import { belonging } from '../film.ts'
import { reconcileVideo, type ReconcileEffects } from '../pipeline/reconcile-video.ts'

export async function tellFilmsOfOwner(ownerId: string, effects: ReconcileEffects, channelsOf: (ownerId: string) => Promise<readonly string[]>): Promise<void> {
  for (const channelId of await channelsOf(ownerId)) {
    const present = await effects.ownerOf(channelId)
    if (!present) continue
    for (const id of await effects.store.idsOfChannel(channelId)) {
      await effects.store.change(id, latest => belonging(latest, present, effects.now()))
      // Ends what was given out, and takes the poster down or puts it back.
      await reconcileVideo(id, effects)
    }
  }
}
