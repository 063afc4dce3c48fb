/**
 * The session token that comes with a function's keys, as on Lambda. Here it also says which instance signs: calls of
 * one instance can be told from those of another under the same role. It proves itself, so that presigned addresses
 * outlive the instance and the cloud that made them.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Credentials } from '../plugin.ts'

const proof = ({ secretAccessKey }: Credentials, instance: string): string => createHmac('sha256', secretAccessKey).update(instance).digest('base64url')

export const sessionTokenFor = (credentials: Credentials, instance: string): string => `${instance}.${proof(credentials, instance)}`

/** The instance that a token was given to; undefined when the token was not made for these keys. */
export function instanceIn(credentials: Credentials, token: string): string | undefined {
  const dot = token.indexOf('.')
  const [instance, shown] = [token.slice(0, dot), Buffer.from(token.slice(dot + 1))]
  const expected = Buffer.from(proof(credentials, instance))
  return dot > 0 && shown.length === expected.length && timingSafeEqual(shown, expected) ? instance : undefined
}
