/** ListUsers, with Cognito's small filter language: `email = "a@b.c"`, `name ^= "A"`, `status = "Enabled"`. */
import type { ListUsersCommandInput, ListUsersCommandOutput } from '@aws-sdk/client-cognito-identity-provider'
import { userView } from '../attributes.ts'
import { invalidParameter } from '../errors.ts'
import { signed, type Operation } from '../operation.ts'
import type { Pool, UserRecord } from '../pool.ts'
import type { Pools } from '../pools.ts'
import { pageOf } from './paging.ts'

export const listOperations: Record<string, Operation> = { ListUsers: signed(listUsers) }

function listUsers(input: ListUsersCommandInput, pools: Pools): Omit<ListUsersCommandOutput, '$metadata'> {
  const pool = pools.pool(input.UserPoolId)
  const matching = pool.users.filter(filterOf(pool, input.Filter))
  const { items, next } = pageOf(matching, input.Limit, input.PaginationToken)
  return { Users: items.map(user => userView(user, input.AttributesToGet)), PaginationToken: next }
}

/** Cognito searches these and no others; custom attributes cannot be searched. */
const searchable: Record<string, (user: UserRecord) => string | undefined> = {
  username: user => user.username,
  'cognito:user_status': user => user.status,
  status: user => user.enabled ? 'Enabled' : 'Disabled',
  ...Object.fromEntries(['sub', 'email', 'name', 'given_name', 'family_name', 'preferred_username', 'phone_number'].map(name => [name, (user: UserRecord) => user.attributes[name]])),
}

function filterOf(pool: Pool, filter: string | undefined): (user: UserRecord) => boolean {
  if (!filter) return () => true
  const [, name = '', operator, quoted = ''] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? []
  const read = Object.hasOwn(searchable, name) ? searchable[name] : undefined
  if (!read) throw invalidParameter(`Invalid filter: ${filter}`)
  const spell = name === 'email' || name === 'username' ? (text: string) => pool.fold(text) : (text: string) => text
  const wanted = spell(quoted.replace(/\\(.)/g, '$1'))
  return user => {
    const value = read(user)
    return value !== undefined && (operator === '=' ? spell(value) === wanted : spell(value).startsWith(wanted))
  }
}
