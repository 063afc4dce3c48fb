/** The little of a cloud that the user pool, the mailbox and the console lean on: an endpoint without signatures, state that outlives a plugin, a clock. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { AwsError, type Activity, type ApiRequest, type Cloud, type CreatePlugin, type Permission, type Plugin, type Realised } from '../../../local/plugin.ts'
import type { Services } from '../../../local/services.ts'

export interface FakeCloud {
  readonly cloud: Cloud
  /** Permissions that signed calls asked for, in order. */
  readonly asked: Permission[]
  readonly unsignedCalls: string[]
  realise(type: string, logicalId: string, properties: object): Promise<Realised>
  advance(seconds: number): void
  /** Drops the plugins and makes new ones over the state that was saved. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function fakeCloud(plugins: readonly CreatePlugin[]): Promise<FakeCloud> {
  const disk = new Map<string, string>()
  const activities: Activity[] = []
  const asked: Permission[] = []
  const unsignedCalls: string[] = []
  let routes: [string, (request: IncomingMessage, response: ServerResponse) => void][] = []
  let services: Partial<Services> = {}
  let running: Plugin[] = []
  let ahead = 0

  const server = createServer((request, response) => {
    const route = routes.find(([prefix]) => request.url!.startsWith(prefix))
    if (route) route[1](request, response)
    else void answer(request, response)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  // Stands still unless moved: a slow machine must not unlock or expire anything.
  const begun = Date.now()
  const now = () => new Date(begun + ahead * 1000)

  const cloud = {
    account: '000000000000', region: 'us-east-1', stateDir: '/nowhere', assemblyDir: '/nowhere', endpoint: `http://127.0.0.1:${port}`, frontDoor: `http://localhost:${port}`,
    options: { port, pace: 0, edgeDelay: 0, quiet: true },
    now,
    advanceClock: (seconds: number) => { ahead += seconds },
    route: (prefix: string, handler: (typeof routes)[number][1]) => { routes.push([prefix, handler]) },
    record: (entry: Omit<Activity, 'at'>) => { activities.push({ ...entry, at: now().toISOString() }) },
    activity: (filter: Partial<Activity> = {}) => activities.filter(a => Object.entries(filter).every(([name, value]) => value === undefined || a[name as keyof Activity] === value)),
    offer: (name: keyof Services, service: never) => { services[name] = service },
    use: (name: keyof Services) => {
      if (!services[name]) throw new Error(`Nobody offers ${name}.`)
      return services[name]
    },
    iam: { unexercised: () => [], denied: () => [] },
    resources: () => [],
    state: (plugin: string, name: string, initial: () => object) => {
      const key = `${plugin}/${name}`
      const state = { value: disk.has(key) ? JSON.parse(disk.get(key)!) : initial(), save: () => { disk.set(key, JSON.stringify(state.value)) }, flush: async () => {} }
      return state
    },
    assetPath: () => '', toLocal: (address: string) => address,
  } as unknown as Cloud

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(incoming)
    const request = {
      method: incoming.method!, url: new URL(incoming.url!, cloud.endpoint), headers: incoming.headers, body: incoming, text: async () => body,
      caller: { kind: 'operator', principal: 'operator' }, requestId: 'request', presigned: false,
    } as ApiRequest
    const signingName = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? '')?.[1]
    const api = running.flatMap(plugin => plugin.api ?? []).find(candidate => signingName ? candidate.signingName === signingName : candidate.unsignedOperation?.(request))
    if (!api) return void response.writeHead(403).end('{"__type":"MissingAuthenticationToken"}')
    try {
      const operation = await api.operationOf(request)
      if (!operation) throw new AwsError('UnknownOperationException', 'unknown')
      asked.push(...await api.permissions(operation, request))
      if (!signingName) unsignedCalls.push(operation)
      const { status, headers, body: reply } = await api.handle(operation, request)
      response.writeHead(status, headers).end(reply)
    } catch (error) {
      const { status, headers, body: reply } = api.error(error instanceof AwsError ? error : new AwsError('InternalErrorException', String(error), 500), request)
      response.writeHead(status, headers).end(reply)
    }
  }

  const realised: [string, string, object][] = []
  const realise = async (type: string, logicalId: string, properties: object) =>
    running.find(plugin => type in plugin.resources)!.resources[type]!({ stack: 'test', logicalId, path: `test/${logicalId}`, type, properties, raw: {} })
  const begin = async () => {
    routes = []
    services = {}
    running = []
    for (const create of plugins) running.push(await create(cloud))
    for (const resource of realised) await realise(...resource)
  }
  await begin()

  return {
    cloud, asked, unsignedCalls,
    realise: (...resource) => (realised.push(resource), realise(...resource)),
    advance: seconds => { ahead += seconds },
    restart: begin,
    async stop() {
      for (const plugin of running) await plugin.stop?.()
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
}
