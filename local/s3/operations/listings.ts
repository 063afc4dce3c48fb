/** ListObjectsV2, ListMultipartUploads, ListParts, and the two questions about a bucket itself. */
import type { ApiResponse } from '../../plugin.ts'
import { byUtf8 } from '../store/bucket-store.ts'
import { checksumXml } from '../wire/checksum-headers.ts'
import { invalidArgument, notImplemented } from '../wire/errors.ts'
import type { S3 } from '../objects.ts'
import { findUpload } from './multipart.ts'
import type { S3Request } from '../wire/request.ts'
import { toXml, urlEncoded } from '../wire/xml.ts'

const owner = { ID: '0'.repeat(64), DisplayName: 'playhouse' }
const xml = (root: string, content: Record<string, unknown>): ApiResponse => ({ status: 200, headers: { 'content-type': 'application/xml' }, body: toXml(root, content) })

/** A number between 0 and 1000; more is cut to 1000, as in S3. */
const limitIn = (query: URLSearchParams, name: string): number => {
  const text = query.get(name)
  if (text === null) return 1000
  if (!/^\d+$/.test(text)) throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`)
  return Math.min(Number(text), 1000)
}

const namesIn = (query: URLSearchParams): ((name: string) => string) => {
  const encoding = query.get('encoding-type')
  if (encoding !== null && encoding !== 'url') throw invalidArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request')
  return encoding ? urlEncoded : name => name
}

/** One line of a listing: a key, or the common prefix that stands for all keys below it. */
type Entry = { key: string } | { commonPrefix: string }

/** Walks sorted keys from after `after`, folding them by the delimiter. `more`: there is at least one entry beyond. */
export const pageOfKeys = (keys: readonly string[], asked: { prefix: string; delimiter: string; after: string; limit: number }): { entries: Entry[]; more: boolean } => {
  const entries: Entry[] = []
  let folded: string | undefined
  for (let at = firstAfter(keys, asked.after, asked.prefix); at < keys.length; at++) {
    const key = keys[at] as string
    if (!key.startsWith(asked.prefix)) break
    const cut = asked.delimiter === '' ? -1 : key.indexOf(asked.delimiter, asked.prefix.length)
    const commonPrefix = cut < 0 ? undefined : key.slice(0, cut + asked.delimiter.length)
    // A page that ended on a common prefix goes on after everything below it.
    if (commonPrefix !== undefined && (commonPrefix === folded || commonPrefix === asked.after)) continue
    if (entries.length === asked.limit) return { entries, more: true }
    folded = commonPrefix
    entries.push(commonPrefix === undefined ? { key } : { commonPrefix })
  }
  return { entries, more: false }
}

/** Index of the first key greater than `after` and not before `prefix`, by halving. */
const firstAfter = (keys: readonly string[], after: string, prefix: string): number => {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const key = keys[middle] as string
    const before = (after !== '' && byUtf8(key, after) <= 0) || byUtf8(key, prefix) < 0
    if (before) low = middle + 1
    else high = middle
  }
  return low
}

export const listObjects = (_s3: S3, { held, query }: S3Request): ApiResponse => {
  if (query.get('list-type') !== '2') throw invalidArgument('list-type', query.get('list-type') ?? '', 'Invalid List Type specified in Request')
  const name = namesIn(query)
  const limit = limitIn(query, 'max-keys')
  const token = query.get('continuation-token')
  if (token === '') throw invalidArgument('continuation-token', '', 'The continuation token provided is incorrect')
  const asked = { prefix: query.get('prefix') ?? '', delimiter: query.get('delimiter') ?? '', after: token === null ? query.get('start-after') ?? '' : keyOfToken(token), limit }
  const { entries, more } = limit === 0 ? { entries: [], more: false } : pageOfKeys(held.store.keys(), asked)
  const last = entries.at(-1)
  return xml('ListBucketResult', {
    Name: held.name,
    Prefix: name(asked.prefix),
    Delimiter: asked.delimiter === '' ? undefined : name(asked.delimiter),
    StartAfter: query.has('start-after') ? name(query.get('start-after') ?? '') : undefined,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: more && last ? tokenFor('key' in last ? last.key : last.commonPrefix) : undefined,
    EncodingType: query.get('encoding-type') ?? undefined,
    KeyCount: entries.length,
    MaxKeys: limit,
    IsTruncated: more,
    Contents: entries.flatMap(entry => {
      const object = 'key' in entry ? held.store.objects.get(entry.key) : undefined
      if (!object) return []
      return [{
        Key: name(object.key),
        LastModified: object.modified,
        ETag: `"${object.etag}"`,
        ChecksumAlgorithm: object.checksum?.algorithm.toUpperCase(),
        Size: object.size,
        StorageClass: 'STANDARD',
        Owner: query.get('fetch-owner') === 'true' ? owner : undefined,
      }]
    }),
    CommonPrefixes: entries.flatMap(entry => ('commonPrefix' in entry ? [{ Prefix: name(entry.commonPrefix) }] : [])),
  })
}

/** Opaque to clients, as S3's are. */
const tokenFor = (key: string): string => Buffer.from(`1${key}`).toString('base64url')
const keyOfToken = (token: string): string => {
  const text = Buffer.from(token, 'base64url').toString()
  if (!text.startsWith('1')) throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect')
  return text.slice(1)
}

export const listUploads = (_s3: S3, { held, query }: S3Request): ApiResponse => {
  if (query.has('delimiter')) throw notImplemented('ListMultipartUploads with a delimiter')
  const name = namesIn(query)
  const limit = limitIn(query, 'max-uploads')
  const prefix = query.get('prefix') ?? ''
  const [keyMarker, idMarker] = [query.get('key-marker') ?? '', query.get('upload-id-marker') ?? '']
  // By key; within one key S3 lists them by the time they began, and goes on after the marker's place.
  const uploads = [...held.store.uploads.values()]
    .filter(upload => upload.key.startsWith(prefix))
    .sort((a, b) => byUtf8(a.key, b.key) || a.initiated.localeCompare(b.initiated) || byUtf8(a.id, b.id))
  const marked = idMarker === '' ? -1 : uploads.findIndex(upload => upload.key === keyMarker && upload.id === idMarker)
  const rest = marked >= 0 ? uploads.slice(marked + 1) : uploads.filter(upload => keyMarker === '' || byUtf8(upload.key, keyMarker) > 0)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  const more = rest.length > page.length && last !== undefined
  return xml('ListMultipartUploadsResult', {
    Bucket: held.name,
    KeyMarker: name(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: more ? name(last.key) : undefined,
    NextUploadIdMarker: more ? last.id : undefined,
    Prefix: name(prefix),
    EncodingType: query.get('encoding-type') ?? undefined,
    MaxUploads: limit,
    IsTruncated: more,
    Upload: page.map(upload => ({
      Key: name(upload.key),
      UploadId: upload.id,
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD',
      Initiated: upload.initiated,
      ChecksumAlgorithm: upload.checksumAlgorithm?.toUpperCase(),
    })),
  })
}

export const listParts = (_s3: S3, { held, key, query }: S3Request): ApiResponse => {
  const upload = findUpload(held, key, query)
  const limit = limitIn(query, 'max-parts')
  const marker = Number(query.get('part-number-marker') ?? '0')
  if (!Number.isInteger(marker)) throw invalidArgument('part-number-marker', query.get('part-number-marker') ?? '', 'Provided part-number-marker not an integer or within integer range')
  const rest = [...upload.parts.values()].filter(part => part.number > marker).sort((a, b) => a.number - b.number)
  const page = rest.slice(0, limit)
  return xml('ListPartsResult', {
    Bucket: held.name,
    Key: key,
    UploadId: upload.id,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: rest.length > page.length,
    Initiator: owner,
    Owner: owner,
    StorageClass: 'STANDARD',
    ChecksumAlgorithm: upload.checksumAlgorithm?.toUpperCase(),
    Part: page.map(part => ({ PartNumber: part.number, LastModified: part.modified, ETag: `"${part.etag}"`, Size: part.size, ...checksumXml(part.checksum) })),
  })
}

export const headBucket = (s3: S3): ApiResponse => ({ status: 200, headers: { 'x-amz-bucket-region': s3.cloud.region } })

/** us-east-1 is written as an empty constraint, for reasons of age. */
export const bucketLocation = (): ApiResponse => xml('LocationConstraint', {})
