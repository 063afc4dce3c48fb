/** The event a function receives: payload format 2.0. Pure. */
import type { HttpApi, HttpRequest } from './apis.ts'

export interface EventFacts {
  readonly api: HttpApi
  readonly request: HttpRequest
  /** The request's path, decoded: API Gateway hands it on decoded. */
  readonly path: string
  readonly routeKey: string
  readonly pathParameters: Record<string, string> | undefined
  readonly requestId: string
  readonly now: Date
  readonly account: string
}

export function payloadV2({ api, request, path, routeKey, pathParameters, requestId, now, account }: EventFacts) {
  const stage = api.stage!
  const { cookie, ...headers } = request.headers
  const isText = isTextType(headers['content-type'])
  const query = queryParameters(request.rawQuery)
  // Undefined members are absent from the event, as in AWS.
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: request.rawQuery,
    ...(cookie !== undefined && { cookies: cookie.split(';').map(one => one.trim()).filter(Boolean) }),
    headers: {
      ...headers,
      host: api.domainName,
      'x-amzn-trace-id': headers['x-amzn-trace-id'] ?? `Root=1-${Math.floor(now.getTime() / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`,
      'x-forwarded-for': headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${request.sourceIp}` : request.sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    ...(query && { queryStringParameters: query }),
    ...(pathParameters && { pathParameters }),
    ...(stage.variables && { stageVariables: stage.variables }),
    requestContext: {
      accountId: account,
      apiId: api.id,
      domainName: api.domainName,
      domainPrefix: api.id,
      http: { method: request.method, path, protocol: 'HTTP/1.1', sourceIp: request.sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey,
      stage: stage.name,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  }
}

/**
 * Which bodies arrive as text. The documentation does not list them; measured on AWS it is these and nothing
 * else: a form, problem+json or a missing type arrives as base64.
 */
export function isTextType(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]!.trim().toLowerCase() ?? ''
  return type.startsWith('text/') || type === 'application/json' || type === 'application/javascript' || type === 'application/xml'
}

function queryParameters(rawQuery: string): Record<string, string> | undefined {
  if (rawQuery === '') return undefined
  const parameters: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(rawQuery)) parameters[name] = name in parameters ? `${parameters[name]},${value}` : value
  return { ...parameters }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')
/** `12/Mar/2020:19:03:58 +0000` */
const commonLogTime = (at: Date) =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`
