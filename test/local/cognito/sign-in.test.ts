import {
  AdminDisableUserCommand, AdminEnableUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand, ChangePasswordCommand, ConfirmForgotPasswordCommand, ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPool, goodPassword, type PoolUnderTest } from './a-pool.ts'

let house: PoolUnderTest
beforeAll(async () => { house = await aPool() })
afterAll(() => house.stop())
const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }

describe('signing in', () => {
  it('answers with an access token for a quarter of an hour, an ID token and a refresh token', async () => {
    const { email } = await house.aMember()
    const { AuthenticationResult } = await house.signIn(email)
    expect(AuthenticationResult).toMatchObject({ ExpiresIn: 900, TokenType: 'Bearer', AccessToken: expect.any(String), IdToken: expect.any(String), RefreshToken: expect.any(String) })
    expect(AuthenticationResult!.RefreshToken!.length).toBeGreaterThan(1500)
  })

  it('answers the same to a wrong password and to an unknown address', async () => {
    const { email } = await house.aMember()
    await expect(house.signIn(email, 'Wrong-password-1')).rejects.toMatchObject(wrong)
    await expect(house.signIn('stranger@example.org', 'Wrong-password-1')).rejects.toMatchObject(wrong)
  })

  it('does the same work for an unknown address as for a wrong password', async () => {
    const { email } = await house.aMember()
    // Processor time, not the wall's: neighbours on the machine do not count.
    const work = async (name: string) => {
      const before = process.cpuUsage()
      for (let n = 0; n < 4; n++) await house.signIn(name, 'Wrong-password-1').catch(() => {})
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    await work('warm@example.org')
    const [known, unknown] = [await work(email), await work('unknown@example.org')]
    // One scrypt is most of either; without it the unknown would take a fraction.
    expect(unknown / known).toBeGreaterThan(0.5)
  })

  it('keeps a disabled person out, but tells so only to who knows the password', async () => {
    const { email } = await house.aMember()
    await house.sdk.send(new AdminDisableUserCommand({ UserPoolId: house.poolId, Username: email }))
    await expect(house.signIn(email)).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'User is disabled.' })
    await expect(house.signIn(email, 'Wrong-password-1')).rejects.toMatchObject(wrong)
    await house.sdk.send(new AdminEnableUserCommand({ UserPoolId: house.poolId, Username: email }))
    await expect(house.signIn(email)).resolves.toHaveProperty('AuthenticationResult')
  })

  it('keeps the unconfirmed out, but tells so only to who knows the password', async () => {
    await house.signUp('early@example.org')
    await expect(house.signIn('early@example.org')).rejects.toMatchObject({ name: 'UserNotConfirmedException' })
    await expect(house.signIn('early@example.org', 'Wrong-password-1')).rejects.toMatchObject(wrong)
  })

  it.each(['known', 'unknown'])('locks a %s name from the fifth wrong password on, for a growing while', async who => {
    const email = who === 'known' ? (await house.aMember()).email : 'nobody-at-all@example.org'
    const attemptsExceeded = { name: 'NotAuthorizedException', message: 'Password attempts exceeded' }
    for (let n = 0; n < 5; n++) await expect(house.signIn(email, 'Wrong-password-1')).rejects.toMatchObject(wrong)
    await expect(house.signIn(email)).rejects.toMatchObject(attemptsExceeded)
    house.advance(1.1)
    await expect(house.signIn(email, 'Wrong-password-1')).rejects.toMatchObject(wrong)
    house.advance(1.1)
    await expect(house.signIn(email)).rejects.toMatchObject(attemptsExceeded)
    house.advance(1)
    if (who === 'known') await expect(house.signIn(email)).resolves.toHaveProperty('AuthenticationResult')
  })

  it('does not let a volley of guesses past the lock', async () => {
    const { email } = await house.aMember()
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => house.signIn(email, 'Wrong-password-1').catch((error: Error) => error.message)))
    expect(outcomes.filter(message => message === wrong.message)).toHaveLength(5)
  })

  it('lets many sign in at once with the right password', async () => {
    const { email } = await house.aMember()
    const sessions = await Promise.all(Array.from({ length: 12 }, () => house.signIn(email)))
    expect(new Set(sessions.map(s => s.AuthenticationResult!.RefreshToken)).size).toBe(12)
  })

  it('refuses flows that the client does not allow', async () => {
    const flow = (AuthFlow: 'USER_SRP_AUTH' | 'REFRESH_TOKEN_AUTH') => house.sdk.send(new AdminInitiateAuthCommand({ UserPoolId: house.poolId, ClientId: house.clientId, AuthFlow, AuthParameters: { REFRESH_TOKEN: 'x' } }))
    await expect(flow('USER_SRP_AUTH')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(flow('REFRESH_TOKEN_AUTH')).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('challenges a temporary password, which ends after a week', async () => {
    const { email } = await house.aMember()
    await house.sdk.send(new AdminSetUserPasswordCommand({ UserPoolId: house.poolId, Username: email, Password: 'Temporary2026', Permanent: false }))
    await expect(house.signIn(email, 'Temporary2026')).resolves.toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' })
    house.advance(8 * 86_400)
    await expect(house.signIn(email, 'Temporary2026')).rejects.toMatchObject({ message: expect.stringContaining('Temporary password has expired') })
  })

  it('tells legacy clients that nobody has the name', async () => {
    const legacy = await aPool({ client: { PreventUserExistenceErrors: 'LEGACY' } })
    await expect(legacy.signIn('nobody@example.org')).rejects.toMatchObject({ name: 'UserNotFoundException' })
    await expect(legacy.sdk.send(new ForgotPasswordCommand(legacy.named('nobody@example.org')))).rejects.toMatchObject({ name: 'UserNotFoundException' })
    await legacy.stop()
  })
})

describe('a forgotten password', () => {
  const forgot = (email: string) => house.sdk.send(new ForgotPasswordCommand(house.named(email)))
  const recover = (email: string, code: string, password = 'Southlight2027') => house.sdk.send(new ConfirmForgotPasswordCommand({ ...house.named(email), ConfirmationCode: code, Password: password }))

  it('is replaced with a mailed code, once', async () => {
    const { email } = await house.aMember()
    await forgot(email)
    const code = house.lastCode(email)
    await expect(recover(email, code, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' })
    await recover(email, code)
    await expect(house.signIn(email)).rejects.toMatchObject(wrong)
    await expect(house.signIn(email, 'Southlight2027')).resolves.toHaveProperty('AuthenticationResult')
    await expect(recover(email, code)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })

  it('cannot be replaced after an hour, nor with the confirmation code', async () => {
    const { email } = await house.aMember()
    await forgot(email)
    house.advance(3601)
    await expect(recover(email, house.lastCode(email))).rejects.toMatchObject({ name: 'ExpiredCodeException' })
    await house.signUp('unready@example.org')
    await expect(recover('unready@example.org', house.lastCode('unready@example.org'))).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })

  it('takes five tries an hour', async () => {
    const { email } = await house.aMember()
    await forgot(email)
    const right = house.lastCode(email)
    const guess = right === '000000' ? '000001' : '000000'
    for (let n = 0; n < 5; n++) await expect(recover(email, guess)).rejects.toMatchObject({ name: 'CodeMismatchException' })
    await expect(recover(email, right)).rejects.toMatchObject({ name: 'LimitExceededException' })
  })

  it('hides whether an address is known, disabled or unverified', async () => {
    const { email } = await house.aMember()
    await house.sdk.send(new AdminDisableUserCommand({ UserPoolId: house.poolId, Username: email }))
    const before = house.mails(email).length
    for (const name of ['who@example.org', email]) {
      await expect(forgot(name)).resolves.toMatchObject({ CodeDeliveryDetails: { DeliveryMedium: 'EMAIL', Destination: `${name[0]}***@e***` } })
      await expect(recover(name, '123456')).rejects.toMatchObject({ name: 'CodeMismatchException' })
    }
    expect(house.mails(email)).toHaveLength(before)
    for (let n = 0; n < 4; n++) await forgot('who@example.org')
    await expect(forgot('who@example.org')).rejects.toMatchObject({ name: 'LimitExceededException' })
  })
})

describe('changing the password', () => {
  it('needs the old one, and the policy', async () => {
    const { email } = await house.aMember()
    const { AccessToken } = await house.signedIn(email)
    const change = (PreviousPassword: string, ProposedPassword: string) => house.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }))
    await expect(change('Wrong-password-1', 'Southlight2027')).rejects.toMatchObject(wrong)
    await expect(change(goodPassword, 'weak')).rejects.toMatchObject({ name: 'InvalidPasswordException' })
    await change(goodPassword, 'Southlight2027')
    await expect(house.signIn(email, 'Southlight2027')).resolves.toHaveProperty('AuthenticationResult')
  })
})
