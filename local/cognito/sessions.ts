/** Sessions and their refresh tokens: issue, rotate with a grace period, revoke. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Client } from './client-configuration.ts'
import { notAuthorized, refreshTokenReused, userDisabled } from './errors.ts'
import type { Pool, SessionRecord, UserRecord } from './pool.ts'

export interface Session { readonly id: string; readonly record: SessionRecord; readonly user: UserRecord }

/** Replaced tokens remembered per session, so that their reuse is told from nonsense. */
const rememberedTokens = 50

/** Begins a session; the refresh token is told once and kept as a digest. */
export function beginSession(pool: Pool, client: Client, user: UserRecord): Session & { refreshToken: string } {
  const now = pool.now()
  forgetEnded(pool, now)
  const refreshToken = newRefreshToken()
  const record: SessionRecord = {
    username: user.username, clientId: client.id, signedInAt: now.toISOString(), revoked: false,
    expiresAt: new Date(now.getTime() + client.refreshTokenLife * 1000).toISOString(),
    refreshTokens: [{ digest: digest(refreshToken) }],
  }
  const id = randomUUID()
  pool.state.sessions[id] = record
  pool.save()
  return { id, record, user, refreshToken }
}

/** The session a refresh token belongs to, or the refusal Cognito gives. */
export function sessionOf(pool: Pool, client: Client, refreshToken: string): Session {
  const found = findSession(pool, refreshToken)
  if (!found || found.record.clientId !== client.id) throw notAuthorized('Invalid Refresh Token')
  const { id, record, token } = found
  const user = pool.find(record.username)
  if (!user || record.revoked) throw notAuthorized('Refresh Token has been revoked')
  if (pool.now() >= new Date(record.expiresAt)) throw notAuthorized('Refresh Token has expired')
  if (!user.enabled) throw userDisabled()
  const graceEnds = token.rotatedAt && new Date(token.rotatedAt).getTime() + (client.rotationGrace ?? 0) * 1000
  if (graceEnds && pool.now().getTime() >= graceEnds) throw refreshTokenReused()
  return { id, record, user }
}

/**
 * Replaces a refresh token. The old one stays good for the client's grace period, counted from its first
 * use, so that a retry after a lost answer, or two tabs at once, do not end the session.
 */
export function rotate(pool: Pool, { record }: Session, refreshToken: string): string {
  const used = record.refreshTokens.find(token => token.digest === digest(refreshToken))!
  used.rotatedAt ??= pool.now().toISOString()
  const replacement = newRefreshToken()
  record.refreshTokens = [...record.refreshTokens, { digest: digest(replacement) }].slice(-rememberedTokens)
  pool.save()
  return replacement
}

/** Ends the session of a refresh token with all its access tokens. False when no session knows the token. */
export function revoke(pool: Pool, client: Client, refreshToken: string): boolean {
  const found = findSession(pool, refreshToken)
  if (!found || found.record.clientId !== client.id) return false
  found.record.revoked = true
  pool.save()
  return true
}

/** Signs a person out everywhere. */
export function endAllSessions(pool: Pool, user: UserRecord): void {
  for (const session of Object.values(pool.state.sessions)) if (session.username === user.username) session.revoked = true
  pool.save()
}

function findSession(pool: Pool, refreshToken: string) {
  const wanted = digest(refreshToken)
  for (const [id, record] of Object.entries(pool.state.sessions)) {
    const token = record.refreshTokens.find(known => known.digest === wanted)
    if (token) return { id, record, token }
  }
  return undefined
}

function forgetEnded(pool: Pool, now: Date): void {
  for (const [id, session] of Object.entries(pool.state.sessions)) if (new Date(session.expiresAt) <= now) delete pool.state.sessions[id]
}

/** Five parts and some 1,800 characters, like Cognito's encrypted ones: a cookie or column too small for the real thing fails here as well. */
function newRefreshToken(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}')
  return [header, randomBytes(256), randomBytes(12), randomBytes(960), randomBytes(16)].map(part => part.toString('base64url')).join('.')
}

const digest = (token: string): string => createHash('sha256').update(token).digest('base64url')
