/** A film's bytes in S3: its source in the uploads bucket, its outputs and poster in the films bucket. */
import { CopyObjectCommand, DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3'
import { abortUpload, keysBelow, objectSize } from './s3-calls.ts'

export interface FilmObjects {
  /** Bytes of the uploaded source, or null if there is none. */
  sourceSize(key: string): Promise<number | null>
  deleteSource(key: string): Promise<void>
  abortUpload(key: string, uploadId: string): Promise<void>
  /** Keys of outputs below a prefix. */
  outputs(prefix: string): Promise<string[]>
  copyPoster(from: string, to: string): Promise<void>
  deleteOutput(key: string): Promise<void>
  /** Deletes everything below a prefix; may be repeated. */
  deleteOutputs(prefix: string): Promise<void>
  sourceUrl(key: string): string
  outputUrl(prefix: string): string
}

export function filmObjects(s3: S3Client, buckets: { uploads: string; films: string }): FilmObjects {
  const outputs = (prefix: string) => keysBelow(s3, buckets.films, prefix)
  return {
    outputs,
    sourceSize: key => objectSize(s3, buckets.uploads, key),
    async deleteSource(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: buckets.uploads, Key: key }))
    },
    abortUpload: (key, uploadId) => abortUpload(s3, buckets.uploads, key, uploadId),
    async copyPoster(from, to) {
      // Who took a film back may not wait a year until the edge forgets its poster; what stands behind a token is refused there.
      const kept = to.startsWith('i/') ? 'public, max-age=3600' : 'public, max-age=31536000, immutable'
      await s3.send(new CopyObjectCommand({ Bucket: buckets.films, CopySource: `${buckets.films}/${from}`, Key: to, ContentType: 'image/jpeg', CacheControl: kept, MetadataDirective: 'REPLACE' }))
    },
    async deleteOutput(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: buckets.films, Key: key }))
    },
    async deleteOutputs(prefix) {
      const keys = await outputs(prefix)
      for (let start = 0; start < keys.length; start += 1000) {
        const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: buckets.films, Delete: { Quiet: true, Objects: keys.slice(start, start + 1000).map(Key => ({ Key })) } }))
        if (Errors.length > 0) throw new Error(`${Errors.length} objects below ${prefix} could not be deleted: ${Errors[0]!.Code}`)
      }
    },
    sourceUrl: key => `s3://${buckets.uploads}/${key}`,
    outputUrl: prefix => `s3://${buckets.films}/${prefix}`,
  }
}
