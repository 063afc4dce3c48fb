/** Requests and answers as they pass the edge. */
import type { Readable } from 'node:stream'

export interface EdgeRequest {
  /** `x-amz-cf-id` */
  readonly id: string
  readonly method: string
  /** Path, percent-encoded as it came. A viewer-request function may change it, and the query and headers too. */
  readonly uri: string
  readonly query: string
  /** Lower-case names; repeated ones joined by a comma, cookies by a semicolon. */
  readonly headers: Record<string, string>
  readonly viewer: Viewer
  /** Read at most once. */
  body(): Promise<Buffer | 'too large'>
}

export interface Viewer {
  readonly ip: string
  readonly port: number
  /** ISO 3166 alpha-2. */
  readonly country: string
}

export interface EdgeResponse {
  status: number
  headers: Record<string, string>
  cookies: string[]
  /** A stream is for what is too large to keep; whoever drops it destroys it. */
  body: Buffer | Readable
}

/** The page CloudFront writes when it has nothing else to say. */
export function edgeError(status: number, sentence: string): EdgeResponse {
  const title = titles[status] ?? 'Error'
  const body = Buffer.from(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>ERROR: The request could not be satisfied</title></head><body><h1>${status} ${title}</h1><p>The request could not be satisfied.</p><p>${sentence}</p><p>Local edge</p></body></html>`)
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'content-length': String(body.length), 'x-cache': 'Error from cloudfront' }, cookies: [], body }
}

const titles: Readonly<Record<number, string>> = { 400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 413: 'Content Too Large', 502: 'Bad Gateway', 503: 'Service Unavailable' }
