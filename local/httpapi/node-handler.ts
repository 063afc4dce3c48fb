/** An HTTP API at its own address: node's request in, node's response out. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gatewayAnswer } from './apis.ts'
import type { HttpAnswer, HttpApi, HttpRequest } from './apis.ts'
import { maxBodyBytes } from './serve.ts'

/** `url` is `<prefix><apiId>/path?query`. */
export function nodeHandler(prefix: string, find: (apiId: string) => HttpApi | undefined, handle: (api: HttpApi, request: HttpRequest) => Promise<HttpAnswer>) {
  const respond = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const [, apiId = '', path = '/', rawQuery = ''] = /^([^/?]*)(\/[^?]*)?\??(.*)$/s.exec(req.url!.slice(prefix.length)) ?? []
    const api = find(apiId)
    const body = await readBody(req, maxBodyBytes)
    const answer = !api ? gatewayAnswer(404, 'Not Found')
      : body === 'too large' ? gatewayAnswer(413, 'Request Entity Too Large')
      : await handle(api, { method: req.method!, path, rawQuery, headers: joinedHeaders(req), body, sourceIp: '127.0.0.1' })
    if (body === 'too large') res.setHeader('connection', 'close')
    writeAnswer(res, answer, req.method === 'HEAD')
  }
  return (req: IncomingMessage, res: ServerResponse) => void respond(req, res).catch(() => res.destroy())
}

export function writeAnswer(res: ServerResponse, answer: HttpAnswer, headOnly: boolean): void {
  if (answer.cookies.length > 0) res.setHeader('set-cookie', answer.cookies)
  res.writeHead(answer.status, answer.headers)
  res.end(headOnly ? undefined : answer.body)
}

/** Header names are lower case already; a name that came twice is joined by a comma, cookies by a semicolon. */
export function joinedHeaders(req: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    if (values && !hopByHop.has(name)) headers[name] = values.join(name === 'cookie' ? '; ' : ',')
  }
  return headers
}

export const hopByHop: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'])

/** The whole body, or a verdict as soon as it is known to be over `most` bytes; the rest is then thrown away. Rejects when the client goes. */
export function readBody(req: IncomingMessage, most: number): Promise<Buffer | 'too large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    // Reading on, without keeping: a client that is cut off while it sends never sees the answer.
    const tooLarge = () => {
      req.removeAllListeners('data').resume()
      resolve('too large')
    }
    if (Number(req.headers['content-length'] ?? 0) > most) return tooLarge()
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > most) tooLarge()
      else chunks.push(chunk)
    })
    req.on('end', () => resolve(Buffer.concat(chunks, size)))
    req.on('error', reject)
    req.on('close', () => reject(new Error('The client went away.')))
  })
}
