/** One request on its way through the pipeline, and what each step adds to it. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Attempt } from '../attempt.ts'
import type { BodyOf, ParamsOf, QueryOf, RouteShape } from '../contract.ts'
import { platformErrors } from '../errors.ts'
import type { Person } from '../principal.ts'
import { bytesBody } from './bytes-body.ts'
import { jsonBody } from './json-body.ts'
import type { RequestFacts } from './request-facts.ts'
import type { RouteMatch } from './routing.ts'
import type { Viewer } from './viewer.ts'

/** What a handler is given. */
export interface Input<R extends RouteShape = RouteShape> {
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly body: BodyOf<R>
  readonly viewer: Viewer
  /** Loaded and active where the route demands somebody; on routes for anyone, null: ask `viewer` together with what you read. */
  readonly person: R['who'] extends 'anyone' ? null : Person
  readonly request: RequestFacts
  /** Makes the ids of what is written; the same ones when a request with an Idempotency-Key is repeated after a crash. */
  readonly attempt: Attempt
}

export interface Call {
  readonly event: APIGatewayProxyEventV2
  readonly facts: RequestFacts
  readonly match: RouteMatch
  readonly viewer: Viewer
  readonly person: Person | null
}

/** Parses everything a caller sent by the route's schemas, and names every field that is wrong at once. */
export function parseInput({ event, match: { route, params } }: Pick<Call, 'event' | 'match'>): Pick<Input, 'params' | 'query' | 'body'> {
  const sent = [
    ['path', route.params, () => params],
    ['query', route.query, () => Object.fromEntries(new URLSearchParams(event.rawQueryString))],
    ['', route.body, () => jsonBody(event, route.maxBodyBytes)],
  ] as const
  const [parsedParams, parsedQuery, parsedBody] = sent.map(([place, schema, read]) => {
    if (!schema) return { data: place === '' ? undefined : {}, faults: [] }
    const parsed = schema.safeParse(read())
    if (parsed.success) return { data: parsed.data, faults: [] }
    return { data: undefined, faults: parsed.error.issues.map(({ path, message }) => ({ path: [place, ...path].filter(part => part !== '').map(String).join('.'), message })) }
  })
  const fields = [parsedParams, parsedQuery, parsedBody].flatMap(part => part!.faults)
  if (fields.length > 0) throw platformErrors.invalid_input({ fields })
  return { params: parsedParams!.data, query: parsedQuery!.data, body: route.bytes ? bytesBody(event, route.bytes) : parsedBody!.data } as Pick<Input, 'params' | 'query' | 'body'>
}
