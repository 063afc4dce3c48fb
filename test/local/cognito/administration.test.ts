import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminDeleteUserCommand, AdminGetUserCommand, AdminListGroupsForUserCommand, AdminRemoveUserFromGroupCommand, AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand, DescribeUserPoolClientCommand, DescribeUserPoolCommand, GetUserAttributeVerificationCodeCommand, ListUsersCommand, UpdateUserAttributesCommand, VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPool, goodPassword, type PoolUnderTest } from './a-pool.ts'

let house: PoolUnderTest
beforeAll(async () => { house = await aPool() })
afterAll(() => house.stop())

const named = (Username: string) => ({ UserPoolId: house.poolId, Username })
const attributesOf = async (name: string) => Object.fromEntries((await house.sdk.send(new AdminGetUserCommand(named(name)))).UserAttributes!.map(a => [a.Name, a.Value]))

describe('administrators', () => {
  it('create a person silently and give a permanent password', async () => {
    const created = await house.sdk.send(new AdminCreateUserCommand({ ...named('kim@example.org'), MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: 'kim@example.org' }, { Name: 'email_verified', Value: 'true' }] }))
    expect(created.User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true })
    expect(house.mails('kim@example.org')).toEqual([])
    await expect(house.sdk.send(new AdminSetUserPasswordCommand({ ...named('kim@example.org'), Password: 'weak', Permanent: true }))).rejects.toMatchObject({ name: 'InvalidPasswordException' })
    await house.sdk.send(new AdminSetUserPasswordCommand({ ...named('kim@example.org'), Password: goodPassword, Permanent: true }))
    await expect(house.signIn('kim@example.org')).resolves.toHaveProperty('AuthenticationResult')
    await expect(house.sdk.send(new AdminCreateUserCommand(named('KIM@example.org')))).rejects.toMatchObject({ name: 'UsernameExistsException' })
  })

  it('invite a person with a temporary password by mail', async () => {
    await house.sdk.send(new AdminCreateUserCommand({ ...named('leo@example.org'), TemporaryPassword: 'Temporary2026' }))
    expect(house.mails('leo@example.org')[0]?.text).toContain('leo@example.org and temporary password is Temporary2026')
  })

  it('delete a person, whose address is free again', async () => {
    const { email } = await house.aMember()
    await house.sdk.send(new AdminDeleteUserCommand(named(email)))
    await expect(house.sdk.send(new AdminGetUserCommand(named(email)))).rejects.toMatchObject({ name: 'UserNotFoundException' })
    await expect(house.signUp(email)).resolves.toHaveProperty('UserSub')
  })

  it('put people in groups and out again', async () => {
    const { email } = await house.aMember()
    for (const GroupName of ['viewer', 'creator', 'creator']) await house.sdk.send(new AdminAddUserToGroupCommand({ ...named(email), GroupName }))
    const groups = async () => (await house.sdk.send(new AdminListGroupsForUserCommand(named(email)))).Groups!.map(group => group.GroupName)
    await expect(groups()).resolves.toEqual(['viewer', 'creator'])
    await house.sdk.send(new AdminRemoveUserFromGroupCommand({ ...named(email), GroupName: 'viewer' }))
    await expect(groups()).resolves.toEqual(['creator'])
    await expect(house.sdk.send(new AdminAddUserToGroupCommand({ ...named(email), GroupName: 'critics' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('read the client with its secret, and the pool', async () => {
    const { UserPoolClient } = await house.sdk.send(new DescribeUserPoolClientCommand({ UserPoolId: house.poolId, ClientId: house.clientId }))
    expect(UserPoolClient).toMatchObject({ ClientSecret: house.secret, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'], RefreshTokenRotation: { RetryGracePeriodSeconds: 30 } })
    const { UserPool } = await house.sdk.send(new DescribeUserPoolCommand({ UserPoolId: house.poolId }))
    expect(UserPool).toMatchObject({ Id: house.poolId, Policies: { PasswordPolicy: { MinimumLength: 10 } } })
    await expect(house.sdk.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_nobody00' }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('looking for people', () => {
  it('finds by address, sub, status and beginning, page by page', async () => {
    const pool = await aPool()
    const members = [await pool.aMember('mia@example.org'), await pool.aMember('Mio@example.org')]
    await pool.signUp('zoe@example.org')
    const list = async (Filter?: string, Limit?: number, PaginationToken?: string) => pool.sdk.send(new ListUsersCommand({ UserPoolId: pool.poolId, Filter, Limit, PaginationToken }))
    const emails = async (filter: string) => (await list(filter)).Users!.map(user => user.Attributes!.find(a => a.Name === 'email')!.Value)
    await expect(emails('email = "MIA@example.org"')).resolves.toEqual(['mia@example.org'])
    await expect(emails('email ^= "mi"')).resolves.toEqual(['mia@example.org', 'Mio@example.org'])
    await expect(emails(`sub = "${members[1]!.sub}"`)).resolves.toEqual(['Mio@example.org'])
    await expect(emails('cognito:user_status = "UNCONFIRMED"')).resolves.toEqual(['zoe@example.org'])
    await expect(list('shoe_size = "38"')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const first = await list(undefined, 2)
    const second = await list(undefined, 2, first.PaginationToken)
    expect([first.Users!.length, second.Users!.length, second.PaginationToken]).toEqual([2, 1, undefined])
    await pool.stop()
  })
})

describe('a new address', () => {
  it('counts only once its code has come back', async () => {
    const { email } = await house.aMember()
    const { AccessToken } = await house.signedIn(email)
    const update = await house.sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: 'nina@new.example' }, { Name: 'name', Value: 'Nina' }] }))
    expect(update.CodeDeliveryDetailsList).toMatchObject([{ Destination: 'n***@n***' }])
    await expect(attributesOf(email)).resolves.toMatchObject({ email, email_verified: 'true', name: 'Nina' })
    await house.sdk.send(new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: 'email' }))
    await house.sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: house.lastCode('nina@new.example') }))
    await expect(attributesOf('nina@new.example')).resolves.toMatchObject({ email: 'nina@new.example', email_verified: 'true' })
    await expect(house.signIn(email)).rejects.toThrow('Incorrect username or password.')
    await expect(house.signIn('nina@new.example')).resolves.toHaveProperty('AuthenticationResult')
  })

  it('counts at once when an administrator vouches for it, and never when somebody else has it', async () => {
    const [{ email }, other] = [await house.aMember(), await house.aMember()]
    const update = (Value: string) => house.sdk.send(new AdminUpdateUserAttributesCommand({ ...named(email), UserAttributes: [{ Name: 'email', Value }, { Name: 'email_verified', Value: 'true' }] }))
    await expect(update(other.email.toUpperCase())).rejects.toMatchObject({ name: 'AliasExistsException' })
    await update('otto@new.example')
    await expect(attributesOf('otto@new.example')).resolves.toMatchObject({ email_verified: 'true' })
  })
})

describe('on the wire', () => {
  it('IAM is asked for signed calls, on the pool, and never for a person\'s own', async () => {
    house.asked.length = 0
    house.unsignedCalls.length = 0
    await house.signUp('pia@example.org')
    expect(house.asked).toEqual([])
    expect(house.unsignedCalls).toEqual(['SignUp'])
    await house.sdk.send(new AdminGetUserCommand(named('pia@example.org')))
    expect(house.asked).toEqual([{ action: 'cognito-idp:AdminGetUser', resource: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${house.poolId}` }])
  })

  it('an administrator\'s call without a signature reaches nothing', async () => {
    const response = await fetch(house.cloud.endpoint, { method: 'POST', headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminGetUser' }, body: JSON.stringify(named('pia@example.org')) })
    expect(response.status).toBe(403)
  })

  it('a missing parameter is named', async () => {
    const response = await fetch(house.cloud.endpoint, { method: 'POST', headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' }, body: '{}' })
    expect(await response.json()).toEqual({ __type: 'InvalidParameterException', message: expect.stringContaining("'clientId'") })
  })
})
