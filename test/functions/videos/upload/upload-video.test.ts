import { describe, expect, test } from 'vitest'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { abandonedAfterSeconds } from '../../../../functions/videos/pipeline/when-to-wake.ts'
import type { UploadBucket } from '../../../../functions/videos/upload/upload-bucket.ts'
import { abortUpload, completeUpload, uploadStatus, type UploadEffects } from '../../../../functions/videos/upload/upload-video.ts'
import { aFilm, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const film = aFilm()
const whole = [{ partNumber: 1, size: film.file.size, etag: 'e' }]

/** A bucket in which the upload is open, or closed with what it left. */
function anUpload({ open, file }: { open: boolean; file: boolean }) {
  const world = oneFilm(film)
  const s3 = { open, file }
  const bucket = {
    parts: async () => (s3.open ? whole : null),
    async complete() {
      if (s3.open) Object.assign(s3, { open: false, file: true })
      return true
    },
    abort: async () => void Object.assign(s3, { open: false }),
    size: async () => (s3.file ? film.file.size : null),
  } as unknown as UploadBucket
  return { world, s3, effects: { store: world.effects.store, bucket: async () => bucket, now: () => at } satisfies UploadEffects }
}

describe('an upload', () => {
  test('that was thrown away elsewhere is closed, and not said to be complete', async () => {
    const { effects } = anUpload({ open: false, file: false })
    for (const attempt of [uploadStatus(film, effects), completeUpload(film, effects)]) await expect(attempt).rejects.toMatchObject({ code: 'upload_closed' })
  })
  test('that was put together is complete before its film says so', async () => {
    expect(await uploadStatus(film, anUpload({ open: false, file: true }).effects)).toMatchObject({ state: 'complete', parts: [{ partNumber: 1 }] })
  })
  test('that is given up when its file has just arrived is not, and its film stays', async () => {
    const { world, effects } = anUpload({ open: true, file: false })
    await completeUpload(film, effects)
    await expect(abortUpload(film, effects)).rejects.toMatchObject({ code: 'upload_closed' })
    expect(world.film()).toMatchObject({ processing: 'checking', deletedAt: null, erasing: false })
  })
  test('that is completed when it has just been given up belongs to no film any more', async () => {
    const { world, s3, effects } = anUpload({ open: true, file: false })
    await abortUpload(film, effects)
    Object.assign(s3, { open: true })
    await expect(completeUpload(film, effects)).rejects.toMatchObject({ code: 'video_not_found' })
    expect(world.film()).toMatchObject({ processing: 'uploading', erasing: true })
  })
})

test('an upload that is completed in the moment in which it is abandoned has arrived', async () => {
  const world = oneFilm(film, { now: new Date(at.getTime() + abandonedAfterSeconds * 1000) })
  let arrived = false
  Object.assign(world.effects.objects, {
    sourceSize: async () => (arrived ? film.file.size : null),
    // Closed already: nothing to abort.
    abortUpload: async () => { arrived = true },
  })
  await reconcileVideo(film.id, world.effects)
  expect(world.film()!.failure?.code).not.toBe('upload_abandoned')
  expect(world.film()).toMatchObject({ upload: null, receivedAt: expect.any(String) })
})
