/** A public copy of a poster that may have been made although its film does not say so. Pure. */
import { wantedPosterImage, type Film } from '../film.ts'
import { unused } from '../pipeline/leftovers.ts'

/**
 * A poster is copied before its film says where: whoever does it may be cut off in between. So the change after which the
 * film does not want that copy any more takes it along among what is left, to go once nobody can be making it. Its name
 * goes with it: a poster that comes later must not lie where something is about to be cleared away.
 */
export function withPosterLeft(before: Film, after: Film, newName: string, at: Date): Film {
  const perhapsMade = wantedPosterImage(before)
  if (perhapsMade === null || perhapsMade === before.posterImage || perhapsMade === wantedPosterImage(after)) return after
  return { ...after, imageName: after.imageName === before.imageName ? newName : after.imageName, leftovers: [...after.leftovers, unused(perhapsMade, at)] }
}
