/** Reading, writing, copying and deleting objects, whoever asks: the wire (object-operations.ts) and services.s3 (service.ts). */
import { createReadStream } from 'node:fs'
import { link } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Caller, Cloud, Permission } from '../plugin.ts'
import { noSuchKey } from './wire/errors.ts'
import type { Bucket, CompletedUpload, StoredObject } from './model.ts'
import { objectCreated, objectDeleted } from './notifications.ts'
import type { Cause, CreatedBy, DeletedBy, Notifier } from './notifications.ts'
import { onBucket } from './permissions.ts'
import { mayWrite } from './wire/preconditions.ts'

const READ_BUFFER_BYTES = 256 * 1024
/** Request headers that may carry If-Match and If-None-Match. */
export type Conditions = Readonly<Record<string, string | string[] | undefined>>

/** What the handlers share. */
export interface S3 {
  readonly cloud: Cloud
  readonly buckets: Map<string, Bucket>
  readonly notifier: Notifier
}

/**
 * The object, or S3's two ways to say that there is none: NoSuchKey to those who may list the bucket, and
 * AccessDenied to the rest, who are not to learn which keys exist.
 */
export const findObject = (s3: S3, bucket: Bucket, key: string, caller: Caller, asker?: Parameters<typeof onBucket>[2]): StoredObject => {
  const object = bucket.store.objects.get(key)
  if (object) return object
  const toKnow: Permission = onBucket('ListBucket', bucket, asker)
  s3.cloud.iam.authorise(caller, [toKnow])
  throw noSuchKey(key)
}

/** Streams an object's bytes. Call in the tick in which the object was looked up (see BucketStore.open). */
export const readBytes = (bucket: Bucket, object: StoredObject, range?: { start: number; end: number }): Readable =>
  object.size === 0
    ? Readable.from([])
    : createReadStream('', { fd: bucket.store.open(object), start: range?.start ?? 0, end: range?.end ?? object.size - 1, highWaterMark: READ_BUFFER_BYTES })

/** Makes bytes that are on disk an object. Conditions are judged in the same tick, so of two writers with `If-None-Match: *` one wins. */
export const storeObject = (
  s3: S3,
  bucket: Bucket,
  fields: Omit<StoredObject, 'modified' | 'sequencer'>,
  how: { reason: CreatedBy; cause: Cause; conditions?: Conditions; completes?: Pick<CompletedUpload, 'id' | 'parts'> },
): StoredObject => {
  const { store } = bucket
  mayWrite(how.conditions ?? {}, fields.key, store.objects.get(fields.key))
  const now = s3.cloud.now()
  const object: StoredObject = { ...fields, modified: now.toISOString(), sequencer: store.nextSequencer(now) }
  store.commit({
    do: 'put',
    object,
    ...(how.completes ? { completes: { ...how.completes, key: object.key, sequencer: object.sequencer, at: object.modified } } : {}),
    ...(bucket.notifies ? { event: objectCreated(bucket, object, how.reason, how.cause) } : {}),
  })
  s3.notifier.wake()
  return object
}

/** Deleting what is not there is no error and no event. */
export const removeObject = (s3: S3, bucket: Bucket, key: string, reason: DeletedBy, cause: Cause, conditions: Conditions = {}): void => {
  const { store } = bucket
  const current = store.objects.get(key)
  if (conditions['if-match'] !== undefined) mayWrite({ 'if-match': conditions['if-match'] }, key, current)
  if (!current) return
  const now = s3.cloud.now()
  store.commit({
    do: 'remove',
    key,
    ...(bucket.notifies ? { event: objectDeleted(bucket, key, store.nextSequencer(now), now, reason, cause) } : {}),
  })
  s3.notifier.wake()
}

/** Puts a copy's bytes in place: a second name for the same file, which never changes. Answers the file's name and the copy's ETag. */
export const linkBytes = async (from: Bucket, source: StoredObject, to: Bucket): Promise<{ bytes: string; etag: string }> => {
  const bytes = to.store.newBytes()
  await link(from.store.pathOf(source.bytes), to.store.pathOf(bytes))
  return { bytes, etag: source.etag.includes('-') ? await md5Of(to.store.pathOf(bytes)) : source.etag }
}

/** A copy is one put: the parts that its source once had no longer show in its ETag. */
const md5Of = async (path: string): Promise<string> => {
  const hash = createHash('md5')
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BUFFER_BYTES })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
