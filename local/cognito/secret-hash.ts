/** The proof that a caller knows the client's secret. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Client } from './client-configuration.ts'
import { notAuthorized } from './errors.ts'

/** HMAC-SHA256 of name and client id under the client's secret, base64. */
export const secretHash = (client: { id: string; secret: string }, name: string): string =>
  createHmac('sha256', client.secret).update(name + client.id).digest('base64')

/** SECRET_HASH of a call that names a user. */
export function requireSecretHash(client: Client, name: string, given: string | undefined): void {
  if (!client.secret) {
    if (given) throw notAuthorized(`Client ${client.id} is not configured for secret but secret hash was received`)
    return
  }
  if (!given) throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`)
  if (!same(given, secretHash({ id: client.id, secret: client.secret }, name))) throw notAuthorized(`SecretHash does not match for the client: ${client.id}`)
}

/** ClientSecret of a call that names no user (refresh, revocation). */
export const knowsSecret = (client: Client, given: string | undefined): boolean =>
  client.secret === undefined ? given === undefined : given !== undefined && same(given, client.secret)

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
