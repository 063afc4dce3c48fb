/** A request's way through an HTTP API: CORS, route, throttle, function, answer. */
import { used } from '../kernel/usage.ts'
import { randomUUID } from 'node:crypto'
import type { Cloud } from '../plugin.ts'
import { gatewayAnswer } from './apis.ts'
import type { HttpAnswer, HttpApi, HttpRequest, Integration } from './apis.ts'
import { isPreflight, preflightAnswer, withCors } from './cors.ts'
import { payloadV2 } from './event.ts'
import { matchRoute } from './match-route.ts'
import { answerOf, internalServerError } from './response.ts'

/** 10 MB, for requests and responses alike. */
export const maxBodyBytes = 10 * 1024 * 1024
/** What Lambda takes in one synchronous call, the event around the body included; so a body that travels as base64 ends well before 10 MB. */
const maxEventBytes = 6 * 1024 * 1024

export async function serve(cloud: Cloud, api: HttpApi, request: HttpRequest): Promise<HttpAnswer> {
  if (api.cors && isPreflight(request.method, request.headers)) return preflightAnswer(api.cors, request.headers)
  const requestId = randomUUID()
  const startedAt = performance.now()
  const answer = await answered(cloud, api, request, requestId)
  used('httpapi.requests')
  cloud.record({
    kind: 'request',
    source: api.name,
    // Without the query: it may hold what nobody should read in a log.
    message: `${request.method} ${request.path} → ${answer.status} in ${Math.round(performance.now() - startedAt)} ms`,
    requestId,
  })
  const withId = { ...answer, headers: { ...answer.headers, 'apigw-requestid': requestId } }
  return api.cors ? withCors(api.cors, request.headers.origin, withId) : withId
}

async function answered(cloud: Cloud, api: HttpApi, request: HttpRequest, requestId: string): Promise<HttpAnswer> {
  if (!api.stage) return gatewayAnswer(404, 'Not Found')
  if (request.body.length > maxBodyBytes) return gatewayAnswer(413, 'Request Entity Too Large')
  const path = decoded(request.path)
  if (path === null) return gatewayAnswer(400, 'Bad Request')

  const match = matchRoute(api.routes, request.method, path)
  if (!match) return gatewayAnswer(404, 'Not Found')
  const { key, segments } = match.route.routeKey
  if (!api.stage.bucketOf(key).take()) return gatewayAnswer(429, 'Too Many Requests')

  const event = payloadV2({ api, request, path, routeKey: key, pathParameters: match.pathParameters, requestId, now: cloud.now(), account: cloud.account })
  if ((event.body?.length ?? 0) > maxEventBytes) return gatewayAnswer(413, 'Request Entity Too Large')
  const resource = segments ? `${request.method}${key.slice(key.indexOf(' ') + 1)}` : '$default'
  const sourceArn = `arn:aws:execute-api:${cloud.region}:${cloud.account}:${api.id}/${api.stage.name}/${resource}`
  return invoke(cloud, api.integrations.get(match.route.integrationId)!, event, sourceArn, requestId)
}

/** The function gets until the integration's timeout (30 s at most); it is not stopped then, but nobody waits for it any more. */
async function invoke(cloud: Cloud, integration: Integration, event: object, sourceArn: string, requestId: string): Promise<HttpAnswer> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<HttpAnswer>(resolve => {
    timer = setTimeout(() => resolve(gatewayAnswer(503, 'Service Unavailable')), integration.timeoutMs)
  })
  const outcome = cloud.use('lambda')
    .invoke(integration.functionArn, event, { caller: { kind: 'service', principal: 'apigateway.amazonaws.com', sourceArn }, requestId })
    .then(invocation => {
      if (invocation.functionError) return internalServerError()
      const answer = answerOf(invocation.payload)
      return answer.body.length > maxBodyBytes ? internalServerError() : answer
    }, (problem: unknown) => {
      // A missing permission, or a function that cannot start: the client learns nothing, the console does.
      cloud.record({ kind: 'error', source: 'httpapi', message: `${sourceArn} could not invoke ${integration.functionArn}: ${problem}`, requestId })
      return internalServerError()
    })
  try {
    return await Promise.race([outcome, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

function decoded(path: string): string | null {
  if (!path.includes('%')) return path
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
