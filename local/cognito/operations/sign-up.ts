/** How a person comes in: SignUp, ConfirmSignUp, ResendConfirmationCode. */
import { randomUUID } from 'node:crypto'
import type {
  ConfirmSignUpCommandInput, ConfirmSignUpCommandOutput, ResendConfirmationCodeCommandInput, ResendConfirmationCodeCommandOutput,
  SignUpCommandInput, SignUpCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider'
import { isAddress, readAttributes, requireComplete, requireWritable } from '../attributes.ts'
import { delivered, sendCode, useCode } from '../codes.ts'
import { codeExpired, invalidParameter, notAuthorized, required, userDisabled, userNotFound, usernameExists } from '../errors.ts'
import { forgive, spend } from '../limits.ts'
import { unsigned, type Operation } from '../operation.ts'
import { hashPassword, requirePolicy } from '../passwords.ts'
import type { Pool, UserRecord } from '../pool.ts'
import type { Pools } from '../pools.ts'
import { tellConfirmed } from '../post-confirmation.ts'
import { requireSecretHash } from '../secret-hash.ts'

export const signUpOperations: Record<string, Operation> = {
  SignUp: unsigned(signUp),
  ConfirmSignUp: unsigned(confirmSignUp),
  ResendConfirmationCode: unsigned(resendConfirmationCode),
}

async function signUp(input: SignUpCommandInput, pools: Pools): Promise<Omit<SignUpCommandOutput, '$metadata'>> {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  const name = required(input, 'Username')
  requireSecretHash(client, name, input.SecretHash)
  if (!pool.configuration.selfSignUp) throw notAuthorized('SignUp is not permitted for this user pool')
  const password = required(input, 'Password')
  requirePolicy(password, pool.configuration.password)
  const sent = readAttributes(pool, input.UserAttributes)
  requireWritable(client, sent)
  const attributes = withEmail(pool, name, sent)
  requireComplete(pool, attributes)
  const passwordHash = await hashPassword(password)
  // From here on without a pause: two sign-ups of one address must not both find it free.
  requireFreeName(pool, name, 'An account with the given email already exists.', 'User already exists')
  const user = newUser(pool, name, attributes, { passwordHash, status: 'UNCONFIRMED' })
  pool.add(user)
  const CodeDeliveryDetails = pool.configuration.verifiesEmail && attributes.email ? sendCode(pool, user, 'confirm', attributes.email) : undefined
  return { UserConfirmed: false, UserSub: user.attributes.sub, CodeDeliveryDetails }
}

async function confirmSignUp(input: ConfirmSignUpCommandInput, pools: Pools): Promise<Omit<ConfirmSignUpCommandOutput, '$metadata'>> {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  const name = required(input, 'Username')
  requireSecretHash(client, name, input.SecretHash)
  const code = required(input, 'ConfirmationCode')
  spend(pool, 'confirmSignUp', name)
  const user = pool.find(name)
  if (!user) throw client.hidesWhetherUsersExist ? codeExpired() : userNotFound()
  if (!user.enabled) throw userDisabled()
  if (user.status !== 'UNCONFIRMED') throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
  useCode(pool, user, 'confirm', code)
  forgive(pool, 'confirmSignUp', name)
  pool.change(user, changed => {
    changed.status = 'CONFIRMED'
    if (changed.attributes.email) changed.attributes.email_verified = 'true'
  })
  await tellConfirmed(pool, client, user, 'ConfirmSignUp', input.ClientMetadata)
  return {}
}

function resendConfirmationCode(input: ResendConfirmationCodeCommandInput, pools: Pools): Omit<ResendConfirmationCodeCommandOutput, '$metadata'> {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  const name = required(input, 'Username')
  requireSecretHash(client, name, input.SecretHash)
  spend(pool, 'resend', name)
  const user = pool.find(name)
  if (!user || !user.enabled) {
    if (client.hidesWhetherUsersExist) return { CodeDeliveryDetails: delivered(name) }
    throw user ? userDisabled() : userNotFound()
  }
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
  if (!user.attributes.email) throw invalidParameter('Cannot resend codes. Auto verification not turned on.')
  return { CodeDeliveryDetails: sendCode(pool, user, 'confirm', user.attributes.email) }
}

/** Where people sign in by address, the name they give becomes their mail attribute. */
export function withEmail(pool: Pool, name: string, attributes: Record<string, string>): Record<string, string> {
  if (pool.configuration.signInBy !== 'email') return attributes
  if (!isAddress(name)) throw invalidParameter('Username should be an email.')
  if (attributes.email && pool.fold(attributes.email) !== pool.fold(name)) throw invalidParameter('User email does not match the username.')
  return { ...attributes, email: attributes.email ?? name }
}

export function requireFreeName(pool: Pool, name: string, takenEmail: string, takenName: string): void {
  if (pool.find(name)) throw usernameExists(pool.configuration.signInBy === 'email' ? takenEmail : takenName)
}

export function newUser(pool: Pool, name: string, attributes: Record<string, string>, rest: Pick<UserRecord, 'passwordHash' | 'status' | 'temporaryUntil'>): UserRecord {
  const sub = randomUUID()
  const now = pool.now().toISOString()
  return {
    username: pool.configuration.signInBy === 'email' ? sub : pool.fold(name),
    attributes: { ...attributes, sub, ...(attributes.email ? { email_verified: attributes.email_verified ?? 'false' } : {}) },
    enabled: true, groups: [], codes: {}, createdAt: now, modifiedAt: now, ...rest,
  }
}
