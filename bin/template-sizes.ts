import { statSync } from 'node:fs'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'

/** CloudFormation's limits: 500 resources and 1 MB per template. Past three quarters a stack should be split. */
const limits = { resources: 500, bytes: 1_000_000 }

/** One line per stack, for whoever synthesizes. */
export function sizesOf(assembly: CloudAssembly): string {
  return assembly.stacks.map(({ stackName, template, templateFullPath }) => {
    const resources = Object.keys(template.Resources ?? {}).length
    const bytes = statSync(templateFullPath).size
    const tight = Math.max(resources / limits.resources, bytes / limits.bytes) > 0.75 ? '  ← split it soon' : ''
    return `${stackName.padEnd(28)} ${String(resources).padStart(4)} of ${limits.resources} resources ${String(Math.ceil(bytes / 1000)).padStart(5)} of ${limits.bytes / 1000} KB${tight}`
  }).join('\n')
}
