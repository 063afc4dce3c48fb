/** The secrets that the edge and the functions share, `{"kid","secret"}` each, rotated by functions/keys. */
import { AwsCallError, awsJson, endpointOf } from './aws-fetch.ts'
import { systemClock, type Clock } from './clock.ts'

export interface KeyedSecret { readonly kid: string; readonly secret: string }

export interface Secret {
  /** The one to sign with. */
  current(): Promise<KeyedSecret>
  /** Those to verify with: the current one, and the one before it while its rotation is young. */
  accepted(): Promise<readonly KeyedSecret[]>
  /** Reads both again, at most every five seconds: call it when something did not verify. */
  refresh(): Promise<void>
}

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS'
export type ReadSecret = (arn: string, stage: Stage) => Promise<KeyedSecret | null>

const freshFor = 5 * 60_000
const refetchAtMostEvery = 5_000

/** A secret, kept for five minutes per instance. Concurrent readers share one call. */
export function secretOf(arn: string, { clock = systemClock, read = readFromSecretsManager }: { clock?: Clock; read?: ReadSecret } = {}): Secret {
  const stages = { AWSCURRENT: remembered('AWSCURRENT'), AWSPREVIOUS: remembered('AWSPREVIOUS') }
  let refreshedAt = -Infinity

  function remembered(stage: Stage) {
    let readAt = -Infinity
    let value: Promise<KeyedSecret | null> | undefined
    return {
      get() {
        const now = clock.now().getTime()
        if (!value || now - readAt >= freshFor) {
          readAt = now
          // A failed read is not remembered: the next caller tries again.
          const reading: Promise<KeyedSecret | null> = read(arn, stage).catch(problem => {
            if (value === reading) value = undefined
            throw problem
          })
          value = reading
        }
        return value
      },
      forget() { value = undefined },
    }
  }

  return {
    async current() {
      const key = await stages.AWSCURRENT.get()
      if (!key) throw new Error(`The secret ${arn} has no current value yet.`)
      return key
    },
    async accepted() {
      const [current, previous] = await Promise.all([stages.AWSCURRENT.get(), stages.AWSPREVIOUS.get()])
      return [current, previous].filter(key => key !== null)
    },
    async refresh() {
      const now = clock.now().getTime()
      if (now - refreshedAt < refetchAtMostEvery) return
      refreshedAt = now
      stages.AWSCURRENT.forget()
      stages.AWSPREVIOUS.forget()
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
    return typeof kid === 'string' && typeof secret === 'string' && secret.length >= 32 ? { kid, secret } : null
  } catch {
    return null
  }
}
