/** The owner publishes a film, takes it back, or says when it shall be. */
import type { z } from 'zod'
import type { publicationWish } from '../contract.ts'
import { editFilm, type EditEffects } from '../editing/edit-video.ts'
import { errors } from '../errors.ts'
import type { Film, Publication } from '../film.ts'
import { published, unpublished } from './publication.ts'
import { instantIn, isZone } from './zoned-time.ts'

export type PublicationWish = z.output<typeof publicationWish>

/** Five years: what lies beyond is a slip of the finger. */
const furthestSeconds = 5 * 366 * 86_400

/** Throws `zone_unknown`, `no_such_time`, `publish_too_late` or `publish_too_far`; null is "now". */
export function untilPublished(wish: PublicationWish, now: Date): Omit<Publication, 'access'> | null {
  if (wish.state === 'published') return null
  if (wish.state === 'draft') return { state: 'draft', at: null, local: null, zone: null }
  const { at: local, zone } = wish
  if (!isZone(zone)) throw errors.zone_unknown()
  const at = instantIn(zone, local)
  if (at === null) throw errors.no_such_time()
  if (at <= now) throw errors.publish_too_late()
  if (at.getTime() > now.getTime() + furthestSeconds * 1000) throw errors.publish_too_far()
  return { state: 'scheduled', at: at.toISOString(), local, zone }
}

export function publishVideo(film: Film, wish: PublicationWish, effects: EditEffects): Promise<Film> {
  const now = effects.now()
  const until = untilPublished(wish, now)
  return editFilm(film, latest => withPublication(latest, until, now), effects)
}

export const withPublication = (film: Film, until: Omit<Publication, 'access'> | null, now: Date): Film =>
  until ? unpublished(film, until, now) : published(film, now)
