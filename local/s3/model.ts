/** The words of the local S3: what a bucket holds and what its configuration says. */
import type { PolicyDocument } from '../plugin.ts'
import type { BucketStore } from './store/bucket-store.ts'
import type { CorsRule } from './wire/cors.ts'
import type { LifecycleRule } from './lifecycle.ts'

export interface Bucket {
  readonly name: string
  readonly arn: string
  readonly store: BucketStore
  readonly cors: readonly CorsRule[]
  readonly lifecycle: readonly LifecycleRule[]
  /** EventBridgeConfiguration is on: `Object Created` and `Object Deleted` go to the default bus. */
  readonly notifies: boolean
  /** From AWS::S3::BucketPolicy, which is realised after its bucket. */
  policy?: PolicyDocument
}

export interface StoredObject {
  readonly key: string
  /** Name of the file that holds the bytes. It is written once and never changed: a new version is a new file. */
  readonly bytes: string
  readonly size: number
  /** Without quotes: an MD5, or `<md5 of the part md5s>-<parts>`. */
  readonly etag: string
  /** ISO 8601. S3 shows it to the second. */
  readonly modified: string
  /** Hexadecimal, grows with every change of a bucket: tells a consumer which of two events is newer. */
  readonly sequencer: string
  /** What a GET gives back: content-type, cache-control, x-amz-meta-… */
  readonly headers: Readonly<Record<string, string>>
  readonly checksum?: Checksum
}

export interface Part {
  readonly number: number
  readonly bytes: string
  readonly size: number
  readonly etag: string
  readonly modified: string
  readonly checksum?: Checksum
}

export interface Upload {
  readonly id: string
  readonly key: string
  readonly initiated: string
  readonly headers: Readonly<Record<string, string>>
  readonly checksumAlgorithm?: ChecksumAlgorithm
  readonly parts: Map<number, Part>
}

/** What is remembered of a completed upload, so that completing it again gives the same answer. */
export interface CompletedUpload {
  readonly id: string
  readonly key: string
  /** `1:<etag>,2:<etag>…` of the parts it was completed with. */
  readonly parts: string
  readonly sequencer: string
  readonly at: string
}

export const checksumAlgorithms = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number]
/** Base64, as in `x-amz-checksum-<algorithm>`; `<base64>-<parts>` for a multipart object. */
export interface Checksum { readonly algorithm: ChecksumAlgorithm; readonly value: string }

/** An event that was committed with its change and has not reached the bus yet. */
export interface PendingEvent {
  readonly id: string
  readonly detailType: 'Object Created' | 'Object Deleted'
  readonly time: string
  readonly detail: Readonly<Record<string, unknown>>
}
