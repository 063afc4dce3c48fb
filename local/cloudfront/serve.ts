/** A request's way through the edge: behaviour, viewer-request function, cache or origin, headers policy, viewer-response function. */
import { used } from '../kernel/usage.ts'
import type { Cloud } from '../plugin.ts'
import { edgeAnswer } from './cache-or-origin.ts'
import type { Cache } from './cache/cache.ts'
import { behaviourFor } from './distribution.ts'
import type { Behaviour, Distribution, EdgeFunction } from './distribution.ts'
import { fromRequestFunction, fromResponseFunction, requestEvent, responseEvent } from './function/event.ts'
import { edgeError } from './message.ts'
import type { EdgeRequest, EdgeResponse } from './message.ts'
import { edgeHeaders } from './origin/origin-headers.ts'
import { applyResponseHeaders } from './policies/response-headers-policy.ts'

export interface Edge {
  readonly cloud: Cloud
  readonly distribution: Distribution
  readonly cache: Cache
  /** Requests to the origin that others wait for, by cache key. */
  readonly loading: Map<string, Promise<unknown>>
}

export async function serve(edge: Edge, viewerRequest: EdgeRequest): Promise<EdgeResponse> {
  const behaviour = behaviourFor(edge.distribution, viewerRequest.uri)
  if (!behaviour.allowedMethods.has(viewerRequest.method)) return edgeError(403, 'This distribution is not configured to allow the HTTP request method that was used for this request.')
  const request = { ...viewerRequest, headers: { ...viewerRequest.headers, ...edgeHeaders(behaviour, viewerRequest.viewer) } }
  const response = await answered(edge, behaviour, request)
  // A browser would hold localhost to it, and every other program there too.
  delete response.headers['strict-transport-security']
  if (behaviour.responseHeadersPolicy) applyResponseHeaders(behaviour.responseHeadersPolicy, viewerRequest, response, /^(Refresh)?Hit/.test(response.headers['x-cache'] ?? ''))
  if (!behaviour.viewerResponse || response.status >= 400) return response
  const { run, name } = behaviour.viewerResponse
  used('cloudfront.functions')
  return attempt(edge, name, async () => fromResponseFunction(await run(responseEvent(contextOf(edge, request), request, response)), response))
}

async function answered(edge: Edge, behaviour: Behaviour, request: EdgeRequest): Promise<EdgeResponse> {
  if (!behaviour.viewerRequest) return edgeAnswer(edge, behaviour, request)
  const outcome = await runOnRequest(edge, behaviour.viewerRequest, request)
  return 'response' in outcome ? outcome.response : edgeAnswer(edge, behaviour, outcome.request)
}

async function runOnRequest(edge: Edge, { run, name }: EdgeFunction, request: EdgeRequest): Promise<{ request: EdgeRequest } | { response: EdgeResponse }> {
  used('cloudfront.functions')
  try {
    const outcome = fromRequestFunction(await run(requestEvent(contextOf(edge, request), request)), request)
    if ('request' in outcome) return outcome
    const { response } = outcome
    return { response: { ...response, headers: { ...response.headers, 'content-length': String((response.body as Buffer).length), 'x-cache': 'FunctionGeneratedResponse from cloudfront' } } }
  } catch (problem) {
    return { response: failed(edge, name, problem) }
  }
}

async function attempt(edge: Edge, name: string, run: () => Promise<EdgeResponse>): Promise<EdgeResponse> {
  try {
    return await run()
  } catch (problem) {
    return failed(edge, name, problem)
  }
}

function failed(edge: Edge, name: string, problem: unknown): EdgeResponse {
  edge.cloud.record({ kind: 'error', source: `edge/${name}`, message: `The edge function ${name} failed: ${problem instanceof Error ? problem.message : String(problem)}` })
  return edgeError(503, 'The CloudFront function associated with the CloudFront distribution is invalid or could not run.')
}

const contextOf = ({ distribution }: Edge, { id }: EdgeRequest) => ({ distributionDomainName: distribution.domainName, distributionId: distribution.id, requestId: id })
