/** All functions of the template, and how one is invoked: found, allowed, run, its outcome recorded. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { AwsError } from '../plugin.ts'
import type { Cloud, Permission, PolicyStatement } from '../plugin.ts'
import type { LambdaService } from '../services.ts'
import { createAsynchronous, DEFAULT_ASYNC } from './asynchronous.ts'
import type { AsyncConfig, Asynchronous } from './asynchronous.ts'
import { createFleet } from './fleet.ts'
import { functionNameOf, isRunnable } from './function.ts'
import type { LocalFunction } from './function.ts'
import type { Outcome, Work } from './instance.ts'
import { createPool } from './pool.ts'
import type { Pool } from './pool.ts'
import { toInvoke } from './resource-policy.ts'

export interface Functions extends LambdaService {
  readonly asynchronous: Asynchronous
  declare(fn: LocalFunction): void
  allow(reference: string, statement: PolicyStatement): void
  configureAsync(reference: string, config: Partial<AsyncConfig>): void
  find(reference: string): LocalFunction
  permissionFor(reference: string): Permission
  /** Runs it without asking for permission: event source mappings pull, nobody calls. */
  run(fn: LocalFunction, work: Work): Promise<Outcome>
  stop(): Promise<void>
}

interface Entry { readonly fn: LocalFunction; readonly pool: Pool; readonly statements: PolicyStatement[]; config: AsyncConfig }

export function createFunctions(cloud: Cloud): Functions {
  const fleet = createFleet()
  const runtimeFile = bundleRuntime(join(cloud.stateDir, 'lambda', 'runtime.cjs'))
  const entries = new Map<string, Entry>()

  const entryOf = (reference: string): Entry => {
    const entry = entries.get(functionNameOf(reference))
    if (entry === undefined) throw new AwsError('ResourceNotFoundException', `Function not found: ${reference}`, 404)
    return entry
  }

  const run = async (fn: LocalFunction, work: Work): Promise<Outcome> => {
    const outcome = await entryOf(fn.name).pool.invoke(work)
    if (outcome.functionError !== undefined) {
      const { errorType, errorMessage } = JSON.parse(outcome.payload)
      cloud.record({ kind: 'error', source: fn.name, message: `${errorType}: ${errorMessage}`, requestId: work.requestId })
    }
    return outcome
  }

  const asynchronous = createAsynchronous({ cloud, find: name => entries.get(name), run })
  const permissionFor = (reference: string): Permission => {
    const { fn, statements } = entryOf(reference)
    return toInvoke(cloud, fn, statements)
  }

  return {
    asynchronous,
    run,
    permissionFor,
    find: reference => entryOf(reference).fn,
    declare: fn => {
      void entries.get(fn.name)?.pool.stop()
      entries.set(fn.name, { fn, pool: createPool(cloud, fn, fleet, runtimeFile), statements: [], config: DEFAULT_ASYNC })
    },
    allow: (reference, statement) => { entryOf(reference).statements.push(statement) },
    configureAsync: (reference, config) => { entryOf(reference).config = { ...DEFAULT_ASYNC, ...config } },
    invoke: async (reference, payload, { caller, type = 'RequestResponse', requestId = randomUUID() }) => {
      const { fn } = entryOf(reference)
      cloud.iam.authorise(caller, [permissionFor(reference)])
      if (!isRunnable(fn)) throw new AwsError('InvalidRuntimeException', `The local cloud does not run ${fn.runtime}, so ${fn.name} cannot be invoked here.`, 502)
      const event = JSON.stringify(payload ?? null)
      if (type === 'Event') {
        await asynchronous.accept(fn.name, event, requestId)
        return { requestId, payload: null }
      }
      const outcome = await run(fn, { requestId, event })
      return { requestId, payload: JSON.parse(outcome.payload), ...(outcome.functionError && { functionError: outcome.functionError }) }
    },
    list: () => [...entries.values()].map(({ fn, pool }) => ({ arn: fn.arn, name: fn.name, instances: pool.size, invocations: pool.invocations, errors: pool.errors })),
    stop: async () => {
      await asynchronous.stop()
      fleet.stop()
      await Promise.all([...entries.values()].map(({ pool }) => pool.stop()))
    },
  }
}

/** One plain file, so that an instance neither strips types nor resolves modules before it runs the function. */
function bundleRuntime(outfile: string): string {
  buildSync({ entryPoints: [join(import.meta.dirname, 'runtime', 'bootstrap.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node24', logLevel: 'error' })
  return outfile
}
