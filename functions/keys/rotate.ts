/** The four steps of a rotation. Each may be repeated; no request fails between any two of them. */
import type { EdgeStore } from '../platform/edge-denials.ts'
import type { SigningKey } from '../platform/path-token.ts'
import type { SecretVersions } from './secret-versions.ts'

export interface RotationEvent { readonly SecretId: string; readonly ClientRequestToken: string; readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret' }
export interface RotationEffects {
  readonly originSecretArn: string
  readonly edge: EdgeStore
  readonly secrets: SecretVersions
  makeSecret(): SigningKey
  /** Resolves when every instance of every function has looked at the secret again. */
  untilFunctionsKnow(): Promise<unknown>
  /** Resolves when every place of the edge has what was put there. */
  untilTheEdgeKnows(): Promise<unknown>
}

/** Older playback keys stay at the edge until the tokens they signed have died: the last three are more than enough at one rotation a month. */
const playbackKeysKept = 3

/**
 * Nobody uses a value before everybody knows it. As AWSPENDING it is accepted by the functions (platform/secrets.ts), and
 * only when the last of them has seen it is it put at the edge, which begins at once to send a new origin secret; only
 * when all of the edge has it do the functions sign with it, as AWSCURRENT beside AWSPREVIOUS.
 */
export async function rotate(event: RotationEvent, effects: RotationEffects): Promise<void> {
  const { originSecretArn, edge, secrets, makeSecret } = effects
  const { SecretId: id, ClientRequestToken: version } = event
  const isOrigin = id === originSecretArn
  switch (event.Step) {
    case 'createSecret':
      if (!(await secrets.find(id, version))) await secrets.putPending(id, version, makeSecret())
      return
    case 'setSecret': {
      const key = await secrets.get(id, version)
      const name = isOrigin ? 'origin' : `playback:${key.kid}`
      // In a new house nobody has a former value yet, and everybody waits for the first one.
      const isFirst = !(await edge.list()).some(entry => entry.key.startsWith(isOrigin ? 'origin' : 'playback:'))
      if (!isFirst) await effects.untilFunctionsKnow()
      await edge.put(name, key.secret)
      if (!isFirst) await effects.untilTheEdgeKnows()
      return
    }
    case 'testSecret':
      if ((await secrets.get(id, version)).secret.length < 32) throw new Error('The new secret is too short to be one of ours.')
      return
    case 'finishSecret':
      await secrets.promote(id, version)
      if (!isOrigin) await forgetOldKeys(edge)
  }
}

async function forgetOldKeys(edge: EdgeStore) {
  // Key ids are time-ordered, so the newest sort last.
  const keys = (await edge.list()).map(entry => entry.key).filter(key => key.startsWith('playback:')).sort()
  for (const key of keys.slice(0, -playbackKeysKept)) await edge.remove(key)
}
