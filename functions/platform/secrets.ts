/** The secrets that the edge and the functions share, `{"kid","secret"}` each, rotated by functions/keys. */
import { AwsCallError, awsJson, endpointOf } from './aws-fetch.ts'
import { systemClock, type Clock } from './clock.ts'
import { requiredEnv } from './env.ts'

export interface KeyedSecret { readonly kid: string; readonly secret: string }

export interface Secret {
  /** The one to sign with. */
  current(): Promise<KeyedSecret>
  /** Those to verify with: the current one, the one before it, and the one that a rotation is about to bring in. */
  accepted(): Promise<readonly KeyedSecret[]>
}

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS' | 'AWSPENDING'
export type ReadSecret = (arn: string, stage: Stage) => Promise<KeyedSecret | null>

/**
 * A secret, kept per instance for SECRET_FRESH_SECONDS. Concurrent readers share one call. A rotation lets its new value
 * stand as AWSPENDING for longer than that before anybody uses it (functions/keys/rotate.ts), so whatever is genuine is
 * known here in time. What is not known is worth no fresh look, and whoever sends junk gets nobody to take one.
 */
export function secretOf(arn: string, { clock = systemClock, read = readFromSecretsManager, freshForMs = Number(requiredEnv('SECRET_FRESH_SECONDS')) * 1000 }: { clock?: Clock; read?: ReadSecret; freshForMs?: number } = {}): Secret {
  let readAt = -Infinity
  let kept = new Map<Stage, Promise<KeyedSecret | null>>()

  /** All stages are forgotten together: one that was read before a rotation must not meet one that was read after it. */
  function get(stage: Stage): Promise<KeyedSecret | null> {
    const now = clock.now().getTime()
    if (now - readAt >= freshForMs) {
      readAt = now
      kept = new Map()
    }
    const known = kept.get(stage)
    if (known) return known
    const ofNow = kept
    const reading = read(arn, stage)
    ofNow.set(stage, reading)
    // Neither a failed read is remembered nor that there is no value yet: the next caller asks again.
    const forget = () => ofNow.clear()
    reading.then(key => { if (stage === 'AWSCURRENT' && key === null) forget() }, forget)
    return reading
  }

  return {
    async current() {
      const key = await get('AWSCURRENT')
      if (!key) throw new Error(`The secret ${arn} has no current value yet.`)
      return key
    },
    async accepted() {
      // The current one first: read after a rotation, it must not stand beside a previous one from before.
      const current = await get('AWSCURRENT')
      const others = await Promise.all([get('AWSPREVIOUS'), get('AWSPENDING')])
      return [current, ...others].filter(key => key !== null)
    },
  }
}

async function readFromSecretsManager(arn: string, stage: Stage): Promise<KeyedSecret | null> {
  try {
    const { SecretString } = await awsJson<{ SecretString: string }>(
      { service: 'secretsmanager', target: 'secretsmanager.GetSecretValue', body: { SecretId: arn, VersionStage: stage } },
      endpointOf('secretsmanager', 'SECRETS_MANAGER'),
    )
    return parseSecret(SecretString)
  } catch (problem) {
    if (problem instanceof AwsCallError && problem.code === 'ResourceNotFoundException') return null
    throw problem
  }
}

/** The placeholder that stands before the first rotation is no key, and counts as none. */
function parseSecret(text: string): KeyedSecret | null {
  try {
    const { kid, secret } = JSON.parse(text) as Partial<KeyedSecret>
    return typeof kid === 'string' && typeof secret === 'string' && secret.length >= 32 && kid !== '0' ? { kid, secret } : null
  } catch {
    return null
  }
}
