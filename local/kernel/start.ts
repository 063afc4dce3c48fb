/** Starts the local cloud on a synthesized assembly. `npm start`, the tests and the bench all come through here. */
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import type { Cloud, CreatePlugin, Credentials } from '../plugin.ts'
import { startKernel } from './cloud.ts'

export interface StartOptions {
  /** Default `cdk.out`. */
  readonly assemblyDir?: string
  /** Default `.playhouse`. */
  readonly stateDir?: string
  /** The front door's; the AWS endpoint takes the next. 0 finds free ones. Default 4000. */
  readonly port?: number
  /** See LocalOptions. Default 1. */
  readonly pace?: number
  /** See LocalOptions. Default 0. */
  readonly edgeDelay?: number
  readonly quiet?: boolean
  /** Default: all of local/plugins.ts. */
  readonly plugins?: readonly CreatePlugin[]
}
export interface RunningCloud {
  /** `http://localhost:4000` */
  readonly frontDoor: string
  /** `http://127.0.0.1:4001`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string
  /** Keys that may do anything. */
  readonly operator: Credentials
  readonly cloud: Cloud
  stop(): Promise<void>
}

/** Resolves when every resource is realised and the front door answers. */
export async function startCloud(options: StartOptions = {}): Promise<RunningCloud> {
  const wanted = options.port ?? 4000
  const { cloud, iam, stop } = await startKernel({
    assemblyDir: resolve(options.assemblyDir ?? 'cdk.out'),
    stateDir: resolve(options.stateDir ?? '.playhouse'),
    // The front door's port stands in templates' values before its server listens, so it is chosen here.
    port: wanted === 0 ? await freePort() : wanted,
    ephemeralEndpoint: wanted === 0,
    pace: options.pace ?? 1,
    edgeDelay: options.edgeDelay ?? 0,
    quiet: options.quiet ?? false,
    plugins: options.plugins ?? (await import('../plugins.ts')).plugins,
  })
  return { frontDoor: cloud.frontDoor, endpoint: cloud.endpoint, operator: iam.operator, cloud, stop }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => found(port))
    })
  })
}
