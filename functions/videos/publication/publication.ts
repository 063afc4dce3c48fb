/** Whether a film has been published. Pure: a film in, the next one out. */
import type { Access } from '../contract.ts'
import type { Film, Publication } from '../film.ts'

/** Who may watch once it is published; `film.access` is who may watch now. */
export const intendedAccess = (film: Film): Access => film.publication?.access ?? film.access

/** Takes a film back, or holds it until its time: private for everybody but its owner, whatever its access. What was given out ends. */
export function unpublished(film: Film, until: Omit<Publication, 'access'>, at: Date): Film {
  const wasOpen = film.published !== null && film.access !== 'private'
  return { ...film, access: 'private', publication: { ...until, access: intendedAccess(film) }, withdrawnAt: wasOpen ? at.toISOString() : film.withdrawnAt }
}

/**
 * A scheduled film's date is the moment it opens; one that was only taken back keeps its own. A film that nothing
 * plays of yet gets its date when something does.
 */
export function published(film: Film, at: Date): Film {
  if (!film.publication) return film
  const { state, access } = film.publication
  const opensNow = state === 'scheduled' || film.publishedAt === null
  return { ...film, access, publication: null, publishedAt: film.published ? (opensNow ? at.toISOString() : film.publishedAt) : null }
}

/** The moment of a schedule, or null when it waits for none. */
export const scheduledFor = (film: Film): string | null => (film.deletedAt === null ? film.publication?.at ?? null : null)
