/** The data-plane API of CloudFront KeyValueStore (REST JSON): which request is which operation, and what it answers. */
import { AwsError } from '../plugin.ts'
import type { ApiRequest, ApiResponse } from '../plugin.ts'
import { change, has, totalSize } from './store.ts'
import type { StoreState } from './store.ts'

/** `/key-value-stores/{arn}` and below; the ARN and the key arrive percent-encoded. */
export interface Address { readonly arn: string; readonly keys: boolean; readonly key?: string }

export function addressOf(url: URL): Address | null {
  const match = /\/key-value-stores\/([^/]+)(?:\/(keys)(?:\/([^/]+))?)?\/?$/.exec(url.pathname)
  if (!match) return null
  try {
    return { arn: decodeURIComponent(match[1]!), keys: match[2] !== undefined, key: match[3] === undefined ? undefined : decodeURIComponent(match[3]) }
  } catch {
    return null
  }
}

const byMethod: Readonly<Record<string, string>> = {
  'GET store': 'DescribeKeyValueStore',
  'GET keys': 'ListKeys',
  'POST keys': 'UpdateKeys',
  'GET key': 'GetKey',
  'PUT key': 'PutKey',
  'DELETE key': 'DeleteKey',
}

export function operationOf(request: Pick<ApiRequest, 'method' | 'url'>): string | null {
  const address = addressOf(request.url)
  if (!address) return null
  return byMethod[`${request.method} ${address.key !== undefined ? 'key' : address.keys ? 'keys' : 'store'}`] ?? null
}

export interface Effects {
  now(): Date
  /** Resolves when the change is on disk. */
  saved(): Promise<void>
}

type Handle = (store: StoreState, address: Address, request: ApiRequest, effects: Effects) => Promise<ApiResponse> | ApiResponse

export const operations: Readonly<Record<string, Handle>> = {
  DescribeKeyValueStore: store => answer(store, {
    KvsARN: store.arn,
    Created: Date.parse(store.created) / 1000,
    LastModified: Date.parse(store.lastModified) / 1000,
    Status: 'READY',
  }),

  GetKey(store, { key }) {
    if (!has(store, key!)) throw new AwsError('ResourceNotFoundException', `Key ${key} was not found.`, 404)
    return answer(store, { Key: key, Value: store.items[key!] })
  },

  ListKeys(store, _, { url }) {
    const most = Number(url.searchParams.get('MaxResults') ?? 10)
    if (!Number.isInteger(most) || most < 1 || most > 50) throw new AwsError('ValidationException', 'MaxResults must be between 1 and 50.')
    const after = lastKeyOf(url.searchParams.get('NextToken'))
    const keys = Object.keys(store.items).filter(key => after === null || key > after).sort()
    const page = keys.slice(0, most)
    return json({
      Items: page.map(Key => ({ Key, Value: store.items[Key] })),
      ...(keys.length > most && { NextToken: Buffer.from(page.at(-1)!).toString('base64url') }),
    })
  },

  async PutKey(store, { key }, request, effects) {
    const { Value } = await bodyOf(request)
    change(store, ifMatch(request), { puts: [{ key: key!, value: Value as string }], deletes: [] }, effects.now())
    await effects.saved()
    return answer(store, {})
  },

  async DeleteKey(store, { key }, request, effects) {
    change(store, ifMatch(request), { puts: [], deletes: [{ key: key! }] }, effects.now())
    await effects.saved()
    return answer(store, {})
  },

  async UpdateKeys(store, _, request, effects) {
    const { Puts = [], Deletes = [] } = await bodyOf(request) as { Puts?: { Key: string; Value: string }[]; Deletes?: { Key: string }[] }
    change(store, ifMatch(request), { puts: Puts.map(put => ({ key: put.Key, value: put.Value })), deletes: Deletes.map(({ Key }) => ({ key: Key })) }, effects.now())
    await effects.saved()
    return answer(store, {})
  },
}

/** Every operation on one store tells its size and its version. */
const answer = (store: StoreState, body: object): ApiResponse =>
  json({ ItemCount: Object.keys(store.items).length, TotalSizeInBytes: totalSize(store), ...body }, { etag: store.etag })

export const json = (body: object, headers: Record<string, string> = {}, status = 200): ApiResponse =>
  ({ status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

const ifMatch = (request: ApiRequest) => request.headers['if-match']

async function bodyOf(request: ApiRequest): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await request.text()) as Record<string, unknown>
  } catch {
    throw new AwsError('ValidationException', 'The body is no JSON.')
  }
}

const lastKeyOf = (token: string | null) => (token === null ? null : Buffer.from(token, 'base64url').toString())
