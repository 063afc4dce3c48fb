/** S3 as a copy sees it: ranges of a source, segments of a film. */
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { deleteBelow, keysBelow, objectSize } from '../pipeline/s3-calls.ts'

export interface CopyObjects {
  /** Bytes, or null when there is no source. */
  sourceSize(key: string): Promise<number | null>
  /** `end` is exclusive. */
  readSource(key: string, start: number, end: number): Promise<Uint8Array>
  /** Names of what stands below a prefix, without it. */
  written(prefix: string): Promise<ReadonlySet<string>>
  write(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** Takes away all that was written below a prefix. */
  clear(prefix: string): Promise<unknown>
}

export function copyObjects(s3: S3Client, buckets: { uploads: string; films: string }): CopyObjects {
  return {
    sourceSize: key => objectSize(s3, buckets.uploads, key),
    async readSource(key, start, end) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: buckets.uploads, Key: key, Range: `bytes=${start}-${end - 1}` }))
      return Body!.transformToByteArray()
    },
    clear: prefix => deleteBelow(s3, buckets.films, prefix),
    written: async prefix => new Set((await keysBelow(s3, buckets.films, prefix)).map(key => key.slice(prefix.length))),
    async write(key, bytes, contentType) {
      await s3.send(new PutObjectCommand({ Bucket: buckets.films, Key: key, Body: bytes, ContentType: contentType }))
    },
  }
}
