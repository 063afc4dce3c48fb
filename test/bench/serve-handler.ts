/** A deployed bundle behind a bare HTTP server, one event per request: `node serve-handler.ts <bundle>`. Prints its port. */
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

const { handler } = createRequire(import.meta.url)(process.argv[2]!) as { handler: (event: unknown, context: unknown) => Promise<{ statusCode: number; headers: Record<string, string>; body?: string }> }
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 30_000 }
let count = 0
// A function's log goes elsewhere, and is not what is measured.
console.log = console.info = () => {}

const server = createServer(async (request, response) => {
  const [rawPath = '/', rawQueryString = ''] = request.url!.split('?')
  const sent = request.method === 'GET' ? undefined : await text(request)
  const { statusCode, headers, body } = await handler({
    version: '2.0', routeKey: 'ANY', rawPath, rawQueryString, headers: request.headers, body: sent, isBase64Encoded: false,
    requestContext: { requestId: `bench-${count++}`, http: { method: request.method, path: rawPath, sourceIp: '127.0.0.1', userAgent: 'bench' } },
  }, context)
  response.writeHead(statusCode, headers).end(body)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.stdin.on('end', () => process.exit(0)).resume()
