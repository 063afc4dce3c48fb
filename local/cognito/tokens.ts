/** Access and ID tokens with Cognito's claims, and the check of an access token that comes back. */
import { randomUUID } from 'node:crypto'
import { decodeJwt, errors, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import type { Client } from './client-configuration.ts'
import { notAuthorized, userDisabled, userNotFound } from './errors.ts'
import type { Pool, SessionRecord, UserRecord } from './pool.ts'

/** The scope of tokens that come from the API rather than from OAuth. */
const userScope = 'aws.cognito.signin.user.admin'

export interface SignedTokens { readonly AccessToken: string; readonly IdToken: string; readonly ExpiresIn: number; readonly TokenType: 'Bearer' }

/** Signs the pair that a sign-in or a refresh answers with. */
export async function signTokens(pool: Pool, client: Client, user: UserRecord, sessionId: string, session: SessionRecord): Promise<SignedTokens> {
  const shared = {
    sub: user.attributes.sub,
    ...(user.groups.length ? { 'cognito:groups': user.groups } : {}),
    iss: pool.issuer,
    origin_jti: sessionId,
    event_id: randomUUID(),
    auth_time: epochSeconds(new Date(session.signedInAt)),
  }
  const [AccessToken, IdToken] = await Promise.all([
    sign(pool, client.accessTokenLife, { ...shared, client_id: client.id, token_use: 'access', scope: userScope, username: user.username }),
    sign(pool, client.idTokenLife, { ...shared, ...readableAttributes(user, client), aud: client.id, token_use: 'id', 'cognito:username': user.username }),
  ])
  return { AccessToken, IdToken, ExpiresIn: client.accessTokenLife, TokenType: 'Bearer' }
}

const sign = (pool: Pool, life: number, claims: JWTPayload): Promise<string> => {
  const now = epochSeconds(pool.now())
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: pool.signingKey.kid }).setIssuedAt(now).setExpirationTime(now + life).setJti(randomUUID()).sign(pool.signingKey.privateKey)
}

function readableAttributes(user: UserRecord, client: Client): Record<string, string | boolean> {
  const readable = Object.entries(user.attributes).filter(([name]) => !client.reads || name === 'sub' || client.reads.includes(name) || (name === 'email_verified' && client.reads.includes('email')))
  return Object.fromEntries(readable.map(([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value]))
}

export interface SignedIn { readonly pool: Pool; readonly client: Client; readonly user: UserRecord; readonly sessionId: string }

/** Who an access token speaks for, or the refusal Cognito gives. */
export async function signedIn(pools: Iterable<Pool>, token: string): Promise<SignedIn> {
  const pool = issuerOf(token, pools)
  const claims = await verified(pool, token)
  const sessionId = String(claims.origin_jti)
  const session = pool.state.sessions[sessionId]
  const user = pool.find(String(claims.username))
  if (!user) throw userNotFound()
  if (!session || session.revoked) throw notAuthorized('Access Token has been revoked')
  if (!user.enabled) throw userDisabled()
  return { pool, client: pool.clients.get(session.clientId)!, user, sessionId }
}

async function verified(pool: Pool, token: string): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, pool.signingKey.publicKey, { issuer: pool.issuer, algorithms: ['RS256'], currentDate: pool.now() })
    if (payload.token_use !== 'access') throw notAuthorized('Invalid Access Token')
    return payload
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw notAuthorized('Access Token has expired')
    throw notAuthorized('Invalid Access Token')
  }
}

function issuerOf(token: string, pools: Iterable<Pool>): Pool {
  try {
    const { iss } = decodeJwt(token)
    for (const pool of pools) if (pool.issuer === iss) return pool
  } catch { /* Not a JWT at all: refused below like any other stranger's token. */ }
  throw notAuthorized('Invalid Access Token')
}

const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1000)
