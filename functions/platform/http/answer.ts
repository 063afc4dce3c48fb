/** What a use case's result becomes on the wire. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { RouteShape } from '../contract.ts'
import { platformErrors } from '../errors.ts'
import { log } from '../log.ts'

export interface AnswerExtras {
  readonly headers?: Readonly<Record<string, string>>
  /** Whole Set-Cookie values. */
  readonly cookies?: readonly string[]
}

/** A reply with a status, headers or cookies of its own. */
export class Answer<Body = unknown> {
  readonly status: number
  readonly body: Body
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  constructor(status: number, body: Body, { headers = {}, cookies = [] }: AnswerExtras = {}) {
    this.status = status
    this.body = body
    this.headers = headers
    this.cookies = cookies
  }
}

/** For a handler that must say more than its route's usual answer. */
export const answer = <Body>(status: number, body: Body, extras?: AnswerExtras): Answer<Body> => new Answer(status, body, extras)

export type HttpResponse = APIGatewayProxyStructuredResultV2 & { headers: Record<string, string> }

/**
 * Parses what leaves by the route's schema: only declared fields go out, and a mismatch is our mistake,
 * never the caller's. A text with a content type of its own (a page) leaves as it is.
 */
export function encodeReply(route: RouteShape, result: unknown): HttpResponse {
  const reply = result instanceof Answer ? result : new Answer(Number(Object.keys(route.replies)[0]), result)
  const schema = route.replies[reply.status]
  if (schema === undefined) throw platformErrors.internal({ cause: new Error(`The status ${reply.status} is not declared for ${route.method} ${route.path}.`) })
  const headers: Record<string, string> = { ...reply.headers }
  const cookies = reply.cookies.length > 0 ? { cookies: [...reply.cookies] } : {}
  if (schema === null) return { statusCode: reply.status, headers, ...cookies }

  const parsed = schema.safeParse(reply.body)
  if (!parsed.success) {
    log.error('A reply does not match its contract', { route: `${route.method} ${route.path}`, issues: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) })
    throw platformErrors.internal({ cause: parsed.error })
  }
  const body = parsed.data
  if (typeof body === 'string' && headers['content-type']) return { statusCode: reply.status, headers, body, ...cookies }
  headers['content-type'] = 'application/json'
  const version = versionOf(body)
  if (version !== undefined) headers.etag ??= `"${version}"`
  return { statusCode: reply.status, headers, body: JSON.stringify(body), ...cookies }
}

/** A versioned thing tells its version as the entity tag that If-Match expects. */
function versionOf(body: unknown): number | undefined {
  const version = (body as { version?: unknown } | null)?.version
  return Number.isInteger(version) ? version as number : undefined
}
