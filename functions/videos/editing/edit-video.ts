/** The owner changes what a film is called and who may watch it, or deletes it. */
import type { AuditNote } from '../../platform/audit.ts'
import type { EdgeStore } from '../../platform/edge-denials.ts'
import { errors } from '../errors.ts'
import { asked, deleted, edited, lacksQualities, ladderRetried, restored, retried, wantedPosterImage, type Film } from '../film.ts'
import { withdrawFilm } from '../publication/withdraw-film.ts'
import type { UploadBucket } from '../upload/upload-bucket.ts'
import type { VideoStore } from '../video-store.ts'
import { accessNote } from './access-note.ts'

export type Metadata = Parameters<typeof edited>[1]
/** `by`: the id of whoever does it, for the audit trail. */
export interface EditEffects { readonly store: VideoStore; edge(): Promise<EdgeStore>; now(): Date; readonly by: string }

/** `ifMatch` is the version the caller saw, or null when they do not mind. */
export function editVideo(film: Film, metadata: Metadata, ifMatch: number | null, effects: EditEffects): Promise<Film> {
  return editFilm(film, latest => {
    if (ifMatch !== null && latest.version !== ifMatch) throw errors.version_changed()
    return edited(latest, metadata, effects.now())
  }, effects)
}

/** Any change by the owner: the edge and the pipeline learn at once what follows from it. */
export async function editFilm(film: Film, change: (latest: Film) => Film, effects: EditEffects): Promise<Film> {
  const next = await effects.store.change(film.id, latest => {
    if (latest.deletedAt) throw errors.video_not_found()
    return placed(change(latest))
  }, accessNote(effects.by))
  if (!next) throw errors.video_not_found()
  return withdrawn(next, effects)
}

export async function deleteVideo(film: Film, effects: EditEffects): Promise<void> {
  const next = await effects.store.change(film.id, latest => deleted(latest, effects.now()), accessNote(effects.by))
  if (next) await withdrawn(next, effects)
}

/** Brings a deleted film back inside the undo window. Addresses given out before it was deleted stay dead. */
export async function restoreVideo(film: Film, effects: EditEffects & { readonly undoWindowSeconds: number }): Promise<Film> {
  const next = await effects.store.change(film.id, latest => {
    if (latest.deletedAt === null) return latest
    const isOver = effects.now().getTime() >= Date.parse(latest.deletedAt) + effects.undoWindowSeconds * 1000
    if (latest.erasing || isOver) throw errors.undo_too_late()
    return restored(latest)
  }, accessNote(effects.by))
  if (!next) throw errors.undo_too_late()
  return next
}

/** What cannot succeed with the file as it is. */
const needAnotherFile = new Set(['size_mismatch', 'source_missing', 'upload_abandoned'])

/** Another attempt at a film that failed, or at the qualities that could not be made of it. Asking again while it runs changes nothing. `note` tells of a member of staff who did it. */
export async function retryVideo(film: Film, { store, now, bucket }: Pick<EditEffects, 'store' | 'now'> & { bucket(): Promise<Pick<UploadBucket, 'size'>> }, note?: AuditNote): Promise<Film> {
  // Behind a film that plays nothing is checked again: that its file is still kept must be known before.
  if (lacksQualities(film) && (await (await bucket()).size(film.sourceKey)) === null) throw errors.nothing_to_retry({ detail: 'The file of this film is not kept any more, so another attempt cannot help. Send the file again.' })
  const next = await store.change(film.id, latest => {
    if (latest.deletedAt) throw errors.video_not_found()
    if (latest.processing === 'checking' || latest.processing === 'transcoding') return latest
    if (lacksQualities(latest)) return ladderRetried(latest, now())
    if (latest.processing !== 'failed') throw errors.not_failed()
    if (needAnotherFile.has(latest.failure!.code)) throw errors.nothing_to_retry()
    return retried(latest, now())
  }, note && (() => note))
  if (!next) throw errors.video_not_found()
  return next
}

/** A poster that stands where it should not, or not where it should, is put right at once. */
const placed = (film: Film): Film => (wantedPosterImage(film) === film.posterImage ? film : asked(film))

/** At once; the reconciler does it if this never happens. */
const withdrawn = async (film: Film, { store, edge, now }: EditEffects): Promise<Film> =>
  (film.withdrawnAt ? (await withdrawFilm(film, { store, edge: await edge(), now })) ?? film : film)
