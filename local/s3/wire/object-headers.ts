/** Which headers of a write S3 keeps with an object, and how a read gives them back. */
import type { IncomingHttpHeaders } from 'node:http'
import { metadataTooLarge, notImplemented } from './errors.ts'
import type { StoredObject } from '../model.ts'

const kept = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires', 'x-amz-website-redirect-location']
/** Would change what is stored or who may read it; the platform uses none of them, so they are refused rather than dropped. */
const refused = ['x-amz-tagging', 'x-amz-object-lock-mode', 'x-amz-object-lock-legal-hold', 'x-amz-server-side-encryption-customer-algorithm', 'x-amz-grant-read', 'x-amz-write-offset-bytes']

/** The headers to store. Names are lower case, as node gives them. */
export const headersToStore = (headers: IncomingHttpHeaders | Readonly<Record<string, string>>): Record<string, string> => {
  const given = headers as Readonly<Record<string, string | undefined>>
  for (const name of refused) if (given[name] !== undefined) throw notImplemented(`the header ${name}`)
  const acl = given['x-amz-acl']
  if (acl !== undefined && acl !== 'bucket-owner-full-control' && acl !== 'private') throw notImplemented('ACLs: a bucket of ours enforces its owner')

  const stored: Record<string, string> = { 'content-type': 'binary/octet-stream' }
  for (const name of kept) if (given[name] !== undefined && given[name] !== '') stored[name] = given[name]
  const encoding = given['content-encoding']?.split(',').map(one => one.trim()).filter(one => one && one !== 'aws-chunked').join(', ')
  if (encoding) stored['content-encoding'] = encoding

  const own = Object.entries(given).filter((entry): entry is [string, string] => entry[0].startsWith('x-amz-meta-') && entry[1] !== undefined)
  const size = own.reduce((sum, [name, value]) => sum + Buffer.byteLength(name.slice('x-amz-meta-'.length)) + Buffer.byteLength(value), 0)
  if (size > 2048) throw metadataTooLarge(size)
  return { ...stored, ...Object.fromEntries(own) }
}

/** The headers of a GET or HEAD of the whole object, content-length included. */
export const headersOf = (object: StoredObject): Record<string, string> => ({
  ...object.headers,
  'content-length': String(object.size),
  etag: `"${object.etag}"`,
  'last-modified': new Date(object.modified).toUTCString(),
  'accept-ranges': 'bytes',
})

const overridable = ['content-type', 'content-language', 'expires', 'cache-control', 'content-disposition', 'content-encoding']

/** `response-content-type=…` and its kin in a query, by the header each replaces. */
export const overridesIn = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries(overridable.flatMap(name => {
    const value = query.get(`response-${name}`)
    return value === null ? [] : [[name, value]]
  }))
