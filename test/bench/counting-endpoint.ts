/** Stands between functions and DynamoDB Local. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Passes DynamoDB's calls on and writes their names down; answers for Secrets Manager itself. */
export async function countingEndpoint(behind: string) {
  const seen: string[] = []
  const server = createServer((incoming, outgoing) => {
    const target = String(incoming.headers['x-amz-target'])
    if (target.startsWith('secretsmanager')) return void outgoing.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify({ SecretString: JSON.stringify({ kid: 'bench', secret: 's'.repeat(43) }) }))
    seen.push(target.split('.')[1]!)
    incoming.pipe(request(behind, { method: incoming.method, path: incoming.url, headers: incoming.headers }, answer => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    }))
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, taken: () => seen.splice(0), stop: () => { server.close(); server.closeAllConnections() } }
}
