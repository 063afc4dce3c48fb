/** The reconciler's part in copying a source. */
import { claim, moved } from '../pipeline/claim-job.ts'
import { copyAsked, copyGivenUp, copyWanted, isOpen, type Film } from '../film.ts'
import type { ReconcileEffects } from '../pipeline/reconcile-video.ts'
import { copySilentSeconds, mostCopyAsks } from '../pipeline/when-to-wake.ts'
import { mayBeInstant, sourceRung } from './may-be-instant.ts'

/**
 * Sees that a source which may play as it is gets copied. Until the copy is refused or well under way, which takes about a
 * second, nothing else is begun: it decides which jobs are needed. One that nobody has heard of for a while is asked for
 * again, a few times; then the film goes the way of those that cannot be copied.
 */
export async function seeToCopy(film: Film, effects: ReconcileEffects): Promise<'moved' | 'waiting' | 'settled'> {
  const { store, askForCopy, now } = effects
  const { instant, first, ladder } = film.jobs
  if (!instant) {
    // Behind a film that plays nobody waits, so a replacement is not copied.
    if (first || ladder || film.isBehind || !mayBeInstant(film.source!)) return 'settled'
    return await claim(film, 'instant', [sourceRung(film.source!, film.file.size)], false, effects) ? 'moved' : 'waiting'
  }
  if (!isOpen(instant)) return 'settled'
  const silent = now().getTime() > Date.parse(instant.heardAt ?? instant.claimedAt) + copySilentSeconds * 1000
  if (!instant.asks || silent) {
    const gaveUp = (instant.asks ?? 0) >= mostCopyAsks
    // Asked first and written down afterwards: who is cut off in between asks again, and two copies of one claim are the same.
    if (!gaveUp) await askForCopy(film.id, instant.token)
    const after = await store.change(film.id, latest => {
      if (!copyWanted(latest, instant.token) || latest.jobs.instant!.asks !== instant.asks || latest.jobs.instant!.heardAt !== instant.heardAt) return latest
      return gaveUp ? copyGivenUp(latest, now()) : copyAsked(latest, now())
    })
    return moved(film, after) ? 'moved' : 'waiting'
  }
  return instant.status === 'claimed' ? 'waiting' : 'settled'
}
