/** The key that signs a pool's tokens. Kept as a KeyObject: handing jose a PEM for each token halves its speed. */
import { createPrivateKey, createPublicKey, generateKeyPair, randomUUID, type JsonWebKey, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { JWK } from 'jose'

export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  /** As the JWKS shows it. */
  readonly publicJwk: JWK
}

/** A fresh RSA key in the form that is kept. */
export async function newSigningKey(): Promise<{ kid: string; privateJwk: JWK }> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return { kid: randomUUID(), privateJwk: privateKey.export({ format: 'jwk' }) as JWK }
}

export function loadSigningKey({ kid, privateJwk }: { kid: string; privateJwk: JWK }): SigningKey {
  const privateKey = createPrivateKey({ key: privateJwk as JsonWebKey, format: 'jwk' })
  const publicKey = createPublicKey(privateKey)
  return { kid, privateKey, publicKey, publicJwk: { ...publicKey.export({ format: 'jwk' }) as JWK, kid, alg: 'RS256', use: 'sig' } }
}
