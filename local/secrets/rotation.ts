/** Rotation by a Lambda function: four steps, each of which may be repeated, under Secrets Manager's own name. */
import { randomUUID } from 'node:crypto'
import type { Cloud } from '../plugin.ts'
import { attachStage, unfinishedRotation, type Secret } from './secret.ts'

export interface RotationRules { readonly AutomaticallyAfterDays?: number | string; readonly ScheduleExpression?: string }
export interface RotationSchedule { readonly functionArn: string; readonly rules: RotationRules; readonly rotateAtOnce: boolean }

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const

/** Resolves when the new version is AWSCURRENT. A rotation that failed half-way is taken up again with its version, as AWS does. */
export async function rotate(secret: Secret, schedule: RotationSchedule, cloud: Pick<Cloud, 'use' | 'now'>, save: () => void, token: string = randomUUID()): Promise<void> {
  const version = unfinishedRotation(secret) ?? token
  secret.versions[version] ??= { stages: [], createdAt: cloud.now().getTime() }
  attachStage(secret, 'AWSPENDING', version)
  save()
  const caller = { kind: 'service', principal: 'secretsmanager.amazonaws.com', sourceArn: secret.arn } as const
  for (const Step of STEPS) {
    const { functionError, payload } = await cloud.use('lambda').invoke(schedule.functionArn, { Step, SecretId: secret.arn, ClientRequestToken: version }, { caller })
    if (functionError) throw new Error(`The rotation of the secret ${secret.name} failed in ${Step}: ${(payload as { errorMessage?: string } | undefined)?.errorMessage ?? functionError}`)
  }
  if (!secret.versions[version]!.stages.includes('AWSCURRENT')) throw new Error(`The rotation of the secret ${secret.name} ended without making its new version AWSCURRENT.`)
  secret.rotatedAt = cloud.now().getTime()
  save()
}

const DAY_MS = 86_400_000

/** When the next rotation is due, in epoch milliseconds: at once when the last one failed half-way. */
export function nextRotation(secret: Secret, { rules }: RotationSchedule): number {
  if (unfinishedRotation(secret)) return 0
  return (secret.rotatedAt ?? secret.createdAt) + intervalOf(rules)
}

/** In milliseconds. Only rates are understood: `rate(30 days)`, `rate(4 hours)`, AutomaticallyAfterDays. */
export function intervalOf({ AutomaticallyAfterDays, ScheduleExpression }: RotationRules): number {
  if (ScheduleExpression === undefined) return Number(AutomaticallyAfterDays ?? 30) * DAY_MS
  const [, count, unit] = /^rate\((\d+) (day|hour)s?\)$/.exec(ScheduleExpression) ?? []
  if (!unit) throw new Error(`the local cloud reads rotation schedules as rate(n days) or rate(n hours), not ${ScheduleExpression}.`)
  return Number(count) * (unit === 'day' ? DAY_MS : DAY_MS / 24)
}
