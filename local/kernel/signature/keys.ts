/** Signing keys, derived once: a day's HMAC key per service, and a key pair per access key for sigv4a. */
import { createECDH, createHmac, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Credentials } from '../../plugin.ts'

const CACHED = 500
const hmacKeys = new Map<string, KeyObject>()
const publicKeys = new Map<string, KeyObject>()

function cached(cache: Map<string, KeyObject>, name: string, make: () => KeyObject): KeyObject {
  let key = cache.get(name)
  if (!key) {
    if (cache.size >= CACHED) cache.clear()
    cache.set(name, (key = make()))
  }
  return key
}

const hmac = (key: string | Buffer, text: string | Buffer): Buffer => createHmac('sha256', key).update(text).digest()

export function signingKey({ accessKeyId, secretAccessKey }: Credentials, day: string, region: string, service: string): KeyObject {
  return cached(hmacKeys, `${accessKeyId}/${secretAccessKey}/${day}/${region}/${service}`, () =>
    createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, day), region), service), 'aws4_request')))
}

/** n − 2 of the curve P-256; the derived number must stay at or below it. */
const N_MINUS_TWO = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f')

/** The public half of the P-256 key that sigv4a derives from a secret (NIST SP 800-108 counter mode, one block). */
export function sigv4aPublicKey({ accessKeyId, secretAccessKey }: Credentials): KeyObject {
  return cached(publicKeys, `${accessKeyId}/${secretAccessKey}`, () => {
    for (let counter = 1; counter <= 254; counter++) {
      const input = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('AWS4-ECDSA-P256-SHA256\0'), Buffer.from(accessKeyId), Buffer.from([counter, 0, 0, 1, 0])])
      const candidate = BigInt(`0x${hmac(`AWS4A${secretAccessKey}`, input).toString('hex')}`)
      if (candidate > N_MINUS_TWO) continue
      const ecdh = createECDH('prime256v1')
      ecdh.setPrivateKey((candidate + 1n).toString(16).padStart(64, '0'), 'hex')
      const point = ecdh.getPublicKey() // 0x04, x, y
      return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } })
    }
    throw new Error('No sigv4a key can be derived from this secret.')
  })
}
