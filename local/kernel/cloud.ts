/** The kernel: what plugins are given (`Cloud`), and the life of a local cloud from assembly to stop. */
import type { Services } from '../services.ts'
import type { Cloud, CreatePlugin, LocalOptions, Plugin } from '../plugin.ts'
import { createIam, type KeyRing, type LocalIam } from '../iam/iam.ts'
import { createFaults } from '../faults/faults.ts'
import { createActivityLog } from './activity.ts'
import { createToLocal } from './addresses.ts'
import { readAssembly } from './assembly.ts'
import { dynamicReference } from './dynamic-references.ts'
import { openEndpoint } from './endpoint.ts'
import { lockStateDir } from './lock.ts'
import { realiseAssembly, type RealisedResource } from './realise.ts'
import { createStateStore } from './state.ts'

export interface KernelOptions extends LocalOptions {
  readonly assemblyDir: string
  readonly stateDir: string
  readonly plugins: readonly CreatePlugin[]
  /** Any free port for the AWS endpoint, instead of the one after the front door's. */
  readonly ephemeralEndpoint?: boolean
}
export interface Kernel {
  readonly cloud: Cloud
  readonly iam: LocalIam
  /** Ends every plugin (the last started first), then the endpoint; what is not on disk is written. Safe to call twice. */
  stop(): Promise<void>
}

const ACCOUNT = '000000000000'
const REGION = 'us-east-1'
/** What a plugin may take to end what it started. */
const STOP_MS = 5_000

/** Realises the whole assembly and starts every plugin. When any of it fails, what had begun is stopped again and the reason thrown. */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const assembly = readAssembly(options.assemblyDir)
  const unlock = lockStateDir(options.stateDir)
  /** Run backwards. */
  const undo: (() => void | Promise<void>)[] = [unlock]
  const plugins: Plugin[] = []
  let stopping: Promise<void> | undefined
  let cloud: Cloud | undefined
  const stop = () => (stopping ??= stopAll(plugins, undo, message => cloud?.record({ kind: 'error', source: 'kernel', message })))
  try {
    let ahead = 0
    const now = () => new Date(Date.now() + ahead)
    const activity = createActivityLog({ quiet: options.quiet, now })
    const store = createStateStore(options.stateDir, error => activity.record({ kind: 'error', source: 'state', message: error.message }))
    undo.push(() => store.flush())
    const endpoint = await openEndpoint(options.ephemeralEndpoint ? 0 : options.port + 1, REGION)
    undo.push(() => endpoint.close())
    const iam = createIam(store.state<KeyRing>('iam', 'keys', () => ({})), (caller, permission, message) =>
      activity.record({ kind: 'denied', source: caller.principal, message, detail: { action: permission.action, resource: permission.resource } }))
    const frontDoor = `http://localhost:${options.port}`
    const faults = createFaults()
    const services = new Map<string, unknown>([['faults', faults]])
    const realised: RealisedResource[] = []
    const use = <K extends keyof Services>(name: K): Services[K] => {
      if (!services.has(name)) throw new Error(`No plugin of the local cloud offers "${name}".`)
      return services.get(name) as Services[K]
    }
    cloud = {
      account: ACCOUNT, region: REGION, stateDir: options.stateDir, assemblyDir: options.assemblyDir,
      endpoint: endpoint.url, frontDoor, iam, now, use,
      options: { port: options.port, pace: options.pace, edgeDelay: options.edgeDelay, quiet: options.quiet },
      advanceClock: seconds => void (ahead += seconds * 1000),
      route: (prefix, handler) => endpoint.route(prefix, handler),
      record: entry => activity.record(entry),
      activity: filter => activity.list(filter),
      offer: (name, service) => void services.set(name, service),
      resources: type => (type === undefined ? realised : realised.filter(resource => resource.type === type)),
      state: (plugin, name, initial) => store.state(plugin, name, initial),
      assetPath: key => assembly.assetPath(key),
      toLocal: createToLocal({ endpoint: endpoint.url, frontDoor }),
    }
    for (const create of options.plugins) plugins.push(await create(cloud))
    endpoint.serve({ apis: plugins.flatMap(plugin => plugin.api ?? []), iam, faults, record: cloud.record })
    await realiseAssembly({ assembly, plugins, account: ACCOUNT, region: REGION, dynamic: reference => dynamicReference(reference, use), onRealised: resource => realised.push(resource) })
    for (const plugin of plugins) await plugin.start?.()
    return { cloud, iam, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function stopAll(plugins: readonly Plugin[], undo: readonly (() => void | Promise<void>)[], complain: (message: string) => void): Promise<void> {
  for (const plugin of plugins.toReversed()) {
    const late = AbortSignal.timeout(STOP_MS)
    const tooLate = new Promise<never>((_, reject) => late.addEventListener('abort', () => reject(new Error(`it took longer than ${STOP_MS / 1000} seconds`)), { once: true }))
    await Promise.race([Promise.resolve(plugin.stop?.()), tooLate]).catch((error: Error) => complain(`The ${plugin.name} plugin did not stop well: ${error.message}`))
  }
  for (const step of undo.toReversed())
    try {
      await step()
    } catch (error) {
      complain((error as Error).message)
    }
}
