/** Who belongs to what: AdminAddUserToGroup, AdminRemoveUserFromGroup, AdminListGroupsForUser. */
import type {
  AdminAddUserToGroupCommandInput, AdminListGroupsForUserCommandInput, AdminListGroupsForUserCommandOutput, AdminRemoveUserFromGroupCommandInput, GroupType,
} from '@aws-sdk/client-cognito-identity-provider'
import { notFound, required } from '../errors.ts'
import { signed, type Operation } from '../operation.ts'
import type { Group, Pool } from '../pool.ts'
import type { Pools } from '../pools.ts'
import { pageOf } from './paging.ts'

export const groupOperations: Record<string, Operation> = {
  AdminAddUserToGroup: signed(adminAddUserToGroup),
  AdminRemoveUserFromGroup: signed(adminRemoveUserFromGroup),
  AdminListGroupsForUser: signed(adminListGroupsForUser),
}

function adminAddUserToGroup(input: AdminAddUserToGroupCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  const name = requireGroup(pool, required(input, 'GroupName'))
  if (!user.groups.includes(name)) pool.change(user, changed => { changed.groups = [...changed.groups, name] })
  return {}
}

function adminRemoveUserFromGroup(input: AdminRemoveUserFromGroupCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  const name = requireGroup(pool, required(input, 'GroupName'))
  pool.change(user, changed => { changed.groups = changed.groups.filter(group => group !== name) })
  return {}
}

function adminListGroupsForUser(input: AdminListGroupsForUserCommandInput, pools: Pools): Omit<AdminListGroupsForUserCommandOutput, '$metadata'> {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  const groups = user.groups.flatMap(name => pool.groups.get(name) ?? []).map(group => groupView(pool, group))
  const { items, next } = pageOf(groups, input.Limit, input.NextToken)
  return { Groups: items, NextToken: next }
}

function requireGroup(pool: Pool, name: string): string {
  if (!pool.groups.has(name)) throw notFound('Group not found.')
  return name
}

const groupView = (pool: Pool, { name, properties, createdAt }: Group): GroupType => ({
  GroupName: name, UserPoolId: pool.id, CreationDate: new Date(createdAt), LastModifiedDate: new Date(createdAt),
  Description: properties.Description as string | undefined,
  Precedence: properties.Precedence === undefined ? undefined : Number(properties.Precedence),
  RoleArn: properties.RoleArn as string | undefined,
})
