/**
 * One Lambda per domain behind the HTTP API. A domain gives its contract and a handler for each route;
 * everything that is the same for all of them happens here, in this order: the front door, the route,
 * the token, the rate, the input, the person, the handler, the reply by its schema.
 */
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { onlyAttempt, type Attempt } from './attempt.ts'
import type { ContractShape, ReplyOf, RouteShape } from './contract.ts'
import { isDomainError, platformErrors } from './errors.ts'
import { Answer, answer, encodeReply, type AnswerExtras, type HttpResponse } from './http/answer.ts'
import { personFor, viewerFrom } from './http/authorise.ts'
import { parseInput, type Input } from './http/call.ts'
import { corsHeaders, passFrontDoor, preflightHeaders, refuseForeignOrigin } from './http/front-door.ts'
import { encodeProblem } from './http/problem.ts'
import { requestFacts, type RequestFacts } from './http/request-facts.ts'
import { routeTable, type RouteMatch } from './http/routing.ts'
import type { Viewer } from './http/viewer.ts'
import { inRequest, log, noteInRequest } from './log.ts'
import type { Platform } from './platform.ts'
import type { Person } from './principal.ts'
import { addressCaller } from './rate-limit.ts'

export { Answer, answer }
export type { AnswerExtras, HttpResponse, Input, Person, RequestFacts, Viewer }

/** A handler answers its route's usual reply, or an `answer` with a status, headers or cookies of its own. */
export type RouteHandler<R extends RouteShape> = (input: Input<R>) => Promise<ReplyOf<R> | Answer<ReplyOf<R>>>
export type Handlers<C extends ContractShape> = { readonly [Name in keyof C['routes']]: RouteHandler<C['routes'][Name]> }

export interface ApiOptions {
  readonly platform: Platform
  /** An account that a request without a token is about (the address on a sign-in form), counted like a caller on strict routes. */
  readonly accountIn?: (body: unknown) => string | null
  /** What somebody sees instead of problem+json who asked for a page and gets none because of us. */
  readonly troublePage?: (requestId: string) => string
}
/** Two parameters: the Node 24 runtime refuses handlers that declare three. */
export type LambdaHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<HttpResponse>

/** A request as it moves through the pipeline; each step adds what it found out. */
interface Passage {
  readonly event: APIGatewayProxyEventV2
  readonly startedAt: number
  facts: RequestFacts
  match: RouteMatch
  viewer: Viewer
}
type Step = (request: { event: Passage }) => Promise<HttpResponse | undefined>

/** The Lambda handler of a domain's routes. */
export function api<const C extends ContractShape>(contract: C, handlers: Handlers<C>, { platform, accountIn, troublePage }: ApiOptions): LambdaHandler {
  const findRoute = routeTable(contract)
  const { clock, originCheck, allowedOrigins } = platform
  const corsOf = (event: APIGatewayProxyEventV2) => (originCheck ? {} : corsHeaders(event.headers.origin, allowedOrigins))

  const enter: Step = async ({ event: passage }) => {
    const { event } = passage
    const { method } = event.requestContext.http
    if (originCheck) await passFrontDoor(event.headers['x-origin-verify'], platform.originSecret)
    else if (method === 'OPTIONS' && Object.keys(corsOf(event)).length > 0) return { statusCode: 204, headers: { ...preflightHeaders } }
    passage.facts = requestFacts(event, { now: clock.now(), behindFrontDoor: originCheck })
    passage.match = findRoute(method, event.rawPath.replace(/^\/api(?=\/)/, ''))
    noteInRequest({ route: `${contract.domain}.${passage.match.name}` })
  }

  const identify: Step = async ({ event: passage }) => {
    const { facts, match: { route } } = passage
    if (route.ownOriginOnly) refuseForeignOrigin(facts, allowedOrigins)
    passage.viewer = await viewerFrom(facts.header('authorization'), platform.tokens)
    if (passage.viewer.userId) noteInRequest({ userId: passage.viewer.userId })
  }

  const count = (passage: Passage, callers: readonly (string | null)[]) => platform.limiter.use({
    bucket: passage.match.route.rate ?? 'standard',
    route: `${contract.domain}.${passage.match.name}`,
    callers: callers.filter(caller => caller !== null),
    now: passage.facts.now,
  })

  /** Guessing paths, tokens and pages is counted too, by address: whoever is refused before that would else not be. */
  const counted = (step: Step): Step => async request => {
    try {
      return await step(request)
    } catch (problem) {
      const { facts } = request.event
      if (facts && isDomainError(problem) && problem.status < 500)
        await platform.limiter.use({ bucket: 'busy', route: `${contract.domain}.refused`, callers: [addressCaller(facts.ip)], now: facts.now })
      throw problem
    }
  }

  /** Signed-in people are counted by account, others by address; where guessing pays (`strict`), by both. */
  const limit: Step = async ({ event: passage }) => {
    const { facts, viewer, match } = passage
    const byAddress = match.route.rate === 'strict' || viewer.userId === null
    await count(passage, [viewer.userId, byAddress ? addressCaller(facts.ip) : null])
  }

  async function handle(passage: Passage): Promise<HttpResponse> {
    const { event, facts, viewer, match: { name, route } } = passage
    const person = await personFor(route.who, viewer)
    const input = parseInput(passage)
    if (route.rate === 'strict' && accountIn) await count(passage, [accountIn(input.body)])
    if (route.ifMatch === 'required' && facts.ifMatch === null) throw platformErrors.version_required()

    const handler = handlers[name] as unknown as RouteHandler<RouteShape>
    const run = async (attempt: Attempt) => encodeReply(route, await handler({ ...input, viewer, person: person as Person, request: facts, attempt }))
    if (!route.idempotent || !person || facts.idempotencyKey === null) return run(onlyAttempt(facts.now))
    return platform.idempotency.once({ personId: person.id, route: `${contract.domain}.${name}`, key: facts.idempotencyKey, body: [event.rawPath, event.body], now: facts.now }, run)
  }

  /** What every reply carries, and the line in the log that says how it went. */
  function leave({ event, startedAt }: Passage, { statusCode, headers, body, cookies }: HttpResponse): HttpResponse {
    const { requestId, http } = event.requestContext
    log.info('request', { method: http.method, status: statusCode, ms: Math.round((performance.now() - startedAt) * 10) / 10 })
    return {
      statusCode,
      headers: { 'cache-control': 'no-store', ...headers, ...corsOf(event), 'x-request-id': requestId },
      // HEAD is answered as GET would be, without the body.
      ...(body === undefined || http.method === 'HEAD' ? {} : { body }),
      ...(cookies ? { cookies } : {}),
    }
  }

  // 100 ms before Lambda's own limit a caller still gets a sentence instead of API Gateway's bare 503.
  const pipeline = middy<Passage, HttpResponse>({ timeoutEarlyInMillis: 100 })
    .before(counted(enter))
    .before(counted(identify))
    .before(limit)
    .handler(handle)
    .onError(request => {
      const { headers, requestContext: { requestId } } = request.event.event
      const problem = encodeProblem(request.error, requestId)
      const isSeen = troublePage && problem.statusCode! >= 500 && headers.accept?.includes('text/html')
      request.response = isSeen ? { ...problem, headers: { ...problem.headers, 'content-type': 'text/html; charset=utf-8' }, body: troublePage(requestId) } : problem
    })

  return (event, context) => inRequest({ requestId: event.requestContext.requestId, invocation: context.awsRequestId }, async () => {
    // The missing parts are what the steps add; no step runs before the one that adds what it needs.
    const passage = { event, startedAt: performance.now() } as Passage
    return leave(passage, await pipeline(passage, context))
  })
}
