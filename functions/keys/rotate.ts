/** The four steps of a rotation. Each may be repeated; no request fails between any two of them. */
import type { EdgeStore } from '../platform/edge-denials.ts'
import type { SigningKey } from '../platform/path-token.ts'
import type { SecretVersions } from './secret-versions.ts'

export interface RotationEvent { readonly SecretId: string; readonly ClientRequestToken: string; readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret' }
export interface RotationEffects { readonly originSecretArn: string; readonly edge: EdgeStore; readonly secrets: SecretVersions; makeSecret(): SigningKey }

/** Older playback keys stay at the edge until the tokens they signed have died: the last three are more than enough at one rotation a month. */
const playbackKeysKept = 3

/**
 * The order is what keeps viewers in. A playback key reaches the edge (setSecret) before the functions sign
 * with it (finishSecret). The origin secret is the other way round: the functions accept the new value as
 * AWSCURRENT beside AWSPREVIOUS, and only then does the edge begin to send it.
 */
export async function rotate(event: RotationEvent, { originSecretArn, edge, secrets, makeSecret }: RotationEffects): Promise<void> {
  const { SecretId: id, ClientRequestToken: version } = event
  const isOrigin = id === originSecretArn
  switch (event.Step) {
    case 'createSecret':
      if (!(await secrets.find(id, version))) await secrets.putPending(id, version, makeSecret())
      return
    case 'setSecret': {
      if (isOrigin) return
      const key = await secrets.get(id, version)
      await edge.put(`playback:${key.kid}`, key.secret)
      return
    }
    case 'testSecret':
      if ((await secrets.get(id, version)).secret.length < 32) throw new Error('The new secret is too short to be one of ours.')
      return
    case 'finishSecret': {
      await secrets.promote(id, version)
      if (isOrigin) await edge.put('origin', (await secrets.get(id, version)).secret)
      else await forgetOldKeys(edge)
    }
  }
}

async function forgetOldKeys(edge: EdgeStore) {
  // Key ids are time-ordered, so the newest sort last.
  const keys = (await edge.list()).map(entry => entry.key).filter(key => key.startsWith('playback:')).sort()
  for (const key of keys.slice(0, -playbackKeysKept)) await edge.remove(key)
}
