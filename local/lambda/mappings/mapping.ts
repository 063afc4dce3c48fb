/** AWS::Lambda::EventSourceMapping in the words of this plugin, and what both kinds of mapping share. */
import { checkPattern, matches } from '../../events/pattern.ts'
import type { Pattern } from '../../events/pattern.ts'
import type { Caller, Cloud, Permission, Resource } from '../../plugin.ts'
import type { LocalFunction } from '../function.ts'

export interface Mapping {
  readonly id: string
  readonly functionReference: string
  readonly sourceArn: string
  readonly enabled: boolean
  readonly batchSize: number
  readonly windowMs: number
  readonly reportsItemFailures: boolean
  /** Queues only. */
  readonly maximumConcurrency: number
  /** Streams only, from here on. Infinity: until it works or the record leaves the stream. */
  readonly retries: number
  readonly maxAgeMs: number
  readonly bisects: boolean
  readonly startsAtLatest: boolean
  readonly onFailureArn?: string
  /** Keeps what fits one of them; none keeps all. */
  readonly filters: readonly Pattern[]
}

/** A mapping at work. */
export interface Poller { stop(): Promise<void> }

// What AWS begins with when the template names no limit.
const DEFAULT_CONCURRENCY = 5

export function mappingOf({ stack, logicalId, path, properties }: Resource): Mapping {
  const isQueue = String(properties.EventSourceArn).includes(':sqs:')
  if (!isQueue && !String(properties.EventSourceArn).includes(':dynamodb:')) throw new Error(`${path} reads from ${properties.EventSourceArn}; the local cloud maps queues and table streams only.`)
  const filters: Pattern[] = (properties.FilterCriteria?.Filters ?? []).map((filter: { Pattern: string }) => JSON.parse(filter.Pattern))
  filters.forEach(checkPattern)
  const limit = (value: unknown, scale = 1): number => (value === undefined || Number(value) === -1 ? Infinity : Number(value) * scale)
  return {
    id: `${stack}-${logicalId}`,
    functionReference: properties.FunctionName,
    sourceArn: properties.EventSourceArn,
    enabled: properties.Enabled !== false,
    batchSize: Number(properties.BatchSize ?? (isQueue ? 10 : 100)),
    windowMs: Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    reportsItemFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    maximumConcurrency: Number(properties.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY),
    retries: limit(properties.MaximumRetryAttempts),
    maxAgeMs: limit(properties.MaximumRecordAgeInSeconds, 1000),
    bisects: properties.BisectBatchOnFunctionError === true,
    startsAtLatest: properties.StartingPosition === 'LATEST',
    ...(properties.DestinationConfig?.OnFailure && { onFailureArn: properties.DestinationConfig.OnFailure.Destination }),
    filters,
  }
}

export const passes = ({ filters }: Mapping, record: unknown): boolean => filters.length === 0 || filters.some(filter => matches(filter, record))

export const callerOf = ({ roleArn }: LocalFunction): Caller => ({ kind: 'role', principal: roleArn })

/** CloudFormation would not create the mapping, so the start must not go on as if it had. */
export function requirePermissions(cloud: Cloud, fn: LocalFunction, { sourceArn }: Mapping, permissions: readonly Permission[]): void {
  for (const permission of permissions) {
    if (cloud.iam.allows(callerOf(fn), permission)) continue
    throw new Error(`The function ${fn.name} cannot read from ${sourceArn}: its role ${fn.roleArn} is not authorized to perform ${permission.action} on resource: ${permission.resource}`)
  }
}
