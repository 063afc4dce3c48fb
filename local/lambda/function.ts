/** A function as the template declares it, in the words of this plugin. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cloud, Resource } from '../plugin.ts'

export interface LocalFunction {
  readonly name: string
  readonly arn: string
  readonly roleArn: string
  readonly runtime: string
  /** Folder of the deployed bundle. */
  readonly folder: string
  readonly handler: string
  readonly timeoutSeconds: number
  readonly memoryMb: number
  /** Undefined: as many at once as the machine can bear. */
  readonly reservedConcurrency?: number
  readonly variables: Readonly<Record<string, string>>
  /** The queue of `DeadLetterConfig`. */
  readonly deadLetterArn?: string
}

const LONGEST_NAME = 64

export function functionOf(cloud: Cloud, { stack, logicalId, properties }: Resource): LocalFunction {
  const name = properties.FunctionName ?? generatedName(`${stack}-${logicalId}`)
  return {
    name,
    arn: `arn:aws:lambda:${cloud.region}:${cloud.account}:function:${name}`,
    roleArn: properties.Role,
    runtime: properties.Runtime ?? 'container image',
    folder: codeFolder(cloud, name, properties.Code ?? {}),
    handler: properties.Handler ?? '',
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    ...(properties.ReservedConcurrentExecutions !== undefined && { reservedConcurrency: Number(properties.ReservedConcurrentExecutions) }),
    variables: properties.Environment?.Variables ?? {},
    ...(properties.DeadLetterConfig?.TargetArn && { deadLetterArn: properties.DeadLetterConfig.TargetArn }),
  }
}

/** Whether this cloud can run it; others (CDK's Python helpers, say) are known but refuse to be invoked. */
export const isRunnable = ({ runtime }: LocalFunction): boolean => runtime.startsWith('nodejs')

/** The bare name in a name, partial ARN or ARN, without version or alias. */
export const functionNameOf = (reference: string): string =>
  /function:([^:/]+)/.exec(reference)?.[1] ?? reference.split(':')[0]!

function generatedName(wanted: string): string {
  if (wanted.length <= LONGEST_NAME) return wanted
  return `${wanted.slice(0, LONGEST_NAME - 9)}-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`
}

function codeFolder(cloud: Cloud, name: string, code: Record<string, string>): string {
  if (code.S3Key !== undefined) return cloud.assetPath(code.S3Key)
  const folder = join(cloud.stateDir, 'lambda', 'inline', name)
  if (code.ZipFile !== undefined) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.js'), code.ZipFile)
  }
  return folder
}
