/** A pool like the one Playhouse deploys, a client of it, and people in it. */
import {
  AdminInitiateAuthCommand, CognitoIdentityProviderClient, ConfirmSignUpCommand, SignUpCommand, type AttributeType,
} from '@aws-sdk/client-cognito-identity-provider'
import { randomUUID } from 'node:crypto'
import { createPlugin as createCognito } from '../../../local/cognito/plugin.ts'
import { secretHash } from '../../../local/cognito/secret-hash.ts'
import { codeIn, createPlugin as createMailbox } from '../../../local/mailbox/plugin.ts'
import { fakeCloud } from './fake-cloud.ts'

const poolProperties = {
  UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false }, AutoVerifiedAttributes: ['email'],
  Policies: { PasswordPolicy: { MinimumLength: 10, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: false } },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  EmailVerificationSubject: 'Your Playhouse code', EmailVerificationMessage: '<p>Hello. Your code is <b>{####}</b>.</p>',
}
const clientProperties = {
  GenerateSecret: true, PreventUserExistenceErrors: 'ENABLED', ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
  AccessTokenValidity: 15, RefreshTokenValidity: 30, TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'days' },
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 }, WriteAttributes: ['email', 'name'], ReadAttributes: ['email', 'name'],
}
export const goodPassword = 'Northlight2026'

export async function aPool(changes: { pool?: object; client?: object; lambda?: object } = {}) {
  const fake = await fakeCloud([createMailbox, createCognito])
  if (changes.lambda) fake.cloud.offer('lambda', changes.lambda as never)
  const { ref: poolId, attributes } = await fake.realise('AWS::Cognito::UserPool', 'Pool', { ...poolProperties, ...changes.pool })
  const { ref: clientId, attributes: clientAttributes } = await fake.realise('AWS::Cognito::UserPoolClient', 'Client', { UserPoolId: poolId, ...clientProperties, ...changes.client })
  for (const name of ['viewer', 'creator']) await fake.realise('AWS::Cognito::UserPoolGroup', name, { UserPoolId: poolId, GroupName: name })
  const secret = clientAttributes?.ClientSecret as string | undefined
  const sdk = new CognitoIdentityProviderClient({ endpoint: fake.cloud.endpoint, region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'operator', secretAccessKey: 'x' } })
  const hash = (name: string) => secret && secretHash({ id: clientId, secret }, name)

  const named = (name: string) => ({ ClientId: clientId, Username: name, SecretHash: hash(name) })
  const lastCode = (email: string) => codeIn(fake.cloud.use('mailbox').list(email)[0]!)!
  const signUp = (email: string, password = goodPassword, attributes?: AttributeType[]) =>
    sdk.send(new SignUpCommand({ ...named(email), Password: password, UserAttributes: attributes }))
  const confirm = (email: string, code = lastCode(email)) => sdk.send(new ConfirmSignUpCommand({ ...named(email), ConfirmationCode: code }))
  const signIn = (email: string, password = goodPassword) => sdk.send(new AdminInitiateAuthCommand({
    UserPoolId: poolId, ClientId: clientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: email, PASSWORD: password, ...(secret ? { SECRET_HASH: hash(email)! } : {}) },
  }))
  return {
    ...fake, sdk, poolId, clientId, secret, issuer: attributes!.ProviderURL as string, named, lastCode, signUp, confirm, signIn,
    mails: (email: string) => fake.cloud.use('mailbox').list(email),
    /** A confirmed person with an address of their own. */
    async aMember(email = `ana-${randomUUID()}@example.org`) {
      const { UserSub } = await signUp(email)
      await confirm(email)
      return { email, sub: UserSub! }
    },
    async signedIn(email: string) {
      const { AuthenticationResult } = await signIn(email)
      return AuthenticationResult as Required<NonNullable<typeof AuthenticationResult>>
    },
    async stop() {
      sdk.destroy()
      await fake.stop()
    },
  }
}
export type PoolUnderTest = Awaited<ReturnType<typeof aPool>>
