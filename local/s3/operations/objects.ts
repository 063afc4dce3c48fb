/** GetObject, HeadObject, PutObject, CopyObject, DeleteObject, DeleteObjects. */
import type { ApiResponse } from '../../plugin.ts'
import { AwsError } from '../../plugin.ts'
import { rangeOf } from '../byte-range.ts'
import { checksumHeader } from '../wire/checksum-headers.ts'
import { invalidArgument, invalidRange, invalidRequest, malformedXml, noSuchBucket } from '../wire/errors.ts'
import type { Bucket } from '../model.ts'
import { headersOf, headersToStore, overridesIn } from '../wire/object-headers.ts'
import { findObject, linkBytes, readBytes, removeObject, storeObject } from '../objects.ts'
import type { S3 } from '../objects.ts'
import { onObject } from '../permissions.ts'
import { mayCopy, mayRead, mayWrite } from '../wire/preconditions.ts'
import { announcedBy, checksumIn, receiveBytes } from '../store/receive-bytes.ts'
import type { S3Request } from '../wire/request.ts'
import { fromXml, toXml } from '../wire/xml.ts'

/** GET and HEAD differ only in the body. */
export const readObject = (s3: S3, { held, key, query, request }: S3Request): ApiResponse => {
  const object = findObject(s3, held, key, request.caller, request)
  if (mayRead(request.headers, object) === 'unchanged') {
    const { etag, 'last-modified': modified, 'cache-control': cache } = headersOf(object) as Record<string, string>
    return { status: 304, headers: { etag: etag ?? '', 'last-modified': modified ?? '', ...(cache ? { 'cache-control': cache } : {}) } }
  }
  const range = rangeOf(request.headers.range, object.size)
  if (range === 'unsatisfiable') throw invalidRange(request.headers.range ?? '', object.size)
  const headers = { ...headersOf(object), ...overridesIn(query) }
  if (range) {
    headers['content-length'] = String(range.end - range.start + 1)
    headers['content-range'] = `bytes ${range.start}-${range.end}/${object.size}`
  } else if (request.headers['x-amz-checksum-mode'] === 'ENABLED') Object.assign(headers, checksumHeader(object.checksum))
  return { status: range ? 206 : 200, headers, body: request.method === 'HEAD' ? undefined : readBytes(held, object, range) }
}

export const putObject = async (s3: S3, { held, key, request }: S3Request): Promise<ApiResponse> => {
  const { headers } = request
  const stored = headersToStore(headers)
  const announced = announcedBy(headers)
  // Judged here to spare a doomed upload its bytes, and again when they are in.
  mayWrite(headers, key, held.store.objects.get(key))
  const bytes = held.store.newBytes()
  const { size, md5, checksum } = await receiveBytes(request.body, held.store.pathOf(bytes), { ...announced, trailing: () => checksumIn(request.headers) })
  try {
    const object = storeObject(s3, held, { key, bytes, size, etag: md5, headers: stored, checksum }, { reason: 'PutObject', cause: request, conditions: headers })
    return { status: 200, headers: { etag: `"${object.etag}"`, ...checksumHeader(checksum) } }
  } catch (error) {
    held.store.discard(bytes)
    throw error
  }
}

/** `x-amz-copy-source`: `bucket/key`, URL-encoded, with or without a slash in front. */
export const copySourceOf = (s3: Pick<S3, 'buckets'>, { request }: S3Request): { bucket: Bucket; key: string } => {
  const header = String(request.headers['x-amz-copy-source'])
  const [path = '', version] = header.replace(/^\//, '').split('?versionId=')
  const slash = path.indexOf('/')
  if (slash < 1 || slash === path.length - 1) throw invalidArgument('x-amz-copy-source', header, 'Invalid copy source object key')
  if (version !== undefined && version !== 'null') throw invalidArgument('versionId', version, 'Invalid version id specified')
  let key: string
  try {
    key = decodeURIComponent(path.slice(slash + 1))
  } catch {
    throw invalidArgument('x-amz-copy-source', header, 'Invalid copy source encoding.')
  }
  const name = decodeURIComponent(path.slice(0, slash))
  const bucket = s3.buckets.get(name)
  if (!bucket) throw noSuchBucket(name)
  return { bucket, key }
}

export const copyObject = async (s3: S3, asked: S3Request): Promise<ApiResponse> => {
  const { held, key, request } = asked
  const from = copySourceOf(s3, asked)
  const source = findObject(s3, from.bucket, from.key, request.caller, request)
  mayCopy(request.headers, source)
  const replaces = request.headers['x-amz-metadata-directive'] === 'REPLACE'
  if (!replaces && from.bucket === held && from.key === key) {
    throw invalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.")
  }
  const headers = replaces ? headersToStore(request.headers) : source.headers
  const { bytes, etag } = await linkBytes(from.bucket, source, held)
  try {
    const object = storeObject(s3, held, { key, bytes, size: source.size, etag, headers }, { reason: 'CopyObject', cause: request, conditions: request.headers })
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: toXml('CopyObjectResult', { LastModified: object.modified, ETag: `"${etag}"` }) }
  } catch (error) {
    held.store.discard(bytes)
    throw error
  }
}

export const deleteObject = (s3: S3, { held, key, request }: S3Request): ApiResponse => {
  removeObject(s3, held, key, 'DeleteObject', request, request.headers)
  return { status: 204 }
}

/** Each key stands for itself: whoever may not delete one is told so in its place, and the others go. */
export const deleteObjects = async (s3: S3, { held, request }: S3Request): Promise<ApiResponse> => {
  const asked = fromXml(await request.text(), 'Delete')
  const entries = asked.Object
  if (!Array.isArray(entries) || entries.length > 1000) throw malformedXml()
  const deleted: unknown[] = []
  const failed: unknown[] = []
  for (const entry of entries as { Key?: string; ETag?: string }[]) {
    const key = entry.Key
    if (typeof key !== 'string' || key === '') throw malformedXml()
    try {
      s3.cloud.iam.authorise(request.caller, [onObject('DeleteObject', held, key, request)])
      removeObject(s3, held, key, 'DeleteObject', request, { 'if-match': entry.ETag })
      deleted.push({ Key: key })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      failed.push({ Key: key, Code: error.code, Message: error.message })
    }
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: toXml('DeleteResult', { Deleted: asked.Quiet === 'true' ? [] : deleted, Error: failed }),
  }
}
