/** A person's account as it is kept, and the pure rules about it. */
import type { Role } from '../platform/contract.ts'
import { sizesOf } from '../platform/pictures.ts'
import type { PrincipalItem } from '../platform/principal.ts'
import { roles } from '../platform/principal.ts'
import { preferences, type User } from './contract.ts'
import type * as z from 'zod'

export type Preferences = z.output<typeof preferences>

export interface Account extends PrincipalItem {
  readonly bio: string
  /** Id of a picture; absent or null for none. */
  readonly face?: string | null
  readonly preferences: Preferences
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly unsettledSince?: string
  readonly settledAt?: number
  readonly leaving?: boolean
}

/** What the user pool knows of somebody. */
export interface PoolUser { readonly id: string; readonly email: string; readonly displayName: string }

/** Everybody may watch and publish; the pool's groups add the roles of staff. In the order of the contract. */
export function rolesFromGroups(groups: readonly string[]): Role[] {
  const held = new Set<string>(['viewer', 'creator', ...groups])
  return roles.filter(role => held.has(role))
}

/**
 * Whether a token's groups may change an account's roles. Staff decide here first and the pool follows: until it has,
 * and in tokens from before, its groups are older than the decision.
 */
export const poolMayDecide = ({ unsettledSince, settledAt = 0 }: Pick<Account, 'unsettledSince' | 'settledAt'>, tokenIssuedAt: number): boolean => unsettledSince === undefined && tokenIssuedAt > settledAt

/** A fresh account, active at once. */
export const newAccount = ({ id, email, displayName }: PoolUser, groups: readonly string[], now: Date): Account => ({
  id, email, displayName,
  roles: rolesFromGroups(groups),
  status: 'active',
  notBefore: 0,
  hasJoinedTeam: false,
  bio: '',
  preferences: preferences.parse({}),
  version: 1,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
})

export const sameRoles = (left: readonly Role[], right: readonly Role[]): boolean => left.length === right.length && left.every(role => right.includes(role))

/** A person as they see themselves. */
export const userSeen = ({ id, email, displayName, roles, face, createdAt }: Account): User => ({ id, email, displayName, roles: [...roles], face: sizesOf(face), createdAt })

export const profileSeen = ({ id, displayName, bio, face, preferences, version }: Account) => ({ id, displayName, bio, face: sizesOf(face), preferences, version })

/**
 * The first whole second after `now`. Tokens say when they were issued in whole seconds, so this is the
 * earliest instant that cleanly parts the tokens before a new password from those after it.
 */
export const nextWholeSecond = (now: Date): number => Math.floor(now.getTime() / 1000) + 1
