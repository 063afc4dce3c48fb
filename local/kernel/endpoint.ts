/**
 * The AWS endpoint: one server on loopback for every service, as `AWS_ENDPOINT_URL` wants it. A request is told
 * apart by its credential scope, its signature verified, its signer's permissions asked, and then it is its plugin's.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Api, Cloud, Iam, Permission } from '../plugin.ts'
import { AwsError } from '../plugin.ts'
import type { LocalIam } from '../iam/iam.ts'
import { Killed, type FaultsService } from '../faults/faults.ts'
import { instanceIn } from '../faults/session-token.ts'
import { authenticate } from './authenticate.ts'
import { jsonError } from './json-protocol.ts'
import { sendResponse } from './send-response.ts'
import { readSignature, type ClaimedSignature } from './signature/credential.ts'
import { wireHead } from './signature/wire-head.ts'
import { unknownKey } from './signature/verify.ts'
import { used } from './usage.ts'
import { WireRequest } from './wire-request.ts'

type RouteHandler = (request: IncomingMessage, response: ServerResponse) => void

export interface Endpoint {
  /** `http://127.0.0.1:4001` */
  readonly url: string
  serve(context: { apis: readonly Api[]; iam: LocalIam; faults: FaultsService; record: Cloud['record'] }): void
  route(prefix: string, handler: RouteHandler): void
  close(): Promise<void>
}

/** Listens at once, so that its address is known while plugins are made; answers 503 until `serve`. Signatures are checked against real time. */
export async function openEndpoint(port: number, region: string): Promise<Endpoint> {
  const routes: [string, RouteHandler][] = []
  let dispatch: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined
  const server = createServer((request, response) => {
    const route = routes.find(([prefix]) => request.url!.startsWith(prefix))
    if (route) return route[1](request, response)
    if (!dispatch) return void response.writeHead(503).end()
    dispatch(request, response).catch(() => response.destroy())
  })
  // Functions keep connections for reuse; a server that drops them first would fail a call now and then.
  server.keepAliveTimeout = 65_000
  server.requestTimeout = 0
  await listen(server, port)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    route(prefix, handler) {
      routes.push([prefix, handler])
      routes.sort(([a], [b]) => b.length - a.length)
    },
    serve({ apis, iam, faults, record }) {
      const byName = new Map(apis.map(api => [api.signingName, api]))
      dispatch = async (request, response) => {
        const wire = new WireRequest(wireHead(request), randomUUID())
        let api: Api | undefined
        try {
          // A browser's preflight repeats a presigned address, but is not the request that was signed.
          const claimed = request.method === 'OPTIONS' ? undefined : readSignature(wire.head)
          api = claimed ? byName.get(claimed.service) : undefined
          const reply = claimed ? await answerSigned(request, wire, claimed, api, { iam, faults, region }) : await answerUnsigned(request, wire, apis, found => (api = found))
          await sendResponse(response, reply, wire)
        } catch (error) {
          if (request.errored || error instanceof Killed) return void response.destroy() // its sender went away
          const known = error instanceof AwsError ? error : new AwsError('InternalFailure', 'The local cloud failed; its console says how.', 500)
          if (known !== error) record({ kind: 'error', source: api?.signingName ?? 'endpoint', message: (error as Error).stack ?? String(error), requestId: wire.requestId })
          if (response.headersSent) return void response.destroy()
          const shape = api ?? fallbackApi(wire, byName)
          await sendResponse(response, shape ? shape.error(known, wire) : jsonError(known), wire)
        }
      }
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function answerSigned(request: IncomingMessage, wire: WireRequest, claimed: ClaimedSignature, api: Api | undefined, { iam, faults, region }: { iam: LocalIam; faults: FaultsService; region: string }) {
  const signer = iam.signerOf(claimed.accessKeyId)
  if (!signer) throw unknownKey(claimed.service)
  await authenticate(request, wire, claimed, signer, region)
  if (!api) throw new AwsError('UnknownOperationException', `The local cloud has no service that signs as "${claimed.service}".`, 400)
  const operation = await api.operationOf(wire)
  if (operation === null) throw new AwsError('UnknownOperationException', `${claimed.service}: ${operationLabel(wire)} is no operation that the local cloud knows.`, 400)
  // A presigned address is used by whoever has it, not by the instance that signed it.
  const instance = claimed.sessionToken === undefined || wire.presigned ? undefined : instanceIn(signer.credentials, claimed.sessionToken)
  const call = instance === undefined ? undefined : faults.around(instance, `${api.signingName}:${operation}`)
  await call?.before()
  await authorise(api, operation, wire, iam)
  // The person at the console looks without being billed.
  if (wire.caller.kind !== 'operator') used(`${api.signingName}.${operation}`)
  const reply = await api.handle(operation, wire)
  await call?.after()
  return reply
}

/** An operation that its plugin has no permissions for is denied to all but the operator: a new one must not come in unnoticed. */
async function authorise(api: Api, operation: string, wire: WireRequest, iam: Iam): Promise<void> {
  if (wire.caller.kind === 'operator') return
  let needed: readonly Permission[]
  try {
    needed = await api.permissions(operation, wire)
  } catch (error) {
    if (error instanceof AwsError) throw error
    throw new AwsError('AccessDeniedException', `User: ${wire.caller.principal} is not authorized to perform: ${api.signingName}:${operation} because the local cloud does not know what that needs: ${(error as Error).message}`, 400)
  }
  iam.authorise(wire.caller, needed)
}

async function answerUnsigned(request: IncomingMessage, wire: WireRequest, apis: readonly Api[], chosen: (api: Api) => void) {
  wire.carry(request)
  for (const api of apis) {
    const operation = api.unsignedOperation?.(wire) ?? null
    if (operation === null) continue
    chosen(api)
    return api.handle(operation, wire)
  }
  throw wire.headers['x-amz-target']
    ? new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token', 400)
    : new AwsError('AccessDenied', 'Access Denied', 403)
}

/** An error before the service is known: what carries no target header is most likely meant for S3. */
const fallbackApi = (wire: WireRequest, byName: ReadonlyMap<string, Api>): Api | undefined => (wire.headers['x-amz-target'] || wire.headers.authorization ? undefined : byName.get('s3'))

const operationLabel = (wire: WireRequest): string => (wire.headers['x-amz-target'] as string | undefined) ?? `${wire.method} ${wire.head.rawPath}`

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken (the AWS endpoint listens on PORT + 1): set PORT to another number.`, { cause: error }) : error))
    server.listen(port, '127.0.0.1', resolve)
  })
}
