/** A secret and its versions as data, and the rules by which staging labels move. No I/O. */
import { AwsError } from '../plugin.ts'

export interface Secret {
  readonly arn: string
  readonly name: string
  description?: string
  /** Epoch milliseconds. */
  readonly createdAt: number
  changedAt: number
  /** Null until the first rotation has ended well. */
  rotatedAt: number | null
  versions: Record<string, SecretVersion>
}
/** `value` is absent between the start of a rotation and its createSecret step. */
export interface SecretVersion { value?: string; stages: string[]; readonly createdAt: number }

/** The version at a stage; undefined when no version has it. */
export const versionAt = (secret: Secret, stage: string): string | undefined => Object.keys(secret.versions).find(id => secret.versions[id]!.stages.includes(stage))

/** The version of a rotation that has begun and not ended well. */
export function unfinishedRotation(secret: Secret): string | undefined {
  const pending = versionAt(secret, 'AWSPENDING')
  return pending !== undefined && !secret.versions[pending]!.stages.includes('AWSCURRENT') ? pending : undefined
}

/** A version's value, chosen as GetSecretValue chooses: by id, by stage, or both (they must agree). */
export function readVersion(secret: Secret, wanted: { versionId?: string | undefined; stage?: string | undefined }): { id: string; version: SecretVersion & { value: string } } {
  const stage = wanted.stage ?? (wanted.versionId === undefined ? 'AWSCURRENT' : undefined)
  const id = wanted.versionId ?? versionAt(secret, stage!)
  const version = id === undefined ? undefined : secret.versions[id]
  if (id === undefined || version?.value === undefined)
    throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${wanted.versionId === undefined ? `staging label: ${stage}` : `VersionId: ${wanted.versionId}`}`)
  if (stage !== undefined && !version.stages.includes(stage)) throw new AwsError('InvalidRequestException', 'You provided a VersionStage that is not associated to the provided VersionId.')
  return { id, version: version as SecretVersion & { value: string } }
}

/** Adds a version. The same id with the same value changes nothing; with another it is refused. */
export function putVersion(secret: Secret, put: { id: string; value: string; stages?: readonly string[] | undefined; now: number }): void {
  const existing = secret.versions[put.id]
  if (existing?.value !== undefined) {
    if (existing.value === put.value) return
    throw new AwsError('ResourceExistsException', 'You can\'t modify a secret version. A version with this ClientRequestToken and another value exists.')
  }
  secret.versions[put.id] = { value: put.value, stages: existing?.stages ?? [], createdAt: existing?.createdAt ?? put.now }
  for (const stage of put.stages ?? ['AWSCURRENT']) attachStage(secret, stage, put.id)
  secret.changedAt = put.now
}

/** Moves a label as UpdateSecretVersionStage does: who takes it away from a version must name that version. */
export function moveStage(secret: Secret, stage: string, from: string | undefined, to: string | undefined, now: number): void {
  const holder = versionAt(secret, stage)
  for (const id of [from, to]) if (id !== undefined && !secret.versions[id]) throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret version ${id}.`)
  if (from !== undefined && holder !== from) throw new AwsError('InvalidParameterException', `The staging label ${stage} isn't currently attached to version ${from}, so you can't remove it from that version.`)
  if (to !== undefined && holder !== undefined && holder !== to && from === undefined) throw new AwsError('InvalidParameterException', `The staging label ${stage} is currently attached to version ${holder}. You must explicitly reference that version in RemoveFromVersionId.`)
  if (to === undefined && stage === 'AWSCURRENT') throw new AwsError('InvalidParameterException', 'You can\'t remove AWSCURRENT without moving it to another version.')
  if (to === undefined) detachStage(secret, stage)
  else attachStage(secret, stage, to)
  secret.changedAt = now
}

/** Attaches a label to one version, away from any other. AWSCURRENT leaves AWSPREVIOUS behind. */
export function attachStage(secret: Secret, stage: string, id: string): void {
  const holder = versionAt(secret, stage)
  if (holder === id) return
  detachStage(secret, stage)
  secret.versions[id]!.stages.push(stage)
  if (stage === 'AWSCURRENT' && holder !== undefined) attachStage(secret, 'AWSPREVIOUS', holder)
  forgetUnlabelled(secret)
}

function detachStage(secret: Secret, stage: string): void {
  for (const version of Object.values(secret.versions)) version.stages = version.stages.filter(other => other !== stage)
}

/** Versions without a label are deprecated; AWS keeps about a hundred of them. */
function forgetUnlabelled(secret: Secret): void {
  const unlabelled = Object.keys(secret.versions).filter(id => secret.versions[id]!.stages.length === 0)
  for (const id of unlabelled.slice(0, -100)) delete secret.versions[id]
}
