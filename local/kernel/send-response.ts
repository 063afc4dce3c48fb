import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ApiResponse } from '../plugin.ts'
import type { WireRequest } from './wire-request.ts'

/** Writes an API's answer with its request id in the header that the SDK reads. A reader that goes away ends a streamed body, and is nobody's error. */
export async function sendResponse(response: ServerResponse, reply: ApiResponse, request: WireRequest): Promise<void> {
  const headers: Record<string, string | number> = { 'x-amzn-requestid': request.requestId, 'x-amz-request-id': request.requestId, ...reply.headers }
  const { body } = reply
  if (body instanceof Readable) {
    response.writeHead(reply.status, headers)
    if (request.method !== 'HEAD') return pipeline(body, response).catch(() => {})
    body.destroy()
    response.end()
    return
  }
  if (request.method !== 'HEAD' && !('content-length' in headers) && reply.status !== 204 && reply.status !== 304) headers['content-length'] = body === undefined ? 0 : Buffer.byteLength(body)
  response.writeHead(reply.status, headers)
  response.end(request.method === 'HEAD' ? undefined : body)
}
