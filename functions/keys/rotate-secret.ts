import { randomBytes } from 'node:crypto'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { edgeStore } from '../platform/edge-store.ts'
import { readEnv } from '../platform/env.ts'
import { newId } from '../platform/ids.ts'
import { env } from './env.ts'
import { rotate, type RotationEvent } from './rotate.ts'
import { secretVersions } from './secret-versions.ts'

const { ORIGIN_SECRET_ARN, KEY_VALUE_STORE_ARN } = readEnv(env)
const edge = edgeStore(KEY_VALUE_STORE_ARN)
const secrets = secretVersions(new SecretsManagerClient({}))
const makeSecret = () => ({ kid: newId('k', { now: new Date() }).slice(2, 14), secret: randomBytes(32).toString('base64url') })

/** Secrets Manager's rotation of the two secrets that the edge and the functions share. */
export const handler = (event: RotationEvent) => rotate(event, { originSecretArn: ORIGIN_SECRET_ARN, edge, secrets, makeSecret })
