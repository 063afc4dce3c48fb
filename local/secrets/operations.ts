/** What the Secrets Manager API answers. Times are epoch seconds, as JSON 1.1 has them. */
import { randomUUID } from 'node:crypto'
import { AwsError } from '../plugin.ts'
import { moveStage, putVersion, readVersion, unfinishedRotation, type Secret } from './secret.ts'
import { nextRotation, type RotationSchedule } from './rotation.ts'

/** A request body: what the SDK sends, its fields unchecked by the wire. */
interface Input { SecretId?: string; VersionId?: string; VersionStage?: string; SecretString?: string; SecretBinary?: string; ClientRequestToken?: string; VersionStages?: string[]; RemoveFromVersionId?: string; MoveToVersionId?: string; IncludeDeprecated?: boolean }

export interface OperationContext {
  readonly secret: Secret
  readonly schedule: RotationSchedule | undefined
  /** Epoch milliseconds. */
  readonly now: number
  /** Resolves when what was changed is on disk: a value that was acknowledged survives a crash. */
  save(): Promise<void>
  /** A rotation is under way, be it in its last step, where its version is current already. */
  readonly isRotating: boolean
  /** Begins a rotation and does not wait for it. */
  rotate(token: string): void
}
type Operation = (input: Input, context: OperationContext) => object | Promise<object>

const seconds = (milliseconds: number | null): number | undefined => (milliseconds === null ? undefined : milliseconds / 1000)

export const operations: Readonly<Record<string, Operation>> = {
  GetSecretValue(input, { secret }) {
    const { id, version } = readVersion(secret, { versionId: input.VersionId, stage: input.VersionStage })
    return { ARN: secret.arn, Name: secret.name, VersionId: id, SecretString: version.value, VersionStages: version.stages, CreatedDate: seconds(version.createdAt) }
  },
  async PutSecretValue(input, { secret, now, save }) {
    if (input.SecretBinary !== undefined || input.SecretString === undefined) throw new AwsError('InvalidParameterException', 'The local cloud keeps secret strings only: give SecretString.')
    const id = input.ClientRequestToken ?? randomUUID()
    if (id.length < 32 || id.length > 64) throw new AwsError('InvalidParameterException', 'ClientRequestToken must be 32-64 characters long.')
    putVersion(secret, { id, value: input.SecretString, stages: input.VersionStages, now })
    await save()
    return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: secret.versions[id]!.stages }
  },
  DescribeSecret(_, { secret, schedule }) {
    const labelled = Object.entries(secret.versions).filter(([, { stages }]) => stages.length > 0)
    return {
      ARN: secret.arn, Name: secret.name, Description: secret.description,
      CreatedDate: seconds(secret.createdAt), LastChangedDate: seconds(secret.changedAt), LastRotatedDate: seconds(secret.rotatedAt),
      RotationEnabled: schedule !== undefined,
      ...(schedule && { RotationLambdaARN: schedule.functionArn, RotationRules: schedule.rules, NextRotationDate: seconds(nextRotation(secret, schedule)) }),
      VersionIdsToStages: Object.fromEntries(labelled.map(([id, { stages }]) => [id, stages])),
    }
  },
  async UpdateSecretVersionStage(input, { secret, now, save }) {
    if (!input.VersionStage) throw new AwsError('InvalidParameterException', 'VersionStage is required.')
    moveStage(secret, input.VersionStage, input.RemoveFromVersionId, input.MoveToVersionId, now)
    await save()
    return { ARN: secret.arn, Name: secret.name }
  },
  ListSecretVersionIds(input, { secret }) {
    const wanted = Object.entries(secret.versions).filter(([, { stages }]) => stages.length > 0 || input.IncludeDeprecated)
    return { ARN: secret.arn, Name: secret.name, Versions: wanted.map(([VersionId, { stages, createdAt }]) => ({ VersionId, VersionStages: stages, CreatedDate: seconds(createdAt) })) }
  },
  RotateSecret(input, { secret, schedule, isRotating, rotate }) {
    if (!schedule) throw new AwsError('InvalidRequestException', 'No Lambda rotation function ARN is associated with this secret.')
    if (isRotating || unfinishedRotation(secret)) throw new AwsError('InvalidRequestException', 'A previous rotation isn\'t complete. That rotation will be reattempted.')
    const token = input.ClientRequestToken ?? randomUUID()
    rotate(token)
    return { ARN: secret.arn, Name: secret.name, VersionId: token }
  },
}
