/** The item that says whether a person may act: status, roles, and since when their tokens count. Written by auth (account) and users (staff's decisions), read by everybody. */
import { Entity } from 'dynamodb-toolbox/entity'
import { boolean } from 'dynamodb-toolbox/schema/boolean'
import { item } from 'dynamodb-toolbox/schema/item'
import { list } from 'dynamodb-toolbox/schema/list'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import type { Role } from './contract.ts'
import { platformErrors } from './errors.ts'
import type { VerifiedToken } from './http/tokens.ts'
import { platformTable } from './tables.ts'

export const roles = ['viewer', 'creator', 'moderator', 'support', 'editor', 'admin'] as const satisfies readonly Role[]

/** Cognito's `sub` is a UUID; ours carries its kind. */
export const userIdOf = (sub: string): string => `usr_${sub.replaceAll('-', '')}`
/** Back again: where people sign in by address, the pool's username is the `sub`. */
export const usernameOf = (id: string): string => id.slice('usr_'.length).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
export const principalKey = (id: string) => ({ pk: `USER#${id}`, sk: 'USER' })

/** The part of a User item that every domain may rely on. */
export const principalAttributes = {
  id: string().key(),
  email: string(),
  displayName: string(),
  roles: list(string().enum(...roles)),
  status: string().enum('active', 'suspended'),
  /** Epoch seconds: tokens issued earlier are refused (sign-out everywhere, new password). */
  notBefore: number().default(0),
  /** Whether they ever joined a channel's team, so that others need not be looked for in one. Absent in accounts from before it was noted: perhaps. Written by functions/channels, and never taken back. */
  hasJoinedTeam: boolean().optional(),
}

/** While staff's decision about a person is on its way to the user pool. Written by functions/users. */
export const settlingAttributes = {
  /** ISO 8601; absent once the pool has followed for good. */
  unsettledSince: string().optional(),
  /** Epoch seconds: what tokens up to then say of the pool's groups is older than the decision. */
  settledAt: number().optional(),
  /** Version of this item with which `status` last changed, until all their films have followed (platform/films-follow.ts). */
  filmsBehind: number().optional(),
  /** How often films that had not followed were told again: each time is an event. */
  toldAgain: number().optional(),
  /** They asked to be erased: nobody brings them back. */
  leaving: boolean().optional(),
}
/** gsi1: whose standing the pool and the edge have yet to follow, the longest waiting first. */
export const unsettledKeys = (id: string, since: Date) => ({ gsi1pk: 'USERS#UNSETTLED', gsi1sk: `${since.toISOString()}#${id}` })

export const PrincipalEntity = new Entity({
  name: 'User',
  table: platformTable,
  timestamps: false,
  schema: item(principalAttributes),
  computeKey: ({ id }: { id: string }) => principalKey(id),
})

/** How somebody stands, with the version of their item: what was told earlier is older. */
export const StandingReference = new Entity({
  name: 'User',
  table: platformTable,
  timestamps: false,
  schema: item({ id: string().key(), status: principalAttributes.status, version: number() }),
  computeKey: ({ id }: { id: string }) => principalKey(id),
})

export interface PrincipalItem {
  readonly id: string
  readonly email: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly status: 'active' | 'suspended'
  readonly notBefore: number
  readonly hasJoinedTeam?: boolean
}

/** A signed-in person whose account was read and found active. */
export interface Person {
  readonly id: string
  readonly displayName: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly status: 'active' | 'suspended'
  /** History, progress and lists are kept by profile; until profiles come there is one. */
  readonly profile: 'default'
  /** False: they belong to no channel's team, and never did. */
  readonly mayBeInTeam: boolean
}

/** The person behind a verified token, or the reason why the token no longer counts. */
export function confirmPrincipal(token: VerifiedToken, principal: PrincipalItem | undefined): Person {
  if (!principal || token.issuedAt < principal.notBefore) throw platformErrors.token_invalid({ headers: challenge })
  if (principal.status === 'suspended') throw platformErrors.suspended()
  const { id, displayName, email, roles, status, hasJoinedTeam } = principal
  return { id, displayName, email, roles, status, profile: 'default', mayBeInTeam: hasJoinedTeam !== false }
}

/** RFC 6750: what a 401 must say about how to do better. */
export const challenge = { 'www-authenticate': 'Bearer realm="playhouse", error="invalid_token"' } as const
