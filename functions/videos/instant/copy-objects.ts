/** S3 as a copy sees it: ranges of a source, segments of a film. */
import type { Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { deleteBelow, keysBelow, objectSize } from '../pipeline/s3-calls.ts'

export interface CopyObjects {
  /** Bytes, or null when there is no source. */
  sourceSize(key: string): Promise<number | null>
  /** Fills `into` with what stands at `start`. */
  readSource(key: string, start: number, into: Uint8Array): Promise<void>
  /** Names of what stands below a prefix, without it. */
  written(prefix: string): Promise<ReadonlySet<string>>
  write(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** Takes away all that was written below a prefix. */
  clear(prefix: string): Promise<unknown>
}

export function copyObjects(s3: S3Client, buckets: { uploads: string; films: string }): CopyObjects {
  return {
    sourceSize: key => objectSize(s3, buckets.uploads, key),
    async readSource(key, start, into) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: buckets.uploads, Key: key, Range: `bytes=${start}-${start + into.length - 1}` }))
      let filled = 0
      for await (const chunk of Body as Readable) {
        into.set(chunk as Buffer, filled)
        filled += (chunk as Buffer).length
      }
      if (filled < into.length) throw new Error(`S3 sent ${filled} bytes of ${into.length}.`)
    },
    clear: prefix => deleteBelow(s3, buckets.films, prefix),
    written: async prefix => new Set((await keysBelow(s3, buckets.films, prefix)).map(key => key.slice(prefix.length))),
    async write(key, bytes, contentType) {
      await s3.send(new PutObjectCommand({ Bucket: buckets.films, Key: key, Body: bytes, ContentType: contentType }))
    },
  }
}
