/** A film's bytes in S3: its source in the uploads bucket, its outputs and poster in the films bucket. */
import { CopyObjectCommand, DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { abortUpload, deleteBelow, keysBelow, objectSize } from './s3-calls.ts'

export interface FilmObjects {
  /** Bytes of the uploaded source, or null if there is none. */
  sourceSize(key: string): Promise<number | null>
  deleteSource(key: string): Promise<void>
  abortUpload(key: string, uploadId: string): Promise<void>
  /** Keys of outputs below a prefix. */
  outputs(prefix: string): Promise<string[]>
  copyPoster(from: string, to: string): Promise<void>
  deleteOutput(key: string): Promise<void>
  /** Deletes everything below a prefix, and answers how much that was; may be repeated. */
  deleteOutputs(prefix: string): Promise<number>
  sourceUrl(key: string): string
  outputUrl(prefix: string): string
}

export function filmObjects(s3: S3Client, buckets: { uploads: string; films: string }): FilmObjects {
  return {
    outputs: prefix => keysBelow(s3, buckets.films, prefix),
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
    deleteOutputs: prefix => deleteBelow(s3, buckets.films, prefix),
    sourceUrl: key => `s3://${buckets.uploads}/${key}`,
    outputUrl: prefix => `s3://${buckets.films}/${prefix}`,
  }
}
