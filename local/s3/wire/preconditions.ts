/** Conditional requests (RFC 9110 §13), with S3's answers. */
import type { IncomingHttpHeaders } from 'node:http'
import { noSuchKey, notImplemented, preconditionFailed } from './errors.ts'
import type { StoredObject } from '../model.ts'

const unquoted = (etag: string): string => etag.trim().replace(/^W\//, '').replace(/^"(.*)"$/, '$1')
const listed = (header: string, etag: string): boolean =>
  header.split(',').some(one => one.trim() === '*' || unquoted(one) === etag)
/** Last-Modified has whole seconds, so that is what conditions are compared with. */
const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000)

/** May this be read? `'unchanged'` is answered 304; a failed If-Match throws 412. */
export const mayRead = (headers: IncomingHttpHeaders, object: StoredObject): 'yes' | 'unchanged' => {
  const since = headers['if-modified-since']
  const until = headers['if-unmodified-since']
  if (headers['if-match'] !== undefined) {
    if (!listed(headers['if-match'], object.etag)) throw preconditionFailed('If-Match')
  } else if (until && seconds(object.modified) > seconds(until)) throw preconditionFailed('If-Unmodified-Since')

  if (headers['if-none-match'] !== undefined) return listed(headers['if-none-match'], object.etag) ? 'unchanged' : 'yes'
  return since && seconds(object.modified) <= seconds(since) ? 'unchanged' : 'yes'
}

/** May this be written (or deleted), given what is there now? Throws 412, or 404 where If-Match finds nothing. */
export const mayWrite = (headers: Readonly<Record<string, string | string[] | undefined>>, key: string, current: StoredObject | undefined): void => {
  const none = headers['if-none-match']
  const match = headers['if-match']
  if (none !== undefined) {
    if (none !== '*') throw notImplemented('If-None-Match with a value other than * on writes (neither does S3)')
    if (current) throw preconditionFailed('If-None-Match')
  }
  if (typeof match === 'string') {
    if (!current) throw noSuchKey(key)
    if (!listed(match, current.etag)) throw preconditionFailed('If-Match')
  }
}

/** The `x-amz-copy-source-if-…` family; S3 answers 412 to each that fails. */
export const mayCopy = (headers: IncomingHttpHeaders, source: StoredObject): void => {
  const of = (name: string) => headers[`x-amz-copy-source-if-${name}`] as string | undefined
  const [match, none, since, until] = [of('match'), of('none-match'), of('modified-since'), of('unmodified-since')]
  if (match && !listed(match, source.etag)) throw preconditionFailed('x-amz-copy-source-If-Match')
  if (none && listed(none, source.etag)) throw preconditionFailed('x-amz-copy-source-If-None-Match')
  if (since && !none && seconds(source.modified) <= seconds(since)) throw preconditionFailed('x-amz-copy-source-If-Modified-Since')
  if (until && !match && seconds(source.modified) > seconds(until)) throw preconditionFailed('x-amz-copy-source-If-Unmodified-Since')
}
