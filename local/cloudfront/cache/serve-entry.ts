/** An answer made from a whole object: conditions, ranges and compression are settled here, as the edge does it. */
import { rangeOf } from '../../s3/byte-range.ts'
import type { Behaviour } from '../distribution.ts'
import type { EdgeRequest, EdgeResponse } from '../message.ts'
import type { Entry } from './cache.ts'
import { compressedBody, encodingFor, mayCompress } from './compress.ts'

export async function serveEntry(entry: Entry, request: EdgeRequest, behaviour: Behaviour): Promise<EdgeResponse> {
  const { status, headers, body } = entry
  if (status !== 200) return response(status, { ...headers, 'content-length': String(body.length) }, body)
  const varies = mayCompress(behaviour, entry)
  const common: Record<string, string> = varies ? { ...headers, vary: headers.vary ? `${headers.vary}, Accept-Encoding` : 'Accept-Encoding' } : { ...headers }
  if (isUnchanged(request.headers, headers)) return response(304, only(common, keptIn304), Buffer.alloc(0))

  const range = rangeApplies(request.headers, headers) ? rangeOf(request.headers.range, body.length) : undefined
  if (range === 'unsatisfiable') return response(416, { 'content-type': 'text/plain', 'content-range': `bytes */${body.length}`, 'content-length': '0' }, Buffer.alloc(0))
  if (range) {
    const part = body.subarray(range.start, range.end + 1)
    return response(206, { ...common, 'content-range': `bytes ${range.start}-${range.end}/${body.length}`, 'content-length': String(part.length) }, part)
  }

  const encoding = varies ? encodingFor(behaviour, request.headers['accept-encoding']) : undefined
  if (!encoding) return response(200, { ...common, 'content-length': String(body.length) }, body)
  const small = await compressedBody(entry, encoding)
  const { 'accept-ranges': _, ...rest } = common
  // Other bytes than the origin's, so its strong tag no longer holds.
  if (rest.etag) rest.etag = `W/${weak(rest.etag)}`
  return response(200, { ...rest, 'content-encoding': encoding, 'content-length': String(small.length) }, small)
}

const response = (status: number, headers: Record<string, string>, body: Buffer): EdgeResponse => ({ status, headers, cookies: [], body })

const keptIn304 = ['cache-control', 'content-location', 'etag', 'expires', 'last-modified', 'vary']
const only = (headers: Readonly<Record<string, string>>, names: readonly string[]) => Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)))

const weak = (tag: string) => tag.trim().replace(/^W\//, '')

function isUnchanged(asked: Readonly<Record<string, string>>, has: Readonly<Record<string, string>>): boolean {
  const tags = asked['if-none-match']
  if (tags !== undefined) return tags.trim() === '*' || (has.etag !== undefined && tags.split(',').some(tag => weak(tag) === weak(has.etag!)))
  const since = Date.parse(asked['if-modified-since'] ?? '')
  const modified = Date.parse(has['last-modified'] ?? '')
  return !Number.isNaN(since) && !Number.isNaN(modified) && modified <= since
}

/** `If-Range`: a part is only worth having of the very same object. */
export function rangeApplies(asked: Readonly<Record<string, string>>, has: Readonly<Record<string, string>>): boolean {
  const condition = asked['if-range']
  return condition === undefined || condition === has.etag || condition === has['last-modified']
}
