/** Somebody is being erased: their channels' films go, objects and all, without an undo window. Goes by what is left, so it may be repeated. */
import { deleted, erasing } from '../film.ts'
import { reconcileVideo, type ReconcileEffects } from '../pipeline/reconcile-video.ts'

/** Answers whether nothing is left. */
export async function eraseFilmsOfOwner(ownerId: string, effects: ReconcileEffects, channelsOf: (ownerId: string) => Promise<readonly string[]>): Promise<boolean> {
  let left = 0
  for (const channelId of await channelsOf(ownerId)) {
    for (const id of await effects.store.idsOfChannel(channelId)) {
      await effects.store.change(id, film => (film.erasing ? film : erasing(deleted(film, effects.now()))))
      await reconcileVideo(id, effects)
      if (await effects.store.find(id)) left++
    }
  }
  return left === 0
}
