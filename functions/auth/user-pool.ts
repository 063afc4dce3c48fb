/** The user pool, as narrow as we use it. Failures come out as they are; cognito-refusals.ts knows what they mean. */
import { createHmac } from 'node:crypto'
import {
  AdminDeleteUserCommand, AdminGetUserCommand, AdminInitiateAuthCommand, AdminUserGlobalSignOutCommand, ChangePasswordCommand, CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand, ConfirmSignUpCommand, DescribeUserPoolClientCommand, ForgotPasswordCommand, GetTokensFromRefreshTokenCommand,
  ResendConfirmationCodeCommand, RevokeTokenCommand, SignUpCommand, UpdateUserAttributesCommand, UserNotFoundException, VerifyUserAttributeCommand, type AuthenticationResultType,
} from '@aws-sdk/client-cognito-identity-provider'
import { answeredWithin } from '../platform/patience.ts'
import { userIdOf } from '../platform/principal.ts'
import type { PoolUser } from './user.ts'

/** Fresh tokens and what the access token says of its person. */
export interface PoolSession {
  readonly accessToken: string
  /** Absent when the pool kept the one that was shown. */
  readonly refreshToken: string | undefined
  /** Seconds. */
  readonly expiresIn: number
  readonly userId: string
  readonly username: string
  /** The confirmed address, as the pool has it now; null where it did not say. */
  readonly email: string | null
  readonly groups: readonly string[]
  /** Epoch seconds of the sign-in that this session goes back to. */
  readonly signedInAt: number
  /** Epoch seconds, when the pool gave out this access token with these groups. */
  readonly issuedAt: number
}

export interface UserPool {
  signUp(email: string, password: string, displayName: string): Promise<void>
  confirmSignUp(email: string, code: string): Promise<void>
  resendCode(email: string): Promise<void>
  /** Null for answers that are no session (a challenge we do not use). */
  signIn(email: string, password: string): Promise<PoolSession | null>
  refresh(refreshToken: string): Promise<PoolSession | null>
  revoke(refreshToken: string): Promise<void>
  mailRecoveryCode(email: string): Promise<void>
  setPassword(email: string, code: string, newPassword: string): Promise<void>
  /** By address or username. */
  find(name: string): Promise<(PoolUser & { readonly username: string; readonly confirmed: boolean }) | null>
  /** Harmless when they are gone. */
  remove(name: string): Promise<void>
  /** Somebody who is not there (any more) has no sessions. */
  endSessions(name: string): Promise<void>
  changePassword(accessToken: string, current: string, next: string): Promise<void>
  /** Mails a code to the new address; the old one stays until it comes back. */
  askForEmail(accessToken: string, email: string): Promise<void>
  confirmEmail(accessToken: string, code: string): Promise<void>
}

export function userPool({ poolId, clientId, client = new CognitoIdentityProviderClient(answeredWithin(4000)) }: { poolId: string; clientId: string; client?: CognitoIdentityProviderClient }): UserPool {
  let secret: Promise<string> | undefined
  /** Read once per instance; it stands in no template and no environment. */
  const clientSecret = () => secret ??= client.send(new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: clientId }))
    .then(({ UserPoolClient }) => UserPoolClient!.ClientSecret!)
    .catch(problem => {
      secret = undefined
      throw problem
    })
  /** What every unsigned call names: the client, the person, and the proof that the client is us. */
  const known = async (email: string) => ({ ClientId: clientId, Username: email, SecretHash: await secretHash(email) })
  const secretHash = async (email: string) => createHmac('sha256', await clientSecret()).update(email + clientId).digest('base64')

  return {
    async signUp(email, password, displayName) {
      await client.send(new SignUpCommand({ ...await known(email), Password: password, UserAttributes: [{ Name: 'email', Value: email }, { Name: 'name', Value: displayName }] }))
    },
    async confirmSignUp(email, code) { await client.send(new ConfirmSignUpCommand({ ...await known(email), ConfirmationCode: code })) },
    async resendCode(email) { await client.send(new ResendConfirmationCodeCommand(await known(email))) },
    async signIn(email, password) {
      const { AuthenticationResult } = await client.send(new AdminInitiateAuthCommand({
        UserPoolId: poolId, ClientId: clientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: await secretHash(email) },
      }))
      return sessionIn(AuthenticationResult)
    },
    async refresh(refreshToken) {
      const { AuthenticationResult } = await client.send(new GetTokensFromRefreshTokenCommand({ ClientId: clientId, ClientSecret: await clientSecret(), RefreshToken: refreshToken }))
      return sessionIn(AuthenticationResult)
    },
    async revoke(refreshToken) { await client.send(new RevokeTokenCommand({ ClientId: clientId, ClientSecret: await clientSecret(), Token: refreshToken })) },
    async mailRecoveryCode(email) { await client.send(new ForgotPasswordCommand(await known(email))) },
    async setPassword(email, code, newPassword) {
      await client.send(new ConfirmForgotPasswordCommand({ ...await known(email), ConfirmationCode: code, Password: newPassword }))
    },
    async find(name) {
      try {
        const { Username, UserStatus, UserAttributes = [] } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: name }))
        const attribute = (wanted: string) => UserAttributes.find(({ Name }) => Name === wanted)?.Value ?? ''
        return { id: userIdOf(attribute('sub')), email: attribute('email'), displayName: attribute('name'), username: Username!, confirmed: UserStatus !== 'UNCONFIRMED' }
      } catch (problem) {
        if (problem instanceof UserNotFoundException) return null
        throw problem
      }
    },
    async remove(name) { await client.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: name })).catch(unlessGone) },
    async endSessions(name) { await client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: name })).catch(unlessGone) },
    async changePassword(AccessToken, PreviousPassword, ProposedPassword) { await client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword })) },
    async askForEmail(AccessToken, email) { await client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: email }] })) },
    async confirmEmail(AccessToken, Code) { await client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code })) },
  }
}

const unlessGone = (problem: unknown): void => {
  if (!(problem instanceof UserNotFoundException)) throw problem
}

/** The tokens came straight from the pool over TLS, so their claims need no verification here. */
function sessionIn(result: AuthenticationResultType | undefined): PoolSession | null {
  if (!result?.AccessToken) return null
  const claims = claimsOf(result.AccessToken)
  const groups = claims['cognito:groups']
  return {
    accessToken: result.AccessToken,
    refreshToken: result.RefreshToken,
    expiresIn: result.ExpiresIn!,
    email: result.IdToken ? String(claimsOf(result.IdToken).email) : null,
    userId: userIdOf(String(claims.sub)),
    username: String(claims.username),
    groups: Array.isArray(groups) ? groups.map(String) : [],
    signedInAt: Number(claims.auth_time),
    issuedAt: Number(claims.iat),
  }
}

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
