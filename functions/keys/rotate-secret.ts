import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { edgeStore } from '../platform/edge-store.ts'
import { readEnv } from '../platform/env.ts'
import { newId } from '../platform/ids.ts'
import { answeredWithin } from '../platform/patience.ts'
import { env } from './env.ts'
import { rotate, type RotationEvent } from './rotate.ts'
import { secretVersions } from './secret-versions.ts'

const { ORIGIN_SECRET_ARN, KEY_VALUE_STORE_ARN, SECRET_FRESH_SECONDS, EDGE_SETTLES_SECONDS } = readEnv(env)
const effects = {
  originSecretArn: ORIGIN_SECRET_ARN,
  edge: edgeStore(KEY_VALUE_STORE_ARN),
  secrets: secretVersions(new SecretsManagerClient(answeredWithin(5000))),
  makeSecret: () => ({ kid: newId('k', { now: new Date() }).slice(2, 14), secret: randomBytes(32).toString('base64url') }),
  // A second more than an instance may look back.
  untilFunctionsKnow: () => pause((SECRET_FRESH_SECONDS + 1) * 1000),
  untilTheEdgeKnows: () => pause(EDGE_SETTLES_SECONDS * 1000),
}

/** Secrets Manager's rotation of the two secrets that the edge and the functions share. */
export const handler = (event: RotationEvent) => rotate(event, effects)
