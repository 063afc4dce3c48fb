/** A typed client of the API, made from the contracts themselves: for the web app, the journey and the tests. */
import type { BodyIn, ContractShape, ParamsOf, Problem, QueryIn, ReplyOut, RouteShape } from './contract.ts'

/** What the API refused, in its own words. */
export class ApiProblem extends Error {
  readonly status: number
  /** Stable, for programs; `unreachable` when no answer came, `unreadable` when it was none of ours. */
  readonly code: string
  readonly requestId: string | null
  readonly fields: readonly { path: string; message: string }[]
  constructor(status: number, { code, detail, requestId, errors }: Pick<Problem, 'code' | 'detail'> & Partial<Problem>, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.requestId = requestId ?? null
    this.fields = errors ?? []
  }
}

/** Only what a route declares may and must be given. */
export type CallInput<R extends RouteShape> =
  & (R extends { params: object } ? { params: ParamsOf<R> } : unknown)
  & (R extends { query: object } ? { query?: QueryIn<R> } : unknown)
  & (R extends { body: object } | { bytes: object } ? { body: BodyIn<R> } : unknown)
  & { headers?: Record<string, string>; signal?: AbortSignal }
type Call<R extends RouteShape> = R extends { params: object } | { body: object } | { bytes: object } ? (input: CallInput<R>) => Promise<ReplyOut<R>> : (input?: CallInput<R>) => Promise<ReplyOut<R>>
export type ContractClient<C extends ContractShape> = { readonly [Name in keyof C['routes']]: Call<C['routes'][Name]> }

export interface ClientOptions {
  /** Where the site is, without a trailing slash; empty for the page's own origin. */
  readonly base: string
  /** The access token to send, if there is one. */
  readonly token?: () => string | null | Promise<string | null>
  readonly fetch?: typeof fetch
}

interface AnyInput { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal }

export function contractClient<const C extends ContractShape>(contract: C, { base, token = () => null, fetch: send = fetch }: ClientOptions): ContractClient<C> {
  const call = (route: RouteShape) => async ({ params = {}, query = {}, body, headers = {}, signal }: AnyInput = {}) => {
    /** No answer, or one that broke off. */
    const unreachable = (cause: unknown) => {
      if (signal?.aborted) throw cause
      throw new ApiProblem(0, { code: 'unreachable', detail: 'The house cannot be reached. Check the connection and try again.' }, { cause })
    }
    const bearer = await token()
    const response = await send(base + addressOf(route, params, query), {
      method: route.method,
      credentials: 'same-origin',
      headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), ...(route.body ? { 'content-type': 'application/json' } : route.bytes ? { 'content-type': typeOf(body) } : {}), ...headers },
      ...(route.body ? { body: JSON.stringify(body) } : route.bytes ? { body: body as Blob | Uint8Array<ArrayBuffer> } : {}),
      ...(signal ? { signal } : {}),
    }).catch(unreachable)
    const text = await response.text().catch(unreachable)
    if (response.ok) return text === '' ? undefined : parse(text, response)
    const problem = parse(text, response) as Problem
    throw new ApiProblem(response.status, problem)
  }
  return Object.fromEntries(Object.entries(contract.routes).map(([name, route]) => [name, call(route)])) as unknown as ContractClient<C>
}

const typeOf = (body: unknown) => (body instanceof Blob && body.type.startsWith('image/') ? body.type : 'application/octet-stream')

function parse(text: string, response: Response): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ApiProblem(response.status, { code: 'unreadable', detail: `The house answered something unexpected (${response.status}). Try again in a moment.` }, { cause })
  }
}

export function addressOf(route: RouteShape, params: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, String(value)]])))
  return `/api${path}${search.size > 0 ? `?${search}` : ''}`
}
