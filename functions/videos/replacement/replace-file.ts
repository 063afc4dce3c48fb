/** The owner sends another file for a film, which plays on until the new one is ready. */
import { newId } from '../../platform/ids.ts'
import { mayAnnounce } from '../upload/announce-video.ts'
import { errors } from '../errors.ts'
import { asked, type Film, type Replacement } from '../film.ts'
import type { UploadBucket } from '../upload/upload-bucket.ts'
import { uploadPlan } from '../upload/upload-plan.ts'
import type { VideoStore } from '../video-store.ts'
import { replacementGivenUp, replacementOpened } from './replacement.ts'

export interface ReplaceEffects { readonly store: VideoStore; readonly maxUploadBytes: number; bucket(): Promise<UploadBucket>; now(): Date }

/** Opens the upload first, as with a new film: one that was opened just before a crash is aborted by the bucket's lifecycle. */
export async function replaceFile(film: Film, file: Film['file'], { store, bucket, maxUploadBytes, now }: ReplaceEffects): Promise<Film> {
  mayAnnounce(file.size, maxUploadBytes)
  refuseUnlessSettled(film)
  const at = now()
  const sourceKey = `uploads/${film.id}/source-${newId('ver', { now: at }).slice(4)}`
  const replacement: Replacement = {
    file, sourceKey, upload: { id: await (await bucket()).open(sourceKey, file.type), ...uploadPlan(file.size) },
    processing: 'uploading', failure: null, source: null, jobs: { first: null, ladder: null }, imageName: newId('img', { now: at }), givenUp: false, createdAt: at.toISOString(),
  }
  const next = await store.change(film.id, latest => {
    if (latest.deletedAt) throw errors.video_not_found()
    refuseUnlessSettled(latest)
    return replacementOpened(latest, replacement, at)
  })
  if (!next) throw errors.video_not_found()
  return next
}

/** Giving up twice is harmless; there is nothing to give up once the new file has taken the film's place. */
export async function giveUpReplacement(film: Film, { store }: Pick<ReplaceEffects, 'store'>): Promise<void> {
  await store.change(film.id, latest => {
    if (!latest.replacement) throw errors.no_replacement()
    const next = replacementGivenUp(latest)
    return next === latest ? latest : asked(next)
  })
}

/** One file at a time: the film's own has ended its way, and so has another that was to replace it. */
function refuseUnlessSettled({ processing, replacement }: Film): void {
  if (processing !== 'ready' && processing !== 'failed') throw errors.not_settled()
  if (replacement && replacement.processing !== 'failed') throw errors.replacement_under_way()
}
