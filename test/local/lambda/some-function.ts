/** Functions written inside the tests, put where an asset would be unpacked. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from '../support/small-cloud.ts'
import type { SmallCloud } from '../support/small-cloud.ts'

export const roleOf = (name: string): string => `arn:aws:iam::000000000000:role/${name}`
export const arnOf = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`

export interface Bundles { readonly assets: Record<string, string>; add(name: string, source: string): void }

export function bundles(): Bundles {
  const root = newFolder()
  const assets: Record<string, string> = {}
  return {
    assets,
    add: (name, source) => {
      assets[`${name}.zip`] = join(root, name)
      mkdirSync(join(root, name), { recursive: true })
      writeFileSync(join(root, name, 'index.js'), source)
    },
  }
}

/** Declares a function whose index.js is this CommonJS source. */
export async function aFunction(cloud: SmallCloud, { assets, add }: Bundles, name: string, source: string, properties: Record<string, unknown> = {}): Promise<string> {
  if (!(`${name}.zip` in assets)) add(name, source)
  await cloud.realise('AWS::Lambda::Function', {
    FunctionName: name, Role: roleOf(name), Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 5, MemorySize: 256, Code: { S3Bucket: 'assets', S3Key: `${name}.zip` }, ...properties,
  })
  return arnOf(name)
}
