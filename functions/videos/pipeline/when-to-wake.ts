/** When the reconciler must look at a film again although no event has said so; null when there is nothing left to do. */
import { scheduledFor } from '../publication/publication.ts'
import { wantedPosterImage, type Film } from '../film.ts'
import { nextLookAtStoryboard } from '../storyboard/storyboard.ts'
import { openFrame } from '../thumbnails/frame-job.ts'

const seconds = (instant: string, later: number) => new Date(Date.parse(instant) + later * 1000).toISOString()

export const abandonedAfterSeconds = 7 * 24 * 3600
/** MediaConvert deduplicates a request token for one minute; an unanswered claim is asked again within it, and claimed anew after it. */
export const claimIsFreshSeconds = 50
/** Whoever copies a source is heard of every few seconds. */
export const copySilentSeconds = 60
/** How often a copy is asked for before the film is encoded instead. */
export const mostCopyAsks = 3
/** Events usually come first; this is for the lost ones. */
const patienceSeconds = 45

export function whenToWake(film: Film, undoWindowSeconds: number): string | null {
  const moments = [nextStep(film, undoWindowSeconds), scheduledFor(film), ...film.leftovers.map(({ until }) => until)].filter(moment => moment !== null)
  return moments.sort()[0] ?? null
}

/** When a film that is looked at now has its next turn if nothing comes of it: as if it had been written now, and not at once in any case. */
export function nextTurn(film: Film, undoWindowSeconds: number, now: Date): string {
  const at = now.toISOString()
  const next = whenToWake({ ...film, updatedAt: at }, undoWindowSeconds)
  return next !== null && next > at ? next : seconds(at, patienceSeconds)
}

function nextStep(film: Film, undoWindowSeconds: number): string | null {
  if (film.deletedAt) return film.withdrawnAt || film.erasing ? film.deletedAt : seconds(film.deletedAt, undoWindowSeconds)
  if (film.withdrawnAt) return film.withdrawnAt
  if (wantedPosterImage(film) !== film.posterImage || film.replacement?.givenUp) return film.updatedAt
  if (openFrame(film)) return seconds(film.updatedAt, patienceSeconds)
  return endOfPatience(film.processing, film.updatedAt) ?? (film.replacement && endOfPatience(film.replacement.processing, film.updatedAt)) ?? nextLookAtStoryboard(film)
}

function endOfPatience(processing: Film['processing'], updatedAt: string): string | null {
  switch (processing) {
    // An event tells of a finished upload; a look every hour finds one whose event was lost, and the abandoned.
    case 'uploading': return seconds(updatedAt, 3600)
    case 'checking':
    case 'transcoding': return seconds(updatedAt, patienceSeconds)
    case 'ready':
    case 'failed': return null
  }
}
