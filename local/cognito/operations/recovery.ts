/** A forgotten or changed password: ForgotPassword, ConfirmForgotPassword, ChangePassword. */
import type {
  ChangePasswordCommandInput, ConfirmForgotPasswordCommandInput, ForgotPasswordCommandInput, ForgotPasswordCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider'
import { delivered, sendCode, useCode } from '../codes.ts'
import { codeMismatch, invalidParameter, notAuthorized, required, userDisabled, userNotConfirmed, userNotFound, wrongCredentials } from '../errors.ts'
import { forgive, spend } from '../limits.ts'
import { unsigned, type Operation } from '../operation.ts'
import { hashPassword, isPassword, requirePolicy } from '../passwords.ts'
import type { Pools } from '../pools.ts'
import { tellConfirmed } from '../post-confirmation.ts'
import { requireSecretHash } from '../secret-hash.ts'
import { unlock } from '../sign-in-lock.ts'

export const recoveryOperations: Record<string, Operation> = {
  ForgotPassword: unsigned(forgotPassword),
  ConfirmForgotPassword: unsigned(confirmForgotPassword),
  ChangePassword: unsigned(changePassword),
}

function forgotPassword(input: ForgotPasswordCommandInput, pools: Pools): Omit<ForgotPasswordCommandOutput, '$metadata'> {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  const name = required(input, 'Username')
  requireSecretHash(client, name, input.SecretHash)
  spend(pool, 'forgotPassword', name)
  const user = pool.find(name)
  const reachable = user?.attributes.email_verified === 'true'
  if (client.hidesWhetherUsersExist && !(user?.enabled && reachable)) return { CodeDeliveryDetails: delivered(name) }
  if (!user) throw userNotFound()
  if (!user.enabled) throw userDisabled()
  if (user.status === 'FORCE_CHANGE_PASSWORD') throw notAuthorized('User password cannot be reset in the current state.')
  if (!reachable) throw invalidParameter('Cannot reset password for the user as there is no registered/verified email or phone_number')
  return { CodeDeliveryDetails: sendCode(pool, user, 'recover', user.attributes.email!) }
}

/** Sets the new password. Refresh tokens stay good, as in Cognito: whoever wants the sessions gone ends them. */
async function confirmForgotPassword(input: ConfirmForgotPasswordCommandInput, pools: Pools): Promise<object> {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  const name = required(input, 'Username')
  requireSecretHash(client, name, input.SecretHash)
  const [code, password] = [required(input, 'ConfirmationCode'), required(input, 'Password')]
  requirePolicy(password, pool.configuration.password)
  const passwordHash = await hashPassword(password)
  spend(pool, 'confirmForgotPassword', name)
  const user = pool.find(name)
  if (!user?.enabled) throw client.hidesWhetherUsersExist ? codeMismatch() : user ? userDisabled() : userNotFound()
  if (user.status === 'UNCONFIRMED' && !client.hidesWhetherUsersExist) throw userNotConfirmed()
  useCode(pool, user, 'recover', code)
  forgive(pool, 'confirmForgotPassword', name)
  unlock(pool, name)
  pool.change(user, changed => Object.assign(changed, { passwordHash, status: 'CONFIRMED' }))
  await tellConfirmed(pool, client, user, 'ConfirmForgotPassword', input.ClientMetadata)
  return {}
}

async function changePassword(input: ChangePasswordCommandInput, pools: Pools): Promise<object> {
  const { pool, user } = await pools.signedIn(required(input, 'AccessToken'))
  const password = required(input, 'ProposedPassword')
  requirePolicy(password, pool.configuration.password)
  spend(pool, 'changePassword', user.username)
  if (!await isPassword(required(input, 'PreviousPassword'), user.passwordHash)) throw wrongCredentials()
  forgive(pool, 'changePassword', user.username)
  const passwordHash = await hashPassword(password)
  pool.change(user, changed => { changed.passwordHash = passwordHash })
  return {}
}
