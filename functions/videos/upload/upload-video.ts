/** The way of a file's parts: where to send them, what has arrived, closing, giving up. All may be repeated. */
import { errors } from '../errors.ts'
import { asked, deleted, erasing, uploadArrived, type Film } from '../film.ts'
import type { UploadBucket, UploadedPart } from './upload-bucket.ts'
import { sizeOfPart, uploadPlan } from './upload-plan.ts'
import type { VideoStore } from '../video-store.ts'

export interface UploadEffects { readonly store: VideoStore; bucket(): Promise<UploadBucket>; now(): Date }

export async function signParts(film: Film, partNumbers: readonly number[], { bucket }: UploadEffects) {
  const upload = openUpload(film)
  const { partUrl } = await bucket()
  const urls = await Promise.all(partNumbers.map(async partNumber => {
    const size = sizeOfPart(partNumber, film.file.size)
    if (size === null) throw errors.part_out_of_range({ detail: `This upload has ${upload.partCount} parts; there is no part ${partNumber}.` })
    return { partNumber, size, url: await partUrl(film.sourceKey, upload.id, partNumber, size) }
  }))
  return { urls }
}

/** What has arrived in full; a part of another length counts as missing and is sent again. */
export async function uploadStatus(film: Film, { bucket }: UploadEffects) {
  const { partSize, partCount } = uploadPlan(film.file.size)
  const plan = { partSize, partCount, size: film.file.size }
  if (film.processing === 'failed') throw errors.upload_closed()
  if (film.upload) {
    const { parts, size } = await bucket()
    const arrived = await parts(film.sourceKey, film.upload.id)
    if (arrived) return { ...plan, state: 'open' as const, parts: whole(arrived, film) }
    // Put together just now, or thrown away by whoever may do that: then nothing more can be sent.
    if ((await size(film.sourceKey)) === null) throw errors.upload_closed()
  }
  return { ...plan, state: 'complete' as const, parts: Array.from({ length: partCount }, (_, i) => ({ partNumber: i + 1, size: sizeOfPart(i + 1, film.file.size)! })) }
}

/**
 * Puts the parts together once all are there. The second call, or one after a crash between S3's answer and our
 * own write, finds the upload closed and the file in its place, and answers the same.
 */
export async function completeUpload(film: Film, { store, bucket, now }: UploadEffects): Promise<Film> {
  if (film.processing === 'failed') throw errors.upload_closed()
  if (!film.upload) return film
  const { parts: arrivedParts, complete, size } = await bucket()
  const arrived = await arrivedParts(film.sourceKey, film.upload.id)
  if (arrived) {
    const parts = arrived.filter(part => part.size === sizeOfPart(part.partNumber, film.file.size))
    const missing = film.upload.partCount - parts.length
    if (missing > 0) throw errors.parts_missing({ detail: `${missing} of ${film.upload.partCount} parts have not arrived. Ask for the upload's state and send them.` })
    await complete(film.sourceKey, film.upload.id, parts)
  }
  if ((await size(film.sourceKey)) === null) throw errors.upload_closed()
  const next = await store.change(film.id, latest => {
    if (latest.deletedAt) throw errors.video_not_found()
    return latest.processing === 'uploading' ? uploadArrived(latest, now()) : latest
  })
  if (!next) throw errors.video_not_found()
  return next
}

/** Gives the upload up: its parts go at once, the film right after. There is nothing that could be brought back; a film whose file has arrived meanwhile is deleted like any other. */
export async function abortUpload(film: Film, { store, bucket, now }: UploadEffects): Promise<void> {
  const upload = openUpload(film)
  await store.change(film.id, latest => {
    openUpload(latest)
    return asked(erasing(deleted(latest, now())))
  })
  await (await bucket()).abort(film.sourceKey, upload.id)
}

function openUpload(film: Film) {
  if (film.processing !== 'uploading' || !film.upload) throw errors.upload_closed()
  return film.upload
}

const whole = (parts: readonly UploadedPart[], film: Film) =>
  parts.filter(part => part.size === sizeOfPart(part.partNumber, film.file.size)).map(({ partNumber, size }) => ({ partNumber, size }))
