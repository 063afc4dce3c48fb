/** What a function returned, as API Gateway answers it (payload format 2.0, with its inference of missing fields). Pure. */
import { gatewayAnswer } from './apis.ts'
import type { HttpAnswer } from './apis.ts'

export const internalServerError = () => gatewayAnswer(500, 'Internal Server Error')

/** Connection-bound headers belong to each hop, and length and date are written by the server that answers. */
const notForwarded = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'content-length', 'date', 'server'])

export function answerOf(payload: unknown): HttpAnswer {
  if (!isRecord(payload) || !('statusCode' in payload)) {
    // Valid JSON without a status code is a 200 with that JSON; a string goes out as it is.
    return finished(200, { 'content-type': 'application/json' }, [], Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload ?? null)))
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = payload
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalServerError()
  if (!isRecord(headers) || !Array.isArray(cookies) || (typeof body !== 'string' && body !== null)) return internalServerError()
  const sent: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase()
    if (notForwarded.has(key) || value === null || value === undefined) continue
    if (!headerName.test(key) || !headerValue.test(String(value))) return internalServerError()
    sent[key] = String(value)
  }
  sent['content-type'] ??= 'text/plain; charset=utf-8'
  return finished(status, sent, cookies.map(String), Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'))
}

const headerName = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/

function finished(status: number, headers: Record<string, string>, cookies: string[], body: Buffer): HttpAnswer {
  const { 'set-cookie': single, ...rest } = headers
  const allCookies = single === undefined ? cookies : [single, ...cookies]
  if (status === 204 || status === 304) {
    delete rest['content-type']
    return { status, headers: rest, cookies: allCookies, body: Buffer.alloc(0) }
  }
  return { status, headers: { ...rest, 'content-length': String(body.length) }, cookies: allCookies, body }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
