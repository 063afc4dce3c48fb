/** One change for many films: only what is named changes, all of it in one write for each film. */
import { editFilm, type EditEffects, type Metadata } from './edit-video.ts'
import { edited, type Film } from '../film.ts'
import { intendedAccess } from '../publication/publication.ts'
import { untilPublished, withPublication, type PublicationWish } from '../publication/publish-video.ts'

export interface Amendment extends Partial<Metadata> { readonly publication?: PublicationWish }

/** Reads the amendment once; what it answers amends one film. */
export function amendment({ publication: wish, ...metadata }: Amendment, effects: EditEffects): (film: Film) => Promise<Film> {
  const at = effects.now()
  const until = wish && untilPublished(wish, at)
  return film => editFilm(film, latest => {
    // First what it is published as: taken back and opened wider at once, it must not be open for a moment.
    const standing = until === undefined ? latest : withPublication(latest, until, at)
    return edited(standing, { ...standing, access: intendedAccess(standing), ...metadata }, at)
  }, effects)
}
