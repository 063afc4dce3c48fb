/**
 * The least cloud in which one or two plugins run: an endpoint that takes signatures on trust and policies
 * that are lists of allowed actions. The real kernel has its own suite; here a plugin's behaviour is looked at.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, matchesGlob } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, expect } from 'vitest'
import { createFaults } from '../../../local/faults/faults.ts'
import { createActivityLog } from '../../../local/kernel/activity.ts'
import { createStateStore } from '../../../local/kernel/state.ts'
import { AwsError } from '../../../local/plugin.ts'
import type { ApiRequest, Caller, Cloud, CreatePlugin, Iam, Permission, Plugin, PolicyStatement, Realised, Resource } from '../../../local/plugin.ts'
import type { Services } from '../../../local/services.ts'

export interface SmallCloud extends Cloud {
  plugin(create: CreatePlugin): Promise<Plugin>
  realise(type: string, properties: Record<string, unknown>, logicalId?: string): Promise<Realised>
  start(): Promise<void>
  stop(): Promise<void>
  grant(roleArn: string, actions: readonly string[], resource?: string): void
  /** SDK client options that sign as this role, or as the operator. */
  as(roleArn?: string): { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } }
}

const folders: string[] = []
// Registered when a test file imports this, so it runs after that file's own hooks have stopped their clouds.
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }) })

/** For what takes a moment, and on a busy machine a long one. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 10_000, interval: 10 })

/** Gone again when the tests of the file are done. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'small-cloud-'))
  folders.push(folder)
  return folder
}

interface Options { stateDir?: string; pace?: number; assets?: Record<string, string> }

export async function smallCloud({ stateDir = newFolder(), pace = 1, assets = {} }: Options = {}): Promise<SmallCloud> {
  const services = new Map<string, unknown>([['faults', createFaults()]])
  const plugins: Plugin[] = []
  const realised: (Resource & Realised)[] = []
  let advancedMs = 0
  const now = () => new Date(Date.now() + advancedMs)
  const log = createActivityLog({ quiet: true, now, print: () => {} })
  const states = createStateStore(stateDir, () => {})
  const iam = smallIam()

  const server = createServer(async (incoming, outgoing) => {
    const key = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? '')
    const api = plugins.find(plugin => plugin.api?.signingName === key?.[2])?.api
    if (api === undefined) return void outgoing.writeHead(404).end()
    const body = text(incoming)
    const request: ApiRequest = {
      method: incoming.method!, url: new URL(incoming.url!, cloud.endpoint), headers: incoming.headers,
      body: incoming, text: () => body, caller: iam.callerOf(key?.[1] ?? ''), requestId: 'small', presigned: false,
    }
    try {
      const operation = await api.operationOf(request)
      if (operation === null) throw new AwsError('UnknownOperationException', 'unknown operation')
      iam.authorise(request.caller, await api.permissions(operation, request))
      const { status, headers, body: answer } = await api.handle(operation, request)
      outgoing.writeHead(status, headers)
      if (answer instanceof Readable) answer.pipe(outgoing)
      else outgoing.end(answer)
    } catch (error) {
      const { status, headers, body: answer } = api.error(error instanceof AwsError ? error : new AwsError('InternalFailure', String((error as Error).stack), 500), request)
      outgoing.writeHead(status, headers).end(answer)
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const cloud: SmallCloud = {
    account: '000000000000', region: 'us-east-1', stateDir, assemblyDir: stateDir, endpoint, frontDoor: endpoint,
    options: { port: 0, pace, edgeDelay: 0, quiet: true },
    now,
    advanceClock: seconds => { advancedMs += seconds * 1000 },
    route: () => {},
    record: entry => log.record(entry),
    activity: filter => log.list(filter),
    offer: (name, service) => { services.set(name, service) },
    use: <K extends keyof Services>(name: K) => {
      if (!services.has(name)) throw new Error(`Nobody offers ${name}.`)
      return services.get(name) as Services[K]
    },
    iam,
    resources: type => realised.filter(resource => type === undefined || resource.type === type),
    state: (plugin, name, initial) => states.state(plugin, name, initial),
    assetPath: key => assets[key]!,
    toLocal: address => address,
    plugin: async create => {
      const plugin = await create(cloud)
      plugins.push(plugin)
      return plugin
    },
    realise: async (type, properties, logicalId = String(properties.Name ?? properties.FunctionName ?? properties.QueueName ?? properties.TableName ?? `Resource${realised.length}`)) => {
      const resource: Resource = { stack: 'small', logicalId, path: `small/${logicalId}`, type, properties, raw: {} }
      const result = await plugins.find(plugin => type in plugin.resources)!.resources[type]!(resource)
      realised.push({ ...resource, ...result })
      return result
    },
    start: async () => { for (const plugin of plugins) await plugin.start?.() },
    stop: async () => {
      for (const plugin of plugins.toReversed()) await plugin.stop?.()
      await states.flush()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
    grant: (roleArn, actions, resource = '*') => iam.grant(roleArn, actions, resource),
    as: roleArn => ({ endpoint, region: 'us-east-1', credentials: roleArn === undefined ? iam.operator : iam.credentialsOf(roleArn) }),
  }
  return cloud
}

function smallIam() {
  const grants: { role: string; action: string; resource: string }[] = []
  const roles = new Map<string, string>()
  const covers = (pattern: string, value: string) => pattern === '*' || matchesGlob(value.replaceAll('/', '|'), pattern.replaceAll('/', '|'))
  const list = (value: unknown): string[] => (Array.isArray(value) ? value : [value]) as string[]
  const allows: Iam['allows'] = (caller, { action, resource, resourcePolicy }) => {
    if (caller.kind === 'operator') return true
    if (grants.some(grant => grant.role === caller.principal && covers(grant.action, action) && covers(grant.resource, resource))) return true
    return list(resourcePolicy?.Statement ?? []).some(entry => {
      const statement = entry as unknown as PolicyStatement
      const principal = statement.Principal
      const source = Object.values(statement.Condition ?? {})[0]?.['aws:SourceArn']
      return statement.Effect === 'Allow'
        && (principal === '*' || list(principal?.Service ?? principal?.AWS).includes(caller.principal))
        && list(statement.Action).some(pattern => covers(pattern, action))
        && (source === undefined || list(source).some(pattern => covers(pattern, caller.sourceArn ?? '')))
    })
  }
  return {
    grant: (role: string, actions: readonly string[], resource: string) => { for (const action of actions) grants.push({ role, action, resource }) },
    callerOf: (key: string): Caller => (key === 'operator' ? { kind: 'operator', principal: 'operator' } : { kind: 'role', principal: roles.get(key) ?? 'nobody' }),
    allows,
    authorise: (caller: Caller, permissions: readonly Permission[]) => {
      for (const permission of permissions) {
        if (!allows(caller, permission)) throw new AwsError('AccessDeniedException', `${caller.principal} is not authorized to perform ${permission.action} on resource: ${permission.resource}`, 400)
      }
    },
    credentialsOf: (roleArn: string) => {
      const accessKeyId = `ASIA${createHash('sha256').update(roleArn).digest('hex').slice(0, 16).toUpperCase()}`
      roles.set(accessKeyId, roleArn)
      return { accessKeyId, secretAccessKey: 'secret' }
    },
    operator: { accessKeyId: 'operator', secretAccessKey: 'secret' },
    attach: () => {},
    declareRole: () => {},
    trusts: () => true,
    unexercised: () => [],
    denied: () => [],
  }
}
