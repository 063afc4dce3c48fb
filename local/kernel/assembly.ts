/**
 * The synthesized cloud assembly (`cdk.out`) as plain data: its stacks in the order in which they deploy,
 * and where each asset lies. Nothing is resolved here; see intrinsics.ts and realise.ts.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A resource as the template writes it, intrinsics and all. */
export interface TemplateResource {
  readonly Type: string
  readonly Properties?: Record<string, unknown>
  readonly DependsOn?: string | readonly string[]
  readonly Condition?: string
  readonly Metadata?: Record<string, unknown>
}
export interface Template {
  readonly Resources?: Record<string, TemplateResource>
  readonly Parameters?: Record<string, { Type: string; Default?: unknown }>
  readonly Conditions?: Record<string, unknown>
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown }; Condition?: string }>
}
export interface Stack {
  readonly name: string
  readonly template: Template
}
export interface Assembly {
  readonly dir: string
  /** A stack comes after every stack it depends on. */
  readonly stacks: readonly Stack[]
  /** Folder or file of an asset by its object key (`<hash>.zip`). Throws when the assembly has no such asset. */
  assetPath(objectKey: string): string
}

interface Artifact { type: string; properties?: Record<string, string>; dependencies?: string[] }
interface AssetManifest { files?: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }> }

/** Reads the assembly in `dir`. Throws one sentence when there is none. */
export function readAssembly(dir: string): Assembly {
  const manifestFile = join(dir, 'manifest.json')
  if (!existsSync(manifestFile)) throw new Error(`There is no synthesized assembly in ${dir}: run \`npm run synth\` first.`)
  const { artifacts = {} } = readJson<{ artifacts?: Record<string, Artifact> }>(manifestFile)
  const assets = new Map<string, string>()
  for (const { type, properties } of Object.values(artifacts))
    if (type === 'cdk:asset-manifest') collectAssets(dir, properties!.file!, assets)
  return {
    dir,
    stacks: inDeployOrder(artifacts).map(id => {
      const { templateFile, stackName } = artifacts[id]!.properties!
      return { name: stackName ?? id, template: readJson<Template>(join(dir, templateFile!)) }
    }),
    assetPath(objectKey) {
      const path = assets.get(objectKey)
      if (!path) throw new Error(`The assembly in ${dir} has no asset "${objectKey}".`)
      return path
    },
  }
}

function collectAssets(dir: string, file: string, into: Map<string, string>): void {
  for (const { source, destinations } of Object.values(readJson<AssetManifest>(join(dir, file)).files ?? {}))
    for (const { objectKey } of Object.values(destinations)) into.set(objectKey, join(dir, source.path))
}

/** Depth first over the manifest's dependencies: a stack is listed after those it needs, otherwise as the app declares them. */
function inDeployOrder(artifacts: Record<string, Artifact>): string[] {
  const order: string[] = []
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id) || !artifacts[id]) return
    seen.add(id)
    artifacts[id].dependencies?.forEach(visit)
    if (artifacts[id].type === 'aws:cloudformation:stack') order.push(id)
    if (artifacts[id].type === 'cdk:cloud-assembly') throw new Error(`The assembly holds a nested assembly (${id}); the local cloud runs an app whose stacks stand at its top.`)
  }
  Object.keys(artifacts).forEach(visit)
  return order
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T
