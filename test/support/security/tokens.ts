/** Access tokens that must not open anything. */
import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose'

/** Each of them is like a good token but for one thing. `state` is the house's folder, for the pool's own key. */
export async function badTokens(good: string, state: string): Promise<Record<string, string>> {
  const claims = decodeJwt(good)
  const { kid } = decodeProtectedHeader(good) as { kid: string }
  const ours = await importJWK(await keyIn(join(state, 'cognito'), kid), 'RS256')
  const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const sign = (payload: JWTPayload, key: Parameters<SignJWT['sign']>[0] = ours, header = { alg: 'RS256', kid }) => new SignJWT(payload).setProtectedHeader(header).sign(key)
  const [head, body, signature] = good.split('.') as [string, string, string]
  const plain = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    'expired': await sign({ ...claims, iat: claims.iat! - 90_000, exp: claims.iat! - 86_400 }),
    'forged': await sign(claims, theirs),
    'of another pool': await sign({ ...claims, iss: `${claims.iss}x` }, theirs, { alg: 'RS256', kid: 'another' }),
    'of another pool that has our key': await sign({ ...claims, iss: `${claims.iss}x` }),
    'of another client': await sign({ ...claims, client_id: 'another' }),
    'an ID token': await sign({ ...claims, token_use: 'id', aud: claims.client_id as string }),
    'unsigned': `${plain({ alg: 'none', kid })}.${body}.`,
    'signed with the public key as a secret': `${plain({ alg: 'HS256', kid })}.${body}.${signature}`,
    'altered': `${head}.${plain({ ...claims, 'cognito:groups': ['admin'] })}.${signature}`,
    'no token at all': 'x',
  }
}

/** The pool's signing key, wherever the local user pool keeps it. */
async function keyIn(folder: string, kid: string): Promise<JWK> {
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.json')) continue
    const found = find(JSON.parse(await readFile(join(folder, file), 'utf8')), kid)
    if (found) return found
  }
  throw new Error(`No key ${kid} lies in ${folder}.`)
}

function find(value: unknown, kid: string): JWK | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { kid: own, privateJwk } = value as { kid?: string; privateJwk?: JWK }
  if (own === kid && privateJwk) return privateJwk
  return Object.values(value).map(inner => find(inner, kid)).find(Boolean)
}
