/** The event of a CloudFront Function (version 1.0): requests and answers in its terms, and back. */
import type { EdgeRequest, EdgeResponse } from '../message.ts'

interface Value { value: string; multiValue?: { value: string }[] }
interface Cookie extends Value { attributes?: string; multiValue?: { value: string; attributes?: string }[] }
export interface EventRequest { method: string; uri: string; querystring: Record<string, Value>; headers: Record<string, Value>; cookies: Record<string, Cookie> }
export interface EventResponse { statusCode: number; statusDescription?: string; headers?: Record<string, Value>; cookies?: Record<string, Cookie>; body?: string | { encoding: string; data: string } }

export interface EventContext { readonly distributionDomainName: string; readonly distributionId: string; readonly requestId: string }

export const requestEvent = (context: EventContext, request: EdgeRequest) =>
  ({ version: '1.0', context: { ...context, eventType: 'viewer-request' }, viewer: { ip: request.viewer.ip }, request: toEventRequest(request) })

/** The response's body is not shown to a function. */
export const responseEvent = (context: EventContext, request: EdgeRequest, response: EdgeResponse) => ({
  version: '1.0', context: { ...context, eventType: 'viewer-response' }, viewer: { ip: request.viewer.ip }, request: toEventRequest(request),
  response: { statusCode: response.status, headers: valuesOf(response.headers), cookies: setCookies(response.cookies) },
})

function toEventRequest({ method, uri, query, headers }: EdgeRequest): EventRequest {
  const { cookie, ...others } = headers
  return { method, uri, querystring: pairs(query.split('&').filter(Boolean), '='), headers: valuesOf(others), cookies: pairs((cookie ?? '').split(';').map(one => one.trim()).filter(Boolean), '=') }
}

/** Names and values stay encoded, as at the edge. */
function pairs(items: readonly string[], separator: string): Record<string, Value> {
  const found: Record<string, Value> = {}
  for (const item of items) {
    const at = item.indexOf(separator)
    const [name, value] = at < 0 ? [item, ''] : [item.slice(0, at), item.slice(at + 1)]
    const earlier = Object.hasOwn(found, name) ? found[name]! : undefined
    if (!earlier) Object.defineProperty(found, name, { value: { value }, enumerable: true, writable: true, configurable: true })
    else earlier.multiValue = [...(earlier.multiValue ?? [{ value: earlier.value }]), { value }]
  }
  return found
}

const valuesOf = (headers: Record<string, string>): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]))

function setCookies(lines: readonly string[]): Record<string, Cookie> {
  return Object.fromEntries(lines.map(line => {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', ...value] = pair.split('=')
    return [name.trim(), { value: value.join('='), ...(attributes.length > 0 && { attributes: attributes.join(';').trim() }) }]
  }))
}

/** What a function returned, told apart: a request to go on with, or an answer. Throws a sentence where it is neither. */
export function fromRequestFunction(result: unknown, request: EdgeRequest): { request: EdgeRequest } | { response: EdgeResponse } {
  if (typeof result !== 'object' || result === null) throw new Error('it returned neither a request nor a response')
  if ('statusCode' in result) return { response: toEdgeResponse(result as EventResponse) }
  const { method, uri, querystring = {}, headers = {}, cookies = {} } = result as Partial<EventRequest>
  if (method !== request.method) throw new Error('it changed the method, which it may not')
  if (typeof uri !== 'string' || !uri.startsWith('/')) throw new Error('it returned a request whose uri does not start with a slash')
  const cookie = listed(cookies).map(([name, value]) => `${name}=${value}`).join('; ')
  const flat = headersOf(headers)
  for (const name of Object.keys(flat)) if (flat[name] !== request.headers[name] && isReadOnly(name)) throw new Error(`it set the header ${name}, which it may not`)
  return { request: { ...request, uri, query: listed(querystring).map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&'), headers: { ...flat, ...(cookie && { cookie }) } } }
}

/** The answer after a viewer-response function: it may change all but the body. */
export function fromResponseFunction(result: unknown, response: EdgeResponse): EdgeResponse {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) throw new Error('it returned no response')
  const changed = toEdgeResponse(result as EventResponse)
  return (result as EventResponse).body === undefined ? { ...changed, body: response.body } : changed
}

function toEdgeResponse({ statusCode, headers = {}, cookies = {}, body = '' }: EventResponse): EdgeResponse {
  if (!Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599) throw new Error(`it returned the status ${statusCode}`)
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8')
  return {
    status: statusCode,
    headers: headersOf(headers),
    cookies: Object.entries(cookies).flatMap(([name, one]) => (one.multiValue ?? [one]).map(({ value, attributes }) => `${name}=${value}${attributes ? `; ${attributes}` : ''}`)),
    body: bytes,
  }
}

const listed = (values: Record<string, Value>) =>
  Object.entries(values).flatMap(([name, one]) => (one.multiValue ?? [one]).map(({ value }) => [name, value] as const))

function headersOf(headers: Record<string, Value>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, one]) => {
    if (name !== name.toLowerCase()) throw new Error(`it set the header ${name}; header names are lower case`)
    const value = one?.multiValue ? one.multiValue.map(part => part.value).join(',') : one?.value
    if (typeof value !== 'string') throw new Error(`it set the header ${name} without a string value`)
    return [name, value]
  }))
}

/** Headers that a function may read but not set, or not have at all ("Restrictions on edge functions"). */
const readOnly = new Set(['host', 'content-length', 'transfer-encoding', 'via', 'connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'trailer', 'upgrade', 'x-cache', 'x-forwarded-proto', 'x-real-ip'])
const isReadOnly = (name: string) => readOnly.has(name) || /^x-(accel|amz-cf|amzn|edge)-/.test(name)
