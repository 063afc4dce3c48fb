/** A typed client of the API, made from the contracts themselves: for the web app, the journey and the tests. */
import createClient from 'openapi-fetch'
import type { BodyIn, ContractShape, Method, ParamsOf, Problem, QueryIn, ReplyOut, RouteShape } from './contract.ts'

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
  /** Calls outlive the page that makes them. */
  readonly keepalive?: boolean
}

interface AnyInput { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal }
/** What openapi-fetch is told of a path; what each call is given and answers, `ContractClient` says. */
interface AnyOperation { parameters: { path?: Record<string, string>; query?: Record<string, unknown> }; requestBody?: { content: { 'application/json': unknown } }; responses: { 200: { content: { 'application/json': unknown } } } }
type AnyPaths = Record<string, Record<Lowercase<Method>, AnyOperation>>

/** The calls of a contract by their names. openapi-fetch makes them: the paths of a contract are those of docs/openapi.json. */
export function contractClient<const C extends ContractShape>(contract: C, { base, token = () => null, keepalive = false }: ClientOptions): ContractClient<C> {
  const client = createClient<AnyPaths>({ baseUrl: `${base}/api`, credentials: 'same-origin', keepalive })
  client.use({
    async onRequest({ request }) {
      const bearer = await token()
      if (bearer) request.headers.set('authorization', `Bearer ${bearer}`)
    },
    async onResponse({ response }) {
      const isOurs = response.status === 204 || /\bjson\b/.test(response.headers.get('content-type') ?? '')
      if (!isOurs) throw new ApiProblem(response.status, { code: 'unreadable', detail: `The house answered something unexpected (${response.status}). Try again in a moment.` })
      if (!response.ok) throw new ApiProblem(response.status, await response.json() as Problem)
    },
  })
  const call = ({ method, path, bytes }: RouteShape) => async ({ params, query, body, headers, signal }: AnyInput = {}) => {
    const answer = client.request(method.toLowerCase() as Lowercase<Method>, path, { params: { path: params, query }, body, headers, signal, ...(bytes && asItIs(body, headers)) })
    const { data } = await answer.catch(cause => {
      if (signal?.aborted || cause instanceof ApiProblem) throw cause
      // No answer, or one that broke off.
      throw new ApiProblem(0, { code: 'unreachable', detail: 'The house cannot be reached. Check the connection and try again.' }, { cause })
    })
    return data
  }
  return Object.fromEntries(Object.entries(contract.routes).map(([name, route]) => [name, call(route)])) as unknown as ContractClient<C>
}

/** A file goes as it is. */
const asItIs = (file: unknown, headers?: Record<string, string>) => ({ bodySerializer: () => file, headers: { 'content-type': file instanceof Blob && file.type.startsWith('image/') ? file.type : 'application/octet-stream', ...headers } })
