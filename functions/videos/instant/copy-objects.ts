/** S3 as a copy sees it: ranges of a source, segments of a film. */
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'

export interface CopyObjects {
  /** Bytes, or null when there is no source. */
  sourceSize(key: string): Promise<number | null>
  /** `end` is exclusive. */
  readSource(key: string, start: number, end: number): Promise<Uint8Array>
  /** Names of what stands below a prefix, without it. */
  written(prefix: string): Promise<ReadonlySet<string>>
  write(key: string, bytes: Uint8Array, contentType: string): Promise<void>
}

export function copyObjects(s3: S3Client, buckets: { uploads: string; films: string }): CopyObjects {
  return {
    async sourceSize(key) {
      try {
        return (await s3.send(new HeadObjectCommand({ Bucket: buckets.uploads, Key: key }))).ContentLength ?? 0
      } catch (problem) {
        if (problem instanceof NotFound) return null
        throw problem
      }
    },
    async readSource(key, start, end) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: buckets.uploads, Key: key, Range: `bytes=${start}-${end - 1}` }))
      return Body!.transformToByteArray()
    },
    async written(prefix) {
      const names = new Set<string>()
      let ContinuationToken: string | undefined
      do {
        const page = await s3.send(new ListObjectsV2Command({ Bucket: buckets.films, Prefix: prefix, ContinuationToken }))
        for (const object of page.Contents ?? []) names.add(object.Key!.slice(prefix.length))
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken)
      return names
    },
    async write(key, bytes, contentType) {
      await s3.send(new PutObjectCommand({ Bucket: buckets.films, Key: key, Body: bytes, ContentType: contentType }))
    },
  }
}
