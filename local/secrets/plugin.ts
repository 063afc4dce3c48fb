/** AWS::SecretsManager::Secret, ResourcePolicy and RotationSchedule, and the Secrets Manager API. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Api, ApiRequest, CreatePlugin, PolicyDocument, Resource } from '../plugin.ts'
import { AwsError } from '../plugin.ts'
import { jsonError, jsonReply, targetOperation } from '../kernel/json-protocol.ts'
import { generateSecretString } from './generate-string.ts'
import { operations } from './operations.ts'
import { intervalOf, nextRotation, rotate, type RotationSchedule } from './rotation.ts'
import { putVersion, readVersion, type Secret } from './secret.ts'

const LOOK_EVERY_MS = 30_000

export const createPlugin: CreatePlugin = cloud => {
  const state = cloud.state<Record<string, Secret>>('secrets', 'secrets', () => ({}))
  const schedules = new Map<string, RotationSchedule>()
  const policies = new Map<string, PolicyDocument>()
  const rotating = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined

  /** By ARN, name, or an ARN without its six random letters. */
  const find = (id: string): Secret | undefined => Object.values(state.value).find(({ arn, name }) => arn === id || name === id || (id.startsWith('arn:') && arn.slice(0, -7) === id))
  const need = (id: string | undefined): Secret => {
    const secret = id === undefined ? undefined : find(id)
    if (!secret) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    return secret
  }
  const create = (resource: Resource, name: string): Secret => {
    const now = cloud.now().getTime()
    const { SecretString, GenerateSecretString, Description } = resource.properties
    const letters = randomBytes(6).toString('base64url').replace(/[-_]/g, 'x').slice(0, 6)
    const secret: Secret = { arn: `arn:aws:secretsmanager:${cloud.region}:${cloud.account}:secret:${name}-${letters}`, name, description: Description, createdAt: now, changedAt: now, rotatedAt: null, versions: {} }
    putVersion(secret, { id: randomUUID(), value: SecretString ?? generateSecretString(GenerateSecretString ?? {}), now })
    return secret
  }
  /** One rotation of a secret at a time; who asks meanwhile waits for the one that runs. */
  const rotateOnce = (secret: Secret, token?: string): Promise<void> => {
    let running = rotating.get(secret.arn)
    if (!running) rotating.set(secret.arn, (running = rotate(secret, schedules.get(secret.arn)!, cloud, state.save.bind(state), token).finally(() => rotating.delete(secret.arn))))
    return running
  }
  const complain = (error: Error) => cloud.record({ kind: 'error', source: 'secretsmanager', message: error.message })
  const rotateWhatIsDue = () => {
    for (const [arn, schedule] of schedules) if (nextRotation(need(arn), schedule) <= cloud.now().getTime()) rotateOnce(need(arn)).catch(complain)
  }

  const api: Api = {
    signingName: 'secretsmanager',
    operationOf: request => {
      const operation = targetOperation(request, 'secretsmanager')
      return operation !== null && Object.hasOwn(operations, operation) ? operation : null
    },
    async permissions(operation, request) {
      const { SecretId = '' } = await inputOf(request)
      const secret = find(SecretId)
      const resource = secret?.arn ?? (SecretId.startsWith('arn:') ? SecretId : `arn:aws:secretsmanager:${cloud.region}:${cloud.account}:secret:${SecretId}`)
      const resourcePolicy = policies.get(resource)
      return [{ action: `secretsmanager:${operation}`, resource, ...(resourcePolicy && { resourcePolicy }) }]
    },
    async handle(operation, request) {
      const input = await inputOf(request)
      const secret = need(input.SecretId)
      return jsonReply(await operations[operation]!(input, {
        secret, schedule: schedules.get(secret.arn), now: cloud.now().getTime(), isRotating: rotating.has(secret.arn),
        save: () => (state.save(), state.flush()),
        rotate: token => void rotateOnce(secret, token).catch(complain),
      }))
    },
    error: error => jsonError(error),
  }

  cloud.offer('secrets', { value: (arnOrName, stage) => readVersion(need(arnOrName), { stage }).version.value })

  return {
    name: 'secrets',
    api,
    resources: {
      'AWS::SecretsManager::Secret': resource => {
        const key = `${resource.stack}/${resource.logicalId}`
        if (!state.value[key]) {
          state.value[key] = create(resource, resource.properties['Name'] ?? `${resource.logicalId}-${randomBytes(6).toString('hex')}`)
          state.save()
        }
        const { arn } = state.value[key]
        return { ref: arn, attributes: { Id: arn } }
      },
      'AWS::SecretsManager::ResourcePolicy': resource => {
        policies.set(need(resource.properties['SecretId']).arn, resource.properties['ResourcePolicy'])
        return { ref: resource.properties['SecretId'] }
      },
      'AWS::SecretsManager::RotationSchedule': resource => {
        const { SecretId, RotationLambdaARN, RotationRules = {}, RotateImmediatelyOnUpdate = true, HostedRotationLambda } = resource.properties
        if (HostedRotationLambda || !RotationLambdaARN) throw new Error('the local cloud rotates by RotationLambdaARN only.')
        intervalOf(RotationRules)
        schedules.set(need(SecretId).arn, { functionArn: RotationLambdaARN, rules: RotationRules, rotateAtOnce: RotateImmediatelyOnUpdate })
        return { ref: SecretId }
      },
    },
    /** First rotations are waited for: until then a secret holds a placeholder, and nothing that leans on it works. */
    async start() {
      for (const [arn, { rotateAtOnce }] of schedules) if (rotateAtOnce && need(arn).rotatedAt === null) await rotateOnce(need(arn))
      rotateWhatIsDue()
      timer = setInterval(rotateWhatIsDue, LOOK_EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
      await Promise.allSettled(rotating.values())
    },
  }
}

const inputOf = async (request: ApiRequest): Promise<{ SecretId?: string }> => JSON.parse((await request.text()) || '{}') as { SecretId?: string }
