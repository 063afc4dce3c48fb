/** What a signed-in person does to their own entry: GetUser, UpdateUserAttributes, GetUserAttributeVerificationCode, VerifyUserAttribute, DeleteUser. */
import type {
  CodeDeliveryDetailsType, DeleteUserCommandInput, GetUserAttributeVerificationCodeCommandInput, GetUserAttributeVerificationCodeCommandOutput,
  GetUserCommandInput, GetUserCommandOutput, UpdateUserAttributesCommandInput, UpdateUserAttributesCommandOutput, VerifyUserAttributeCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { attributeList, readAttributes, requireFreeEmail, requireWritable } from '../attributes.ts'
import { sendCode, useCode } from '../codes.ts'
import { invalidParameter, required } from '../errors.ts'
import { forgive, spend } from '../limits.ts'
import { unsigned, type Operation } from '../operation.ts'
import type { Pool, UserRecord } from '../pool.ts'
import type { Pools } from '../pools.ts'

export const ownAttributeOperations: Record<string, Operation> = {
  GetUser: unsigned(getUser),
  UpdateUserAttributes: unsigned(updateUserAttributes),
  GetUserAttributeVerificationCode: unsigned(getVerificationCode),
  VerifyUserAttribute: unsigned(verifyUserAttribute),
  DeleteUser: unsigned(deleteUser),
}

async function getUser(input: GetUserCommandInput, pools: Pools): Promise<Omit<GetUserCommandOutput, '$metadata'>> {
  const { user, client } = await pools.signedIn(required(input, 'AccessToken'))
  return { Username: user.username, UserAttributes: attributeList(user, client.reads && ['sub', 'email_verified', ...client.reads]) }
}

async function updateUserAttributes(input: UpdateUserAttributesCommandInput, pools: Pools): Promise<Omit<UpdateUserAttributesCommandOutput, '$metadata'>> {
  const { pool, client, user } = await pools.signedIn(required(input, 'AccessToken'))
  const attributes = readAttributes(pool, input.UserAttributes)
  requireWritable(client, attributes)
  return { CodeDeliveryDetailsList: changeAttributes(pool, user, attributes) }
}

async function getVerificationCode(input: GetUserAttributeVerificationCodeCommandInput, pools: Pools): Promise<Omit<GetUserAttributeVerificationCodeCommandOutput, '$metadata'>> {
  const { pool, user } = await pools.signedIn(required(input, 'AccessToken'))
  requireEmail(required(input, 'AttributeName'))
  spend(pool, 'resend', user.username)
  return { CodeDeliveryDetails: sendCode(pool, user, 'verifyEmail', user.pendingEmail ?? user.attributes.email!) }
}

async function verifyUserAttribute(input: VerifyUserAttributeCommandInput, pools: Pools): Promise<object> {
  const { pool, user } = await pools.signedIn(required(input, 'AccessToken'))
  requireEmail(required(input, 'AttributeName'))
  spend(pool, 'verifyAttribute', user.username)
  // Somebody else may have taken the address since the code was sent.
  if (user.pendingEmail) requireFreeEmail(pool, user.pendingEmail, user)
  useCode(pool, user, 'verifyEmail', required(input, 'Code'))
  forgive(pool, 'verifyAttribute', user.username)
  pool.change(user, changed => {
    if (changed.pendingEmail) changed.attributes.email = changed.pendingEmail
    delete changed.pendingEmail
    changed.attributes.email_verified = 'true'
  })
  return {}
}

async function deleteUser(input: DeleteUserCommandInput, pools: Pools): Promise<object> {
  const { pool, user } = await pools.signedIn(required(input, 'AccessToken'))
  pool.remove(user)
  return {}
}

/**
 * Writes attributes for the person or an administrator. A new address is verified by a code sent to it; where
 * the pool asks for verification before update, the old one stays in force until then. An administrator who
 * says `email_verified: true` vouches for it and no code is sent.
 */
export function changeAttributes(pool: Pool, user: UserRecord, attributes: Record<string, string>): CodeDeliveryDetailsType[] {
  const { email, ...others } = attributes
  const moves = email !== undefined && email !== user.attributes.email
  if (moves) requireFreeEmail(pool, email, user)
  const vouched = attributes.email_verified === 'true'
  const waits = moves && !vouched && pool.configuration.verifiesEmailBeforeUpdate
  pool.change(user, changed => {
    Object.assign(changed.attributes, others)
    if (waits) changed.pendingEmail = email
    else if (moves) {
      delete changed.pendingEmail
      Object.assign(changed.attributes, { email, email_verified: String(vouched) })
    }
  })
  return moves && !vouched && pool.configuration.verifiesEmail ? [sendCode(pool, user, 'verifyEmail', email)] : []
}

function requireEmail(attribute: string): void {
  if (attribute !== 'email') throw invalidParameter(`Cannot verify the attribute ${attribute}.`)
}
