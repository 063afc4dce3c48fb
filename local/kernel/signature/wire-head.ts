import type { IncomingHttpHeaders } from 'node:http'

/** A request's head exactly as it came: paths and queries are signed in their written form. */
export interface WireHead {
  readonly method: string
  readonly rawPath: string
  /** Without the question mark. */
  readonly rawQuery: string
  readonly headers: IncomingHttpHeaders
}

export function wireHead(request: { method?: string | undefined; url?: string | undefined; headers: IncomingHttpHeaders }): WireHead {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: request.method ?? 'GET',
    rawPath: mark < 0 ? target : target.slice(0, mark),
    rawQuery: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers,
  }
}
