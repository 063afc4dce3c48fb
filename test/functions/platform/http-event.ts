/** Requests as API Gateway hands them to a function, and a platform whose effects a test holds in its hands. */
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { onlyAttempt } from '../../../functions/platform/attempt.ts'
import { fixedClock } from '../../../functions/platform/clock.ts'
import type { LambdaHandler } from '../../../functions/platform/api.ts'
import { platformErrors } from '../../../functions/platform/errors.ts'
import type { Platform } from '../../../functions/platform/platform.ts'
import { rateLimiter } from '../../../functions/platform/rate-limit.ts'
import type { KeyedSecret, Secret } from '../../../functions/platform/secrets.ts'

export interface Sent {
  readonly method?: string
  readonly path: string
  readonly ip?: string
  readonly query?: string
  readonly headers?: Record<string, string>
  readonly cookies?: string[]
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown
}

export function httpEvent({ method = 'GET', path, ip = '192.0.2.1', query = '', headers = {}, cookies, body }: Sent): APIGatewayProxyEventV2 {
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  return {
    version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: query, cookies,
    headers: { host: 'play.example', 'user-agent': 'a test', ...json, ...headers },
    requestContext: {
      accountId: '000000000000', apiId: 'api', domainName: 'api.example', domainPrefix: 'api', requestId: 'request-1', routeKey: '$default', stage: '$default',
      time: '20/Nov/2026:10:43:00 +0000', timeEpoch: 0, http: { method, path, protocol: 'HTTP/1.1', sourceIp: ip, userAgent: 'a test' },
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  }
}

export const lambdaContext = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 10_000 } as unknown as Context

export interface Received { readonly status: number; readonly headers: Record<string, string>; readonly cookies: string[]; readonly body: any; readonly text: string | undefined }

/** Sends a request to a handler and reads the reply as a client would. */
export async function send(handler: LambdaHandler, sent: Sent): Promise<Received> {
  const { statusCode, headers, body, cookies = [] } = await handler(httpEvent(sent), lambdaContext)
  const isJson = /json/.test(headers['content-type'] ?? '')
  return { status: statusCode!, headers, cookies, text: body, body: isJson && body ? JSON.parse(body) : body }
}

export function fakeSecret(...keys: KeyedSecret[]): Secret {
  return {
    current: async () => keys[0]!,
    accepted: async () => keys,
  }
}

/** Tokens here read `<user id>` or `<user id>@<issued at>`; anything else is no token. */
export const fakeTokens: Platform['tokens'] = {
  async verify(token) {
    const [, userId, issuedAt = '1000'] = /^(usr_\w+)(?:@(\d+))?$/.exec(token) ?? []
    if (!userId) throw platformErrors.token_invalid()
    return { userId, issuedAt: Number(issuedAt), groups: [] }
  },
}

export function fakePlatform(changes: Partial<Platform> = {}) {
  const clock = fixedClock('2026-11-20T10:43:00Z')
  const counts = new Map<string, number>()
  return {
    clock,
    originCheck: false,
    allowedOrigins: [],
    originSecret: fakeSecret({ kid: 'one', secret: 'first-origin-secret' }),
    tokens: fakeTokens,
    limiter: rateLimiter({
      scale: 1,
      addShared: async (key, window, calls) => {
        const total = (counts.get(`${key}@${window}`) ?? 0) + calls
        counts.set(`${key}@${window}`, total)
        return total
      },
    }),
    idempotency: { once: ({ now }, run) => run(onlyAttempt(now)) },
    ...changes,
  } satisfies Platform
}
