/** A request as S3 reads it: path-style address, query, and which operation that makes. */
import type { ApiRequest } from '../../plugin.ts'
import { AwsError } from '../../plugin.ts'
import { keyTooLong, noSuchBucket } from './errors.ts'
import type { Bucket } from '../model.ts'

export interface Address {
  readonly bucket: string
  /** Empty when the request is about the bucket. */
  readonly key: string
  readonly query: URLSearchParams
}
/** What a handler is given. */
export interface S3Request extends Address {
  readonly request: ApiRequest
  readonly held: Bucket
}

/** `/bucket/key?query`. A `+` in the path is a plus; a slash at the end belongs to the key. */
export const addressOf = (request: Pick<ApiRequest, 'url' | 'target'>): Address => {
  // `url` has resolved dot segments, but `a/../b` is a key like any other: read the target as it was sent.
  const [path = '', ...query] = (request.target ?? request.url.pathname + request.url.search).split('?')
  const slash = path.indexOf('/', 1)
  try {
    return {
      bucket: decodeURIComponent(slash < 0 ? path.slice(1) : path.slice(1, slash)),
      key: slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1)),
      query: new URLSearchParams(query.join('?')),
    }
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400)
  }
}

/** Queries that make another operation of S3 out of a method, none of which we have (ACLs, tags, versions …). */
const otherOperations = [
  'accelerate', 'acl', 'analytics', 'attributes', 'cors', 'encryption', 'intelligent-tiering', 'inventory', 'legal-hold', 'lifecycle',
  'logging', 'metadataTable', 'metrics', 'notification', 'object-lock', 'ownershipControls', 'partNumber', 'policy', 'policyStatus',
  'publicAccessBlock', 'renameObject', 'replication', 'requestPayment', 'restore', 'retention', 'select', 'session', 'tagging', 'torrent',
  'uploadId', 'uploads', 'versionId', 'versioning', 'versions', 'website', 'delete', 'location', 'list-type',
]
/** S3's rule: one of these in the query, and method and key say the rest. */
const operations: readonly { method: string; on: 'bucket' | 'object'; with: readonly string[]; copies?: boolean; name: string }[] = [
  { method: 'HEAD', on: 'bucket', with: [], name: 'HeadBucket' },
  { method: 'GET', on: 'bucket', with: ['location'], name: 'GetBucketLocation' },
  { method: 'GET', on: 'bucket', with: ['list-type'], name: 'ListObjectsV2' },
  { method: 'GET', on: 'bucket', with: ['uploads'], name: 'ListMultipartUploads' },
  { method: 'POST', on: 'bucket', with: ['delete'], name: 'DeleteObjects' },
  { method: 'HEAD', on: 'object', with: [], name: 'HeadObject' },
  { method: 'GET', on: 'object', with: [], name: 'GetObject' },
  { method: 'GET', on: 'object', with: ['uploadId'], name: 'ListParts' },
  { method: 'PUT', on: 'object', with: [], name: 'PutObject' },
  { method: 'PUT', on: 'object', with: [], copies: true, name: 'CopyObject' },
  { method: 'PUT', on: 'object', with: ['partNumber', 'uploadId'], name: 'UploadPart' },
  { method: 'POST', on: 'object', with: ['uploads'], name: 'CreateMultipartUpload' },
  { method: 'POST', on: 'object', with: ['uploadId'], name: 'CompleteMultipartUpload' },
  { method: 'DELETE', on: 'object', with: [], name: 'DeleteObject' },
  { method: 'DELETE', on: 'object', with: ['uploadId'], name: 'AbortMultipartUpload' },
]

/** Null when it is an operation we do not have. */
export const operationOf = (request: ApiRequest): string | null => {
  const { bucket, key, query } = addressOf(request)
  if (bucket === '') return null
  const asked = otherOperations.filter(name => query.has(name)).sort().join()
  const copies = request.headers['x-amz-copy-source'] !== undefined
  const found = operations.find(operation =>
    operation.method === request.method &&
    operation.on === (key === '' ? 'bucket' : 'object') &&
    [...operation.with].sort().join() === asked &&
    (operation.copies ?? false) === copies)
  return found?.name ?? null
}

/** Throws NoSuchBucket and KeyTooLongError: before permissions, as in AWS. */
export const requestFor = (buckets: ReadonlyMap<string, Bucket>, request: ApiRequest): S3Request => {
  const address = addressOf(request)
  const held = buckets.get(address.bucket)
  if (!held) throw noSuchBucket(address.bucket)
  const size = Buffer.byteLength(address.key)
  if (size > 1024) throw keyTooLong(size)
  return { ...address, request, held }
}
