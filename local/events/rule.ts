/** AWS::Events::Rule and AWS::Scheduler::Schedule in the words of this plugin. */
import type { Caller, Cloud, Resource } from '../plugin.ts'
import type { TargetInput } from './input.ts'
import { checkPattern } from './pattern.ts'
import type { Pattern } from './pattern.ts'
import { parseSchedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'

export interface Target extends TargetInput {
  readonly id: string
  readonly arn: string
  readonly retries: number
  readonly maxAgeSeconds: number
  readonly deadLetterArn?: string
}

export interface Rule {
  readonly arn: string
  readonly name: string
  /** Undefined for what listens to the clock only. */
  readonly bus?: string
  readonly pattern?: Pattern
  readonly schedule?: Schedule
  readonly scheduleSource: 'aws.events' | 'aws.scheduler'
  readonly targets: readonly Target[]
  readonly caller: Caller
}

const MOST_RETRIES = 185
const LONGEST_AGE_SECONDS = 86_400

export const nameOfBus = (reference: string | undefined): string => (reference === undefined ? 'default' : reference.split('/').at(-1)!)

export function ruleOf(cloud: Cloud, { stack, logicalId, path, properties }: Resource): Rule {
  const name: string = properties.Name ?? `${stack}-${logicalId}`.slice(0, 64)
  const bus = nameOfBus(properties.EventBusName)
  const arn = `arn:aws:events:${cloud.region}:${cloud.account}:rule/${bus === 'default' ? '' : `${bus}/`}${name}`
  const pattern: Pattern | undefined = typeof properties.EventPattern === 'string' ? JSON.parse(properties.EventPattern) : properties.EventPattern
  if (pattern !== undefined) checkPattern(pattern)
  return {
    arn,
    name,
    bus,
    ...(pattern && { pattern }),
    ...(properties.ScheduleExpression && { schedule: parseSchedule(properties.ScheduleExpression) }),
    scheduleSource: 'aws.events',
    targets: (properties.Targets ?? []).map((target: Record<string, any>) => targetOf(path, target.Id, target)),
    caller: { kind: 'service', principal: 'events.amazonaws.com', sourceArn: arn },
  }
}

export function scheduleOf(cloud: Cloud, { stack, logicalId, path, properties }: Resource): Rule {
  const { Target, ScheduleExpression, ScheduleExpressionTimezone: zone = 'UTC' } = properties
  if (zone !== 'UTC') throw new Error(`${path} keeps the time of ${zone}; schedules of the local cloud know UTC only.`)
  if (!cloud.iam.trusts(Target.RoleArn, 'scheduler.amazonaws.com')) throw new Error(`${path} uses the role ${Target.RoleArn}, which does not let scheduler.amazonaws.com assume it.`)
  const name: string = properties.Name ?? `${stack}-${logicalId}`.slice(0, 64)
  return {
    arn: `arn:aws:scheduler:${cloud.region}:${cloud.account}:schedule/${properties.GroupName ?? 'default'}/${name}`,
    name,
    schedule: parseSchedule(ScheduleExpression),
    scheduleSource: 'aws.scheduler',
    targets: [targetOf(path, 'target', Target)],
    caller: { kind: 'role', principal: Target.RoleArn },
  }
}

function targetOf(path: string, id: string, { Arn, Input, InputPath, InputTransformer, RetryPolicy, DeadLetterConfig }: Record<string, any>): Target {
  if (!/:(sqs|lambda):/.test(Arn)) throw new Error(`${path} has the target ${Arn}; the local cloud delivers to queues and functions only.`)
  return {
    id,
    arn: Arn,
    retries: Number(RetryPolicy?.MaximumRetryAttempts ?? MOST_RETRIES),
    maxAgeSeconds: Number(RetryPolicy?.MaximumEventAgeInSeconds ?? LONGEST_AGE_SECONDS),
    ...(DeadLetterConfig && { deadLetterArn: DeadLetterConfig.Arn }),
    ...(Input !== undefined && { Input }),
    ...(InputPath !== undefined && { InputPath }),
    ...(InputTransformer !== undefined && { InputTransformer }),
  }
}
