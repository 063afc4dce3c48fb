import { AdminGetUserCommand, ConfirmSignUpCommand, ListUsersCommand, ResendConfirmationCodeCommand, SignUpCommand } from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPool, goodPassword, type PoolUnderTest } from './a-pool.ts'

let house: PoolUnderTest
beforeAll(async () => { house = await aPool() })
afterAll(() => house.stop())

describe('signing up', () => {
  it('gives the person a UUID for a name, mails a code and masks where it went', async () => {
    const { UserSub, UserConfirmed, CodeDeliveryDetails } = await house.signUp('bea@example.org')
    expect(UserSub).toMatch(/^[0-9a-f-]{36}$/)
    expect(UserConfirmed).toBe(false)
    expect(CodeDeliveryDetails).toEqual({ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'b***@e***' })
    const [mail] = house.mails('bea@example.org')
    expect(mail).toMatchObject({ subject: 'Your Playhouse code', text: expect.stringMatching(/^Hello\. Your code is \d{6}\.$/) })
  })

  it.each([
    ['Short1aa', 'Password did not conform with policy: Password not long enough'],
    ['northlight2026', 'Password did not conform with policy: Password must have uppercase characters'],
    ['NORTHLIGHT2026', 'Password did not conform with policy: Password must have lowercase characters'],
    ['NorthlightNow', 'Password did not conform with policy: Password must have numeric characters'],
  ])('refuses the password %s by the policy', async (password, message) => {
    await expect(house.signUp('weak@example.org', password)).rejects.toMatchObject({ name: 'InvalidPasswordException', message })
  })

  it('knows an address however its letters are spelled', async () => {
    await house.signUp('Carla@Example.org')
    await expect(house.signUp('cARLA@example.ORG')).rejects.toMatchObject({ name: 'UsernameExistsException' })
    await house.confirm('CARLA@example.org', house.lastCode('carla@example.org'))
    await expect(house.signIn('carla@EXAMPLE.org')).resolves.toHaveProperty('AuthenticationResult.AccessToken')
  })

  it('lets only one of two simultaneous sign-ups have an address', async () => {
    const outcomes = await Promise.allSettled([house.signUp('twin@example.org'), house.signUp('TWIN@example.org')])
    expect(outcomes.map(o => o.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { Users } = await house.sdk.send(new ListUsersCommand({ UserPoolId: house.poolId, Filter: 'email = "twin@example.org"' }))
    expect(Users).toHaveLength(1)
  })

  it('refuses a name that is no mail address, an unknown attribute, and one the client may not write', async () => {
    await expect(house.signUp('dora')).rejects.toMatchObject({ name: 'InvalidParameterException', message: 'Username should be an email.' })
    await expect(house.signUp('dora@example.org', goodPassword, [{ Name: 'shoe_size', Value: '38' }])).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(house.signUp('dora@example.org', goodPassword, [{ Name: 'email_verified', Value: 'true' }])).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(house.signUp('dora@example.org', goodPassword, [{ Name: 'nickname', Value: 'D' }])).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('wants the secret hash of a client that has a secret, and the right one', async () => {
    const { SecretHash, ...bare } = house.named('eva@example.org')
    await expect(house.sdk.send(new SignUpCommand({ ...bare, Password: goodPassword }))).rejects.toMatchObject({ name: 'NotAuthorizedException', message: expect.stringContaining('SECRET_HASH was not received') })
    await expect(house.sdk.send(new SignUpCommand({ ...bare, SecretHash: `${SecretHash}x`, Password: goodPassword }))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(house.sdk.send(new SignUpCommand({ ...bare, ClientId: 'nobody', Password: goodPassword }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('confirming', () => {
  it('verifies the address and lets the person in', async () => {
    const { email } = await house.aMember()
    const user = await house.sdk.send(new AdminGetUserCommand({ UserPoolId: house.poolId, Username: email }))
    expect(user).toMatchObject({ UserStatus: 'CONFIRMED', Enabled: true })
    expect(user.UserCreateDate).toBeInstanceOf(Date)
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' })
  })

  it('refuses a wrong code, and the right one after fifteen tries within the hour', async () => {
    await house.signUp('fay@example.org')
    const right = house.lastCode('fay@example.org')
    const wrong = right === '000000' ? '000001' : '000000'
    for (let n = 0; n < 15; n++) await expect(house.confirm('fay@example.org', wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' })
    await expect(house.confirm('fay@example.org', right)).rejects.toMatchObject({ name: 'LimitExceededException' })
    house.advance(3601)
    await house.confirm('fay@example.org', right)
  })

  it('refuses a code after a day', async () => {
    await house.signUp('gil@example.org')
    house.advance(24 * 3600 + 1)
    await expect(house.confirm('gil@example.org')).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })

  it('voids the older code when a new one is sent', async () => {
    await house.signUp('hal@example.org')
    const first = house.lastCode('hal@example.org')
    await house.sdk.send(new ResendConfirmationCodeCommand(house.named('hal@example.org')))
    const second = house.lastCode('hal@example.org')
    if (first !== second) await expect(house.confirm('hal@example.org', first)).rejects.toMatchObject({ name: 'CodeMismatchException' })
    await expect(house.confirm('hal@example.org', second)).resolves.toHaveProperty('$metadata')
  })

  it('refuses a second confirmation and a resend to the confirmed', async () => {
    const { email } = await house.aMember()
    await expect(house.confirm(email, '123456')).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'User cannot be confirmed. Current status is CONFIRMED' })
    await expect(house.sdk.send(new ResendConfirmationCodeCommand(house.named(email)))).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('sends at most five codes an hour', async () => {
    await house.signUp('ivo@example.org')
    const resend = () => house.sdk.send(new ResendConfirmationCodeCommand(house.named('ivo@example.org')))
    for (let n = 0; n < 5; n++) await resend()
    await expect(resend()).rejects.toMatchObject({ name: 'LimitExceededException' })
    expect(house.mails('ivo@example.org')).toHaveLength(6)
  })

  it('hides that an address is unknown: resending pretends, confirming speaks of the code', async () => {
    const { CodeDeliveryDetails } = await house.sdk.send(new ResendConfirmationCodeCommand(house.named('nobody@example.org')))
    expect(CodeDeliveryDetails?.Destination).toBe('n***@e***')
    expect(house.mails('nobody@example.org')).toEqual([])
    await expect(house.sdk.send(new ConfirmSignUpCommand({ ...house.named('nobody@example.org'), ConfirmationCode: '123456' }))).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })
})

it('tells the post-confirmation function, as Cognito, for this pool', async () => {
  const invocations: unknown[][] = []
  const invoke = async (...args: unknown[]) => (invocations.push(args), { requestId: 'r', payload: {} })
  const pool = await aPool({ pool: { LambdaConfig: { PostConfirmation: 'arn:aws:lambda:us-east-1:000000000000:function:greet' } }, lambda: { invoke, list: () => [] } })
  const { sub } = await pool.aMember()
  const [[arn, event, options]] = invocations as [[string, object, object]]
  expect(arn).toMatch(/greet$/)
  expect(event).toMatchObject({ triggerSource: 'PostConfirmation_ConfirmSignUp', userName: sub, request: { userAttributes: { email_verified: 'true' } } })
  expect(options).toEqual({ caller: { kind: 'service', principal: 'cognito-idp.amazonaws.com', sourceArn: expect.stringContaining(`userpool/${pool.poolId}`) } })
  await pool.stop()
})

it('refuses settings it does not know how to honour, naming them', async () => {
  await expect(aPool({ pool: { MfaConfiguration: 'ON' } })).rejects.toThrow('test/Pool uses multi-factor sign-in')
  await expect(aPool({ pool: { LambdaConfig: { PreSignUp: 'arn' } } })).rejects.toThrow('the trigger PreSignUp')
  await expect(aPool({ client: { ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] } })).rejects.toThrow('exclude each other')
})
