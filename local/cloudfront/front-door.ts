/** What people open: an http server on localhost that stands for CloudFront's edge, https included. */
import { used } from '../kernel/usage.ts'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream'
import { joinedHeaders, hopByHop, readBody } from '../httpapi/node-handler.ts'
import { maxBodyBytes } from '../httpapi/serve.ts'
import { edgeError } from './message.ts'
import type { EdgeRequest, EdgeResponse } from './message.ts'
import { isEdgeHeader } from './origin/origin-headers.ts'

export interface FrontDoor {
  /** The port that was listened on. */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

export interface Behind {
  serve(request: EdgeRequest): Promise<EdgeResponse>
  /** Pages and data about the local cloud itself, below /_local. */
  console(request: IncomingMessage, response: ServerResponse): void
  country(): string
  /** For `via`. */
  domainName(): string
  failed(problem: unknown): void
}

export function createFrontDoor(behind: Behind): FrontDoor {
  const handle = (req: IncomingMessage, res: ServerResponse) => {
    if (/^\/_local(?=[/?]|$)/.test(req.url!)) return behind.console(req, res)
    void respond(req, res, behind).catch(problem => {
      behind.failed(problem)
      res.destroy()
    })
  }
  const servers: Server[] = []
  const open = async (port: number, host: string) => {
    const server = createServer({ keepAliveTimeout: 60_000 }, handle)
    const bound = await listening(server, port, host)
    servers.push(server)
    return bound
  }
  return {
    async listen(port) {
      const bound = await open(port, '127.0.0.1')
      // "localhost" is ::1 first for many clients. A machine without IPv6 does without.
      await open(bound, '::1').catch((problem: NodeJS.ErrnoException) => {
        if (problem.code !== 'EADDRNOTAVAIL' && problem.code !== 'EAFNOSUPPORT' && problem.code !== 'EADDRINUSE') throw problem
      })
      return bound
    },
    async close() {
      await Promise.all(servers.map(server => new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })))
    },
  }
}

async function respond(req: IncomingMessage, res: ServerResponse, behind: Behind): Promise<void> {
  const id = randomBytes(42).toString('base64url')
  const question = req.url!.indexOf('?')
  const uri = question < 0 ? req.url! : req.url!.slice(0, question)
  if (!uri.startsWith('/')) return write(req, res, edgeError(400, 'Bad request.'), id, behind)
  let body: Promise<Buffer | 'too large'> | undefined
  const request: EdgeRequest = {
    id,
    method: req.method!,
    uri,
    query: question < 0 ? '' : req.url!.slice(question + 1),
    headers: viewerHeaders(req),
    viewer: { ip: (req.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''), port: req.socket.remotePort ?? 0, country: behind.country() },
    body: () => (body ??= readBody(req, maxBodyBytes)),
  }
  const response = await behind.serve(request)
  used('cloudfront.requests')
  used('cloudfront.bytes', Number(response.headers['content-length'] ?? (Buffer.isBuffer(response.body) ? response.body.length : 0)))
  write(req, res, response, id, behind)
}

function viewerHeaders(req: IncomingMessage): Record<string, string> {
  const headers = joinedHeaders(req)
  for (const name of Object.keys(headers)) if (isEdgeHeader(name)) delete headers[name]
  return headers
}

function write(req: IncomingMessage, res: ServerResponse, { status, headers, cookies, body }: EdgeResponse, id: string, behind: Behind): void {
  for (const [name, value] of Object.entries(headers)) if (!hopByHop.has(name)) res.setHeader(name, value)
  if (cookies.length > 0) res.setHeader('set-cookie', cookies)
  res.setHeader('via', `1.1 ${behind.domainName()} (CloudFront)`)
  res.setHeader('x-amz-cf-pop', 'LOCAL1-P1')
  res.setHeader('x-amz-cf-id', id)
  if (status === 304 || status === 204) res.removeHeader('content-length')
  res.statusCode = status
  const withoutBody = req.method === 'HEAD' || status === 304 || status === 204
  if (Buffer.isBuffer(body)) res.end(withoutBody ? undefined : body)
  else if (withoutBody) {
    body.destroy()
    res.end()
  } else {
    // A viewer who leaves ends the reading too.
    pipeline(body, res, problem => {
      if (problem && !res.destroyed) res.destroy()
    })
  }
}

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (problem: NodeJS.ErrnoException) => {
      reject(problem.code === 'EADDRINUSE' && host === '127.0.0.1' ? new Error(`Port ${port} is taken. Stop what listens there, or choose another: PORT=4100.`, { cause: problem }) : problem)
    })
    server.listen({ port, host, ipv6Only: host === '::1' }, () => resolve((server.address() as { port: number }).port))
  })
}
