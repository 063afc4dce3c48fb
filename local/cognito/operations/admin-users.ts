/** What administrators do to a person: create, look, change, disable, delete. */
import { randomBytes } from 'node:crypto'
import type {
  AdminCreateUserCommandInput, AdminCreateUserCommandOutput, AdminDeleteUserCommandInput, AdminDisableUserCommandInput, AdminEnableUserCommandInput,
  AdminGetUserCommandInput, AdminGetUserCommandOutput, AdminSetUserPasswordCommandInput, AdminUpdateUserAttributesCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { readAttributes, requireComplete, userView } from '../attributes.ts'
import { sendInvitation } from '../codes.ts'
import { required, userNotFound } from '../errors.ts'
import { signed, type Operation } from '../operation.ts'
import { hashPassword, requirePolicy } from '../passwords.ts'
import type { Pool } from '../pool.ts'
import type { Pools } from '../pools.ts'
import { endAllSessions } from '../sessions.ts'
import { changeAttributes } from './own-attributes.ts'
import { newUser, requireFreeName, withEmail } from './sign-up.ts'

export const adminUserOperations: Record<string, Operation> = {
  AdminCreateUser: signed(adminCreateUser),
  AdminGetUser: signed(adminGetUser),
  AdminSetUserPassword: signed(adminSetUserPassword),
  AdminUpdateUserAttributes: signed(adminUpdateUserAttributes),
  AdminDisableUser: signed(adminDisableUser),
  AdminEnableUser: signed(adminEnableUser),
  AdminDeleteUser: signed(adminDeleteUser),
}

async function adminCreateUser(input: AdminCreateUserCommandInput, pools: Pools): Promise<Omit<AdminCreateUserCommandOutput, '$metadata'>> {
  const pool = pools.pool(input.UserPoolId)
  const name = required(input, 'Username')
  const attributes = withEmail(pool, name, readAttributes(pool, input.UserAttributes))
  requireComplete(pool, attributes)
  const password = input.TemporaryPassword ?? `${randomBytes(6).toString('base64url')}aA1!`
  requirePolicy(password, pool.configuration.password)
  const passwordHash = await hashPassword(password)
  const temporary = { passwordHash, status: 'FORCE_CHANGE_PASSWORD', temporaryUntil: temporaryUntil(pool) } as const
  let user
  if (input.MessageAction === 'RESEND') {
    user = pool.find(name)
    if (!user) throw userNotFound()
    pool.change(user, changed => Object.assign(changed, temporary))
  } else {
    requireFreeName(pool, name, 'An account with the given email already exists.', 'User account already exists')
    user = newUser(pool, name, attributes, temporary)
    pool.add(user)
  }
  if (input.MessageAction !== 'SUPPRESS' && user.attributes.email) sendInvitation(pool, user, user.attributes.email, password)
  return { User: userView(user) }
}

function adminGetUser(input: AdminGetUserCommandInput, pools: Pools): Omit<AdminGetUserCommandOutput, '$metadata'> {
  const { user } = pools.user(input.UserPoolId, required(input, 'Username'))
  const { Attributes: UserAttributes, ...view } = userView(user)
  return { ...view, Username: user.username, UserAttributes }
}

async function adminSetUserPassword(input: AdminSetUserPasswordCommandInput, pools: Pools): Promise<object> {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  const password = required(input, 'Password')
  requirePolicy(password, pool.configuration.password)
  const passwordHash = await hashPassword(password)
  pool.change(user, changed => {
    changed.passwordHash = passwordHash
    changed.status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
    if (input.Permanent) delete changed.temporaryUntil
    else changed.temporaryUntil = temporaryUntil(pool)
  })
  return {}
}

function adminUpdateUserAttributes(input: AdminUpdateUserAttributesCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  changeAttributes(pool, user, readAttributes(pool, input.UserAttributes))
  return {}
}

/** A disabled person is out: no sign-in, no refresh, and the tokens they hold are revoked. */
function adminDisableUser(input: AdminDisableUserCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  pool.change(user, changed => { changed.enabled = false })
  endAllSessions(pool, user)
  return {}
}

function adminEnableUser(input: AdminEnableUserCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  pool.change(user, changed => { changed.enabled = true })
  return {}
}

function adminDeleteUser(input: AdminDeleteUserCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  pool.remove(user)
  return {}
}

const temporaryUntil = (pool: Pool): string => new Date(pool.now().getTime() + pool.configuration.password.temporaryDays * 86_400_000).toISOString()
