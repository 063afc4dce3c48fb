/** A narrow view of Secrets Manager: the versions of a secret of ours, `{"kid","secret"}` each. */
import {
  DescribeSecretCommand, GetSecretValueCommand, PutSecretValueCommand, ResourceNotFoundException, UpdateSecretVersionStageCommand, type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type { SigningKey } from '../platform/path-token.ts'

export interface SecretVersions {
  find(secretId: string, version: string): Promise<SigningKey | null>
  get(secretId: string, version: string): Promise<SigningKey>
  putPending(secretId: string, version: string, value: SigningKey): Promise<void>
  /** Makes a version AWSCURRENT; the one before becomes AWSPREVIOUS. Harmless when it is already. */
  promote(secretId: string, version: string): Promise<void>
}

export function secretVersions(client: SecretsManagerClient): SecretVersions {
  const find = async (secretId: string, version: string) => {
    try {
      const found = await client.send(new GetSecretValueCommand({ SecretId: secretId, VersionId: version, VersionStage: undefined }))
      return JSON.parse(found.SecretString!) as SigningKey
    } catch (problem) {
      if (problem instanceof ResourceNotFoundException) return null
      throw problem
    }
  }
  return {
    find,
    async get(secretId, version) {
      const found = await find(secretId, version)
      if (!found) throw new Error(`Secret ${secretId} has no version ${version}: the rotation's first step did not happen.`)
      return found
    },
    async putPending(secretId, version, value) {
      await client.send(new PutSecretValueCommand({ SecretId: secretId, ClientRequestToken: version, SecretString: JSON.stringify(value), VersionStages: ['AWSPENDING'] }))
    },
    async promote(secretId, version) {
      const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: secretId }))
      const current = Object.keys(VersionIdsToStages).find(id => VersionIdsToStages[id]!.includes('AWSCURRENT'))
      if (current === version) return
      await client.send(new UpdateSecretVersionStageCommand({ SecretId: secretId, VersionStage: 'AWSCURRENT', MoveToVersionId: version, RemoveFromVersionId: current }))
    },
  }
}
