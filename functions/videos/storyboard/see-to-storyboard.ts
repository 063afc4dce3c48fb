/** The reconciler's step for a storyboard: sees that somebody draws it, and gives up on it at last. The film plays without. */
import { moved } from '../pipeline/claim-job.ts'
import type { Film } from '../film.ts'
import type { ReconcileEffects } from '../pipeline/reconcile-video.ts'
import { drawingAsked, drawingGivenUp, isToBeDrawn, mostDrawingAsks, nextLookAtStoryboard } from './storyboard.ts'

export async function seeToStoryboard(film: Film, { store, now, askForStoryboard }: ReconcileEffects): Promise<boolean> {
  const look = nextLookAtStoryboard(film)
  if (look === null || look > now().toISOString()) return false
  const { prefix, asks } = film.storyboard!
  const gaveUp = asks >= mostDrawingAsks
  // Asked first and written down afterwards: who is cut off in between asks again, and two who draw it draw the same.
  if (!gaveUp) await askForStoryboard(film.id, prefix)
  return moved(film, await store.change(film.id, latest => {
    if (!isToBeDrawn(latest, prefix) || latest.storyboard!.asks !== asks) return latest
    return gaveUp ? drawingGivenUp(latest, now()) : drawingAsked(latest, now())
  }))
}
