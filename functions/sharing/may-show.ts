/** What may everybody know of a film, signed out and without asking? */
import type { FilmSeen } from '../platform/shared-film.ts'

export interface Shown { readonly id: string; readonly title: string; readonly description: string; readonly channel: FilmSeen['channel']; readonly durationSeconds: number | null; readonly poster: string | null; /** Whether search engines may list it. */ readonly listed: boolean }

/** The film as strangers may see it; null for any other, which is then as if it did not exist. Anything that no line allows is kept back. */
export function mayShow(film: FilmSeen | null | undefined): Shown | null {
  if (!film || film.deletedAt !== null || film.hidden || film.published === null) return null
  if (film.access !== 'public' && film.access !== 'unlisted') return null
  const { id, title, channel, source, posterImage } = film
  return { id, title, description: film.description ?? '', channel, durationSeconds: source?.durationSeconds ?? null, poster: posterImage && `/${posterImage}`, listed: film.access === 'public' }
}
