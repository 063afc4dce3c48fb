/** A bucket as origin: read under CloudFront's own principal, on behalf of the distribution, as origin access control does. */
import type { Readable } from 'node:stream'
import { AwsError } from '../../plugin.ts'
import type { Caller, Cloud } from '../../plugin.ts'
import { rangeOf } from '../../s3/byte-range.ts'
import { limits } from '../cache/cache.ts'
import { rangeApplies } from '../cache/serve-entry.ts'
import type { Distribution, Origin } from '../distribution.ts'
import type { EdgeRequest, EdgeResponse } from '../message.ts'

type Bucket = Extract<Origin['target'], { kind: 's3' }>

/** A small object comes whole; a large one as a stream, of the range asked for. */
export async function fromS3(cloud: Cloud, { arn }: Distribution, origin: Origin, target: Bucket, request: EdgeRequest): Promise<EdgeResponse> {
  const key = keyOf(origin.path + request.uri)
  if (key === null) return s3Error(new AwsError('InvalidURI', "Couldn't parse the specified URI.", 400))
  if (key === '' || (request.method !== 'GET' && request.method !== 'HEAD')) return s3Error(new AwsError('AccessDenied', 'Access Denied', 403))
  const caller = callerFor(target, arn)
  try {
    const s3 = cloud.use('s3')
    const { body, size, headers } = await s3.get(target.bucket, key, caller)
    if (size <= limits.entry) return { status: 200, headers, cookies: [], body: await whole(body) }
    const range = rangeApplies(request.headers, headers) ? rangeOf(request.headers.range, size) : undefined
    if (!range) return { status: 200, headers, cookies: [], body }
    body.destroy()
    if (range === 'unsatisfiable') return { status: 416, headers: { 'content-range': `bytes */${size}`, 'content-length': '0' }, cookies: [], body: Buffer.alloc(0) }
    const part = await s3.get(target.bucket, key, caller, range)
    return { status: 206, headers: { ...part.headers, 'content-range': `bytes ${range.start}-${range.end}/${size}`, 'content-length': String(range.end - range.start + 1) }, cookies: [], body: part.body }
  } catch (problem) {
    if (problem instanceof AwsError) return s3Error(problem)
    throw problem
  }
}

/** The object's tag, to see whether a kept answer still holds; undefined when it cannot be read any more. */
export async function tagInS3(cloud: Cloud, { arn }: Distribution, origin: Origin, target: Bucket, uri: string): Promise<string | undefined> {
  const found = await cloud.use('s3').head(target.bucket, keyOf(origin.path + uri) ?? '', callerFor(target, arn)).catch(() => undefined)
  return found && `"${found.etag.replaceAll('"', '')}"`
}

const callerFor = ({ signed }: Bucket, sourceArn: string): Caller =>
  signed ? { kind: 'service', principal: 'cloudfront.amazonaws.com', sourceArn } : { kind: 'anonymous', principal: 'anonymous' }

function keyOf(path: string): string | null {
  try {
    return decodeURIComponent(path.slice(1))
  } catch {
    return null
  }
}

async function whole(body: Readable): Promise<Buffer> {
  const chunks = await body.toArray() as Buffer[]
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

function s3Error({ code, message, status }: AwsError): EdgeResponse {
  // S3 does not say to the world whose policy refused what; the console does.
  const sentence = status === 403 ? 'Access Denied' : message
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${status === 403 ? 'AccessDenied' : code}</Code><Message>${sentence.replace(/[<&]/g, one => (one === '<' ? '&lt;' : '&amp;'))}</Message></Error>`)
  return { status, headers: { 'content-type': 'application/xml', 'content-length': String(body.length) }, cookies: [], body }
}
