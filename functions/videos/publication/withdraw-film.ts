/** Ends what was given out of a film before it was narrowed, hidden or deleted. */
import { deny, type EdgeStore } from '../../platform/edge-denials.ts'
import type { Film } from '../film.ts'
import type { VideoStore } from '../video-store.ts'

export interface WithdrawEffects { readonly store: Pick<VideoStore, 'change'>; readonly edge: EdgeStore; now(): Date }

/**
 * The write that narrows a film says that something must end (`withdrawnAt`), so that it ends whoever is cut off here. What
 * must end was issued until that write was committed, which may be seconds after it was decided: so up to this moment. It
 * is forgotten at once, lest what is given out from now on ends too. Answers the film as it stands.
 */
export async function withdrawFilm(film: Film, { store, edge, now }: WithdrawEffects): Promise<Film | null> {
  const at = film.withdrawnAt
  if (at === null) return film
  await deny(edge, 'film', film.id, new Date(Math.max(Date.parse(at), now().getTime())))
  return store.change(film.id, latest => (latest.withdrawnAt === at ? { ...latest, withdrawnAt: null } : latest))
}
