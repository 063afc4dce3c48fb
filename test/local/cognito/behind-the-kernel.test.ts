/** The user pool in a real local cloud: signatures, policies and state as `npm start` has them. */
import { AdminGetUserCommand, AdminInitiateAuthCommand, CognitoIdentityProviderClient, ConfirmSignUpCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider'
import { cpSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { createPlugin as cognito } from '../../../local/cognito/plugin.ts'
import { codeIn, createPlugin as mailbox } from '../../../local/mailbox/plugin.ts'
import { cloudOf, temporaryDir, type FakeStack } from '../kernel/support.ts'

const grant = (Action: string, Resource: unknown) => ({ PolicyName: 'its', PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } })
const role = (...Policies: object[]) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }, Policies } })
const stack = {
  template: {
    Resources: {
      People: { Type: 'AWS::Cognito::UserPool', Properties: { UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false }, AutoVerifiedAttributes: ['email'] } },
      Api: { Type: 'AWS::Cognito::UserPoolClient', Properties: { UserPoolId: { Ref: 'People' }, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] } },
      SignsIn: role(grant('cognito-idp:AdminInitiateAuth', { 'Fn::GetAtt': ['People', 'Arn'] })),
      Outsider: role(grant('cognito-idp:AdminInitiateAuth', 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/another')),
    },
  },
} as unknown as FakeStack
const ana = { Username: 'ana@example.org', Password: 'Northlight-2026' }

it('lets a person in through a role that may, no other role, and still does after a crash', async () => {
  const stateDir = temporaryDir()
  const first = await house(stateDir)
  const nobody = first.as()
  const { UserSub } = await nobody.send(new SignUpCommand({ ClientId: first.clientId, ...ana }))
  await nobody.send(new ConfirmSignUpCommand({ ClientId: first.clientId, Username: ana.Username, ConfirmationCode: codeIn(first.cloud.use('mailbox').list(ana.Username)[0]!)! }))
  await expect(first.signIn('SignsIn')).resolves.toHaveProperty('AuthenticationResult.AccessToken')
  await expect(first.signIn('Outsider')).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining(`cognito-idp:AdminInitiateAuth on resource: arn:aws:cognito-idp:us-east-1:000000000000:userpool/${first.poolId}`) })
  await expect(first.as('SignsIn').send(new AdminGetUserCommand({ UserPoolId: first.poolId, Username: ana.Username }))).rejects.toMatchObject({ name: 'AccessDeniedException' })

  // The disk as a kill would leave it at this moment: nothing is flushed on a way out.
  const afterKill = temporaryDir()
  cpSync(stateDir, afterKill, { recursive: true, filter: path => basename(path) !== 'pid' })
  const second = await house(afterKill)
  expect([second.poolId, second.clientId]).toEqual([first.poolId, first.clientId])
  await expect(second.signIn('SignsIn')).resolves.toHaveProperty('AuthenticationResult.AccessToken')
  expect((await second.as('operator').send(new AdminGetUserCommand({ UserPoolId: second.poolId, Username: ana.Username }))).Username).toBe(UserSub)
  await expect((await fetch(`${second.endpoint}/cognito/${second.poolId}/.well-known/jwks.json`)).json()).resolves.toMatchObject({ keys: [{ kty: 'RSA', alg: 'RS256', use: 'sig' }] })
})

async function house(stateDir: string) {
  const running = await cloudOf({ identity: stack }, [mailbox, cognito], stateDir)
  const ref = (type: string) => running.cloud.resources(type)[0]!.ref
  const [poolId, clientId] = [ref('AWS::Cognito::UserPool'), ref('AWS::Cognito::UserPoolClient')]
  const as = (who?: string) => {
    const roleArn = running.cloud.resources('AWS::IAM::Role').find(resource => resource.logicalId === who)?.attributes?.Arn as string | undefined
    const credentials = roleArn ? running.cloud.iam.credentialsOf(roleArn) : running.operator
    return new CognitoIdentityProviderClient({ endpoint: running.endpoint, region: 'us-east-1', maxAttempts: 1, credentials })
  }
  const signIn = (who: string) => as(who).send(new AdminInitiateAuthCommand({ UserPoolId: poolId, ClientId: clientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: ana.Username, PASSWORD: ana.Password } }))
  return { ...running, poolId, clientId, as, signIn }
}
