/** Enough of a cloud to realise the HTTP API, key-value store and CloudFront plugins without a kernel or an assembly. */
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsError } from '../../../local/plugin.ts'
import type { Activity, ApiRequest, Cloud, CreatePlugin, Plugin, Realised } from '../../../local/plugin.ts'
import type { Services } from '../../../local/services.ts'

export interface FakeCloud {
  readonly cloud: Cloud
  readonly activity: Activity[]
  /** Realises resources in the order given; `{ Type, Properties }` as in a template. */
  realise(plugin: Plugin, resources: Record<string, { Type: string; Properties?: object }>): Promise<Record<string, Realised>>
  plugin(create: CreatePlugin): Promise<Plugin>
  readonly endpoint: string
  advance(ms: number): void
  close(): Promise<void>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

export async function fakeCloud(options: { services?: Partial<Services>; state?: Map<string, unknown> } = {}): Promise<FakeCloud> {
  const services = new Map<string, unknown>(Object.entries(options.services ?? {}))
  const states = options.state ?? new Map<string, unknown>()
  const routes = new Map<string, Handler>()
  const activity: Activity[] = []
  const apis: Plugin[] = []
  let offset = 0
  const server = createServer((request, response) => {
    const prefix = [...routes.keys()].find(one => request.url!.startsWith(one))
    if (prefix) routes.get(prefix)!(request, response)
    else void serveApi(apis[0]!, request, response)
  })
  const endpoint = `http://127.0.0.1:${await listening(server)}`
  const cloud = {
    account: '000000000000',
    region: 'us-east-1',
    endpoint,
    frontDoor: 'http://localhost:0',
    options: { port: 0, pace: 1, edgeDelay: 0, quiet: true },
    now: () => new Date(Date.now() + offset),
    route: (prefix: string, handler: Handler) => void routes.set(prefix, handler),
    record: (entry: Omit<Activity, 'at'>) => void activity.push({ at: new Date().toISOString(), ...entry }),
    offer: (name: string, service: unknown) => void services.set(name, service),
    use: (name: string) => {
      if (!services.has(name)) throw new Error(`Nobody offers ${name}.`)
      return services.get(name)
    },
    state: <T extends object>(plugin: string, name: string, initial: () => T) => {
      const key = `${plugin}/${name}`
      if (!states.has(key)) states.set(key, initial())
      return { value: states.get(key) as T, save() {}, flush: async () => {} }
    },
    toLocal: (text: string) => text.replace(/https:\/\/([a-z0-9-]+)\.s3\.us-east-1\.amazonaws\.com/g, `${endpoint}/$1`),
  } as unknown as Cloud

  return {
    cloud,
    activity,
    endpoint,
    async plugin(create) {
      const plugin = await create(cloud)
      if (plugin.api) apis.push(plugin)
      return plugin
    },
    async realise(plugin, resources) {
      const realised: Record<string, Realised> = {}
      for (const [logicalId, { Type, Properties = {} }] of Object.entries(resources)) {
        const refs = Object.fromEntries(Object.entries(realised).map(([id, { ref }]) => [`\${${id}}`, ref]))
        const properties = JSON.parse(JSON.stringify(Properties).replace(/\$\{\w+\}/g, name => refs[name] ?? name)) as object
        realised[logicalId] = await plugin.resources[Type]!({ stack: 'stack', logicalId, path: `stack/${logicalId}`, type: Type, properties, raw: {} })
      }
      return realised
    },
    advance: ms => void (offset += ms),
    close: () => new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

/** The endpoint's part for one api, without signatures. */
async function serveApi({ api }: Plugin, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = async () => Buffer.concat(await request.toArray()).toString()
  const apiRequest: ApiRequest = {
    method: request.method!, url: new URL(request.url!, 'http://localhost'), headers: request.headers, body: request, text,
    caller: { kind: 'operator', principal: 'operator' }, requestId: 'r', presigned: false,
  }
  const answer = await (async () => {
    const operation = await api!.operationOf(apiRequest)
    if (!operation) throw new AwsError('UnknownOperationException', 'unknown', 404)
    await api!.permissions(operation, apiRequest)
    return api!.handle(operation, apiRequest)
  })().catch((problem: AwsError) => api!.error(problem, apiRequest))
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

export const listening = (server: Server) => new Promise<number>(resolve => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
