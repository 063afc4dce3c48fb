/** Walks the assembly, stack by stack in deployment order, and has each resource realised by the plugin that knows its type. */
import type { Plugin, Realised, Resource } from '../plugin.ts'
import type { Assembly, Stack, Template } from './assembly.ts'
import { inDependencyOrder } from './dependencies.ts'
import { NO_VALUE, resolve, resolveCondition, type Scope } from './intrinsics.ts'
import { noLocalMeaning, standIn } from './no-local-meaning.ts'

export type RealisedResource = Resource & Realised

export interface Realiser {
  readonly assembly: Assembly
  readonly plugins: readonly Plugin[]
  readonly account: string
  readonly region: string
  /** The value of `{{resolve:<reference>}}`. */
  dynamic(reference: string): string
  /** Told after each resource, so that plugins see those before theirs. */
  onRealised(resource: RealisedResource): void
}

/**
 * Realises everything. Types are checked before anything is touched, so that an unknown one stops the start
 * with nothing half made.
 */
export async function realiseAssembly(realiser: Realiser): Promise<void> {
  const { assembly } = realiser
  const owners = new Map(realiser.plugins.flatMap(plugin => Object.keys(plugin.resources).map(type => [type, plugin] as const)))
  const exports = new Map<string, unknown>()
  const prepared = assembly.stacks.map(stack => prepare(stack, realiser, exports))
  for (const { stack, wanted } of prepared) for (const id of wanted) checkKnown(stack, id, owners)
  for (const { stack, wanted, realised, scope } of prepared) {
    for (const id of wanted) {
      const resource = await realiseOne(stack, id, scope, owners)
      realised.set(id, resource)
      if (!noLocalMeaning(resource.type, resource.path)) realiser.onRealised(resource)
    }
    for (const output of Object.values(stack.template.Outputs ?? {}))
      if (output.Export && (!output.Condition || scope.condition(output.Condition))) exports.set(String(resolve(output.Export.Name, scope)), resolve(output.Value, scope))
  }
}

interface Prepared { stack: Stack; wanted: string[]; realised: Map<string, Realised>; scope: Scope }

function prepare(stack: Stack, realiser: Realiser, exports: ReadonlyMap<string, unknown>): Prepared {
  const realised = new Map<string, Realised>()
  const scope = scopeOf(stack, realised, exports, realiser)
  const wanted = inDependencyOrder(stack.template).filter(id => {
    const condition = stack.template.Resources![id]!.Condition
    return condition === undefined || scope.condition(condition)
  })
  return { stack, wanted, realised, scope }
}

function checkKnown(stack: Stack, id: string, owners: ReadonlyMap<string, Plugin>): void {
  const { Type } = stack.template.Resources![id]!
  if (owners.has(Type) || noLocalMeaning(Type, pathOf(stack.template, id)) !== undefined) return
  throw new Error(`The local cloud cannot realise ${Type} (${id} in stack ${stack.name}): no plugin under local/ knows this type, and it is not listed in local/kernel/no-local-meaning.ts.`)
}

async function realiseOne(stack: Stack, id: string, scope: Scope, owners: ReadonlyMap<string, Plugin>): Promise<RealisedResource> {
  const raw = stack.template.Resources![id]!
  const path = pathOf(stack.template, id)
  const about = { stack: stack.name, logicalId: id, path, type: raw.Type, raw: raw as Resource['raw'] }
  if (noLocalMeaning(raw.Type, path) !== undefined) return { ...about, properties: {}, ...standIn(id) }
  try {
    const resource: Resource = { ...about, properties: resolve(raw.Properties ?? {}, scope) as Resource['properties'] }
    return { ...resource, ...(await owners.get(raw.Type)!.resources[raw.Type]!(resource)) }
  } catch (error) {
    throw new Error(`${raw.Type} ${path} (${id} in stack ${stack.name}): ${(error as Error).message}`, { cause: error })
  }
}

const pathOf = (template: Template, id: string): string => (template.Resources![id]!.Metadata?.['aws:cdk:path'] as string | undefined) ?? id

function scopeOf(stack: Stack, realised: ReadonlyMap<string, Realised>, exports: ReadonlyMap<string, unknown>, realiser: Realiser): Scope {
  const { template, name } = stack
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': realiser.account, 'AWS::Region': realiser.region, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': name, 'AWS::StackId': `arn:aws:cloudformation:${realiser.region}:${realiser.account}:stack/${name}/local`, 'AWS::NotificationARNs': [], 'AWS::NoValue': NO_VALUE,
  }
  const conditions = new Map<string, boolean>()
  const need = (id: string): Realised => {
    const found = realised.get(id)
    if (!found) throw new Error(template.Resources?.[id] ? `it refers to ${id}, which its condition leaves out.` : `it refers to ${id}, which stack ${name} does not have.`)
    return found
  }
  const scope: Scope = {
    ref(id) {
      if (Object.hasOwn(pseudo, id)) return pseudo[id]
      const parameter = template.Parameters?.[id]
      if (!parameter) return need(id).ref
      if (parameter.Default === undefined) throw new Error(`parameter ${id} of stack ${name} has no default, and nobody is here to ask.`)
      // A parameter of an SSM type defaults to the *name* of a parameter; the bootstrap version, its one use, is read by nobody.
      return parameter.Default
    },
    attribute(id, attribute) {
      const { attributes = {} } = need(id)
      if (!(attribute in attributes)) throw new Error(`it asks ${id} (${template.Resources![id]!.Type}) for ${attribute}, which its plugin does not offer.`)
      return attributes[attribute]
    },
    condition(id) {
      if (!Object.hasOwn(template.Conditions ?? {}, id)) throw new Error(`stack ${name} has no condition ${id}.`)
      if (!conditions.has(id)) conditions.set(id, resolveCondition(template.Conditions![id], scope))
      return conditions.get(id)!
    },
    mapping(map, first, second) {
      const value = template.Mappings?.[map]?.[first]?.[second]
      if (value === undefined) throw new Error(`mapping ${map} has no ${first} / ${second}.`)
      return value
    },
    importValue(exportName) {
      if (!exports.has(exportName)) throw new Error(`no stack before ${name} exports "${exportName}".`)
      return exports.get(exportName)
    },
    dynamic: reference => realiser.dynamic(reference),
  }
  return scope
}
