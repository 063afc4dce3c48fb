/** Small assemblies and plugins for trying the kernel alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startCloud, type RunningCloud } from '../../../local/kernel/start.ts'
import type { Template } from '../../../local/kernel/assembly.ts'
import type { Api, ApiRequest, ApiResponse, Cloud, CreatePlugin, Permission, Plugin, Resource } from '../../../local/plugin.ts'
import { AwsError } from '../../../local/plugin.ts'
import { jsonError, jsonReply, targetOperation } from '../../../local/kernel/json-protocol.ts'
import { createPlugin as iam } from '../../../local/iam/plugin.ts'

export interface FakeStack { readonly template: Template; readonly dependsOn?: readonly string[]; readonly assets?: Record<string, string> }

export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'playhouse-kernel-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Writes an assembly as CDK does: manifest, templates, asset manifests. */
export function writeAssembly(stacks: Record<string, FakeStack>): string {
  const dir = temporaryDir()
  const artifacts: Record<string, unknown> = {}
  for (const [name, { template, dependsOn = [], assets = {} }] of Object.entries(stacks)) {
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } }
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: `${name}.template.json`, stackName: name }, dependencies: [...dependsOn, `${name}.assets`] }
    writeFileSync(join(dir, `${name}.template.json`), JSON.stringify(template))
    const files = Object.fromEntries(Object.entries(assets).map(([objectKey, path]) => [objectKey, { source: { path, packaging: 'zip' }, destinations: { current: { bucketName: 'assets', objectKey } } }]))
    writeFileSync(join(dir, `${name}.assets.json`), JSON.stringify({ files }))
    for (const path of Object.values(assets)) mkdirSync(join(dir, path), { recursive: true })
  }
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ version: '48.0.0', artifacts }))
  return dir
}

/** A cloud of the given stacks and plugins (IAM is always there), stopped when the test ends. */
export async function cloudOf(stacks: Record<string, FakeStack>, plugins: readonly CreatePlugin[] = [], stateDir = temporaryDir()): Promise<RunningCloud> {
  const running = await startCloud({ assemblyDir: writeAssembly(stacks), stateDir, port: 0, quiet: true, plugins: [iam, ...plugins] })
  onTestFinished(() => running.stop())
  return running
}

/** Realises `Test::Thing`: Ref is its Name or logical id, `Arn` and `List` its attributes. Keeps what it was given. */
export function thingPlugin(): CreatePlugin & { readonly made: Resource[] } {
  const made: Resource[] = []
  const create = (): Plugin => ({
    name: 'thing',
    resources: {
      'Test::Thing': resource => {
        made.push(resource)
        const ref = resource.properties['Name'] ?? resource.logicalId
        return { ref, attributes: { Arn: `arn:aws:test:us-east-1:000000000000:${ref}`, List: ['one', 'two'] } }
      },
    },
  })
  return Object.assign(create, { made })
}

/** A JSON service under any signing name: GetThing and PutThing on one ARN. */
export function echoService(signingName: string, prefix: string, override: Partial<Api> = {}): CreatePlugin {
  return (): Plugin => ({
    name: signingName,
    resources: {},
    api: {
      signingName,
      operationOf: request => targetOperation(request, prefix),
      permissions(operation): Permission[] {
        return [{ action: `${signingName}:${operation}`, resource: `arn:aws:${signingName}:us-east-1:000000000000:thing/one` }]
      },
      async handle(operation: string, request: ApiRequest): Promise<ApiResponse> {
        if (operation === 'Crash') throw new Error('a bug')
        if (operation === 'Refuse') throw new AwsError('ResourceNotFoundException', 'Nothing here.', 400)
        return jsonReply({ operation, caller: request.caller.principal, body: await request.text() })
      },
      error: error => jsonError(error),
      ...override,
    },
  })
}

/** A role whose only policy is this statement list. */
export const roleWith = (...statements: unknown[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: 'worker',
    AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
  },
})
export const WORKER = 'arn:aws:iam::000000000000:role/worker'
export const workerKeys = (cloud: Cloud) => cloud.iam.credentialsOf(WORKER)
