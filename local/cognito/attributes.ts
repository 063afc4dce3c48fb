/** User attributes: what may be written by whom, and how they are shown. */
import type { AttributeType, UserType } from '@aws-sdk/client-cognito-identity-provider'
import type { Client } from './client-configuration.ts'
import { emailTaken, invalidParameter, notAuthorized } from './errors.ts'
import { standardAttributes } from './pool-configuration.ts'
import type { Pool, UserRecord } from './pool.ts'

/** Attributes as sent, checked against the pool's schema. */
export function readAttributes(pool: Pool, sent: readonly AttributeType[] | undefined): Record<string, string> {
  const attributes = Object.fromEntries((sent ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']))
  for (const name of Object.keys(attributes)) {
    if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub')
    if (!standardAttributes.includes(name) && !pool.configuration.customAttributes.includes(name))
      throw invalidParameter(`Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`)
  }
  if (attributes.email !== undefined) requireAddress(attributes.email)
  return attributes
}

/** What a client may not write on a person's behalf. */
export function requireWritable(client: Client, attributes: Record<string, string>): void {
  for (const name of Object.keys(attributes)) {
    const reserved = name.endsWith('_verified')
    if (reserved || (client.writes && !client.writes.includes(name))) throw notAuthorized('A client attempted to write unauthorized attribute')
  }
}

/** The schema's required attributes must be there at sign-up. */
export function requireComplete(pool: Pool, attributes: Record<string, string>): void {
  const missing = pool.configuration.requiredAttributes.filter(name => !attributes[name])
  if (missing.length) throw invalidParameter(`Attributes did not conform to the schema: ${missing.map(name => `${name}: The attribute is required\n`).join('')}`)
}

export function requireAddress(email: string): void {
  if (!isAddress(email)) throw invalidParameter('Invalid email address format.')
}
export const isAddress = (text: string): boolean => text.length <= 2048 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(text)

/** Where people sign in by address, one address is one person. */
export function requireFreeEmail(pool: Pool, email: string, user: UserRecord): void {
  if (pool.configuration.signInBy !== 'email') return
  const holder = pool.find(email)
  if (holder && holder !== user) throw emailTaken()
}

export const attributeList = (user: UserRecord, names?: readonly string[]): AttributeType[] =>
  Object.entries(user.attributes).filter(([name]) => !names || names.includes(name)).map(([Name, Value]) => ({ Name, Value }))

/** A user as administrators see them. */
export const userView = (user: UserRecord, names?: readonly string[]): UserType => ({
  Username: user.username, Attributes: attributeList(user, names), Enabled: user.enabled, UserStatus: user.status,
  UserCreateDate: new Date(user.createdAt), UserLastModifiedDate: new Date(user.modifiedAt),
})
