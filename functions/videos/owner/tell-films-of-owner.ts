/** A person was suspended or reinstated: all films of their channels learn it. May be repeated, and cut off anywhere. */
import { ownerStands } from '../film.ts'
import { reconcileVideo, type ReconcileEffects } from '../pipeline/reconcile-video.ts'

export interface OwnerNews { readonly id: string; readonly status: 'active' | 'suspended'; readonly version: number }

export async function tellFilmsOfOwner({ id, status, version }: OwnerNews, effects: ReconcileEffects, channelsOf: (ownerId: string) => Promise<readonly string[]>): Promise<void> {
  for (const channelId of await channelsOf(id)) {
    let after: Record<string, unknown> | undefined
    do {
      const page = await effects.store.ofChannel(channelId, { limit: 100, after }, { listedOnly: false })
      for (const film of page.items) {
        await effects.store.change(film.id, latest => ownerStands(latest, status, version, effects.now()))
        // Ends what was given out, and takes the poster down or puts it back.
        await reconcileVideo(film.id, effects)
      }
      after = page.next ?? undefined
    } while (after)
  }
}
