/**
 * Another file for a film: it goes the whole way from upload to ready behind the film that plays, then takes its place
 * in one write; where nothing plays, as soon as it is known to be a film, so that it plays as early as any other. Seen through `versionOf` it is a film like any other, so that every rule of the way holds for it too.
 * Pure.
 */
import type { Film, Leftover, Replacement } from '../film.ts'
import { picturesReplaced } from '../thumbnails/thumbnails.ts'
import { outdated, unused } from '../pipeline/leftovers.ts'

/** The film as it will be with its new file; null when no other file is on its way. */
export const versionOf = (film: Film): Film | null =>
  (film.replacement ? { ...film, ...film.replacement, published: null, poster: null, thumbnails: undefined, storyboard: null, replacement: null, underWaySince: film.replacement.underWaySince, isBehind: true } : null)

/** Whether anything is on the way from a file to a film: the film's own file, or another. */
export const isUnderWay = ({ processing, replacement }: Film): boolean => !settled(processing) || (replacement !== null && !settled(replacement.processing))
const settled = (processing: Film['processing']) => processing === 'ready' || processing === 'failed'

const takesThePlace = (film: Film, version: Film) => version.processing === 'ready' || (version.processing === 'transcoding' && film.published === null)

/** What became of the new version, written back behind the film, or in its place. */
export function withVersion(film: Film, version: Film, at: Date): Film {
  const { claims, leftovers, asks } = version
  const next = { ...film, claims, leftovers, asks }
  if (takesThePlace(film, version)) return replaced(next, version, at)
  return { ...next, replacement: { ...film.replacement!, ...underWay(version) } }
}

/** Applies a change to the film and to the version behind it. */
export function onEachVersion(film: Film, change: (version: Film) => Film, at: Date): Film {
  const changed = change(film)
  const version = versionOf(changed)
  const next = version && change(version)
  return next === null || next === version ? changed : withVersion(changed, next, at)
}

const underWay = ({ file, upload, sourceKey, processing, failure, source, jobs, receivedAt, underWaySince }: Film) =>
  ({ file, upload, sourceKey, processing, failure, source, jobs, ...(receivedAt ? { receivedAt } : {}), ...(underWaySince ? { underWaySince } : {}) })

/** The one write in which viewers change over. Those who are watching finish the old version: it stays until their addresses have expired. */
function replaced(film: Film, version: Film, at: Date): Film {
  const old: Leftover[] = [
    ...(film.published ? [outdated(film, film.published.prefix, at)] : []),
    ...Object.values(film.jobs).flatMap(job => (job?.status === 'failed' ? [unused(job.prefix, at)] : [])),
    { bucket: 'uploads', prefix: film.sourceKey, until: at.toISOString() },
  ]
  return {
    ...picturesReplaced(film, version, film.replacement!.imageName), ...underWay(version), upload: null, failure: null, published: version.published, publishedAt: film.publishedAt ?? version.publishedAt,
    storyboard: version.storyboard,
    replacement: null, leftovers: [...film.leftovers, ...old],
  }
}

/** Opens the way for another file. What is left of one that failed goes. */
export const replacementOpened = (film: Film, replacement: Replacement, at: Date): Film =>
  ({ ...film, replacement, leftovers: [...film.leftovers, ...remainsOf(film, at)] })

/** Given up: the reconciler stops what runs and clears away what is there. */
export const replacementGivenUp = (film: Film): Film =>
  (film.replacement && !film.replacement.givenUp ? { ...film, replacement: { ...film.replacement, givenUp: true } } : film)

/** Nothing of it is left but objects that are going. */
export const replacementGone = (film: Film, at: Date): Film => ({ ...film, replacement: null, leftovers: [...film.leftovers, ...remainsOf(film, at)] })

function remainsOf({ replacement }: Film, at: Date): Leftover[] {
  if (!replacement) return []
  const outputs = Object.values(replacement.jobs).flatMap(job => (job ? [job.prefix] : []))
  return [{ ...unused(replacement.sourceKey, at), bucket: 'uploads' }, ...outputs.map(prefix => unused(prefix, at))]
}
