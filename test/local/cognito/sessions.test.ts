import {
  AdminAddUserToGroupCommand, AdminDeleteUserCommand, AdminDisableUserCommand, AdminInitiateAuthCommand, AdminUserGlobalSignOutCommand, GetTokensFromRefreshTokenCommand, GetUserCommand, GlobalSignOutCommand, RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { JwtRsaVerifier } from 'aws-jwt-verify'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPool, type PoolUnderTest } from './a-pool.ts'

let house: PoolUnderTest
beforeAll(async () => { house = await aPool() })
afterAll(() => house.stop())

const refresh = (token: string, pool = house) => pool.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, ClientSecret: pool.secret, RefreshToken: token }))
const revoked = { name: 'NotAuthorizedException', message: 'Refresh Token has been revoked' }

describe('tokens', () => {
  it('are signed by the key that the pool publishes under its issuer', async () => {
    const { email } = await house.aMember()
    const { AccessToken, IdToken } = await house.signedIn(email)
    const jwks = await (await fetch(`${house.issuer}/.well-known/jwks.json`)).json() as never
    const verifier = JwtRsaVerifier.create({ issuer: house.issuer, audience: null, jwksUri: 'https://unused.example' })
    verifier.cacheJwks(jwks)
    expect(verifier.verifySync(AccessToken, { audience: null })).toHaveProperty('token_use', 'access')
    expect(verifier.verifySync(IdToken, { audience: house.clientId })).toHaveProperty('token_use', 'id')
    await expect((await fetch(`${house.issuer}/.well-known/openid-configuration`)).json()).resolves.toMatchObject({ issuer: house.issuer })
    expect((await fetch(`${house.cloud.endpoint}/cognito/us-east-1_nobody/.well-known/jwks.json`)).status).toBe(404)
  })

  it('carry the claims of Cognito', async () => {
    const { email, sub } = await house.aMember()
    await house.sdk.send(new AdminAddUserToGroupCommand({ UserPoolId: house.poolId, Username: email, GroupName: 'creator' }))
    const { AccessToken, IdToken } = await house.signedIn(email)
    const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/)
    const shared = { sub, iss: house.issuer, 'cognito:groups': ['creator'], origin_jti: uuid, event_id: uuid, jti: uuid, auth_time: expect.any(Number), iat: expect.any(Number), exp: expect.any(Number) }
    expect(decodeJwt(AccessToken)).toEqual({ ...shared, token_use: 'access', scope: 'aws.cognito.signin.user.admin', client_id: house.clientId, username: sub })
    expect(decodeJwt(IdToken)).toEqual({ ...shared, token_use: 'id', aud: house.clientId, 'cognito:username': sub, email, email_verified: true })
    const { iat, exp } = decodeJwt(AccessToken)
    expect(exp! - iat!).toBe(900)
  })
})

describe('refreshing', () => {
  it('rotates: the replaced token is good for its grace, then its reuse is named', async () => {
    const { RefreshToken: first } = await house.signedIn((await house.aMember()).email)
    const second = (await refresh(first)).AuthenticationResult!.RefreshToken!
    expect(second).not.toBe(first)
    house.advance(29)
    await expect(refresh(first)).resolves.toHaveProperty('AuthenticationResult.AccessToken')
    house.advance(2)
    await expect(refresh(first)).rejects.toMatchObject({ name: 'RefreshTokenReuseException' })
    await expect(refresh(second)).resolves.toHaveProperty('AuthenticationResult.RefreshToken')
  })

  it('keeps the session: same origin, same sign-in time, and no longer life', async () => {
    const before = await house.signedIn((await house.aMember()).email)
    house.advance(29 * 86_400)
    const after = (await refresh(before.RefreshToken)).AuthenticationResult!
    const [old, fresh] = [decodeJwt(before.AccessToken), decodeJwt(after.AccessToken!)]
    expect([fresh.origin_jti, fresh.auth_time]).toEqual([old.origin_jti, old.auth_time])
    expect(fresh.jti).not.toBe(old.jti)
    house.advance(86_401)
    await expect(refresh(after.RefreshToken!)).rejects.toMatchObject({ message: 'Refresh Token has expired' })
  })

  it('refuses nonsense, and a caller who does not know the secret', async () => {
    const { RefreshToken } = await house.signedIn((await house.aMember()).email)
    await expect(refresh('nonsense')).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Invalid Refresh Token' })
    await expect(house.sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: house.clientId, RefreshToken }))).rejects.toMatchObject({ name: 'NotAuthorizedException' })
  })

  it('without rotation gives no new refresh token, and REFRESH_TOKEN_AUTH works', async () => {
    const plain = await aPool({ client: { RefreshTokenRotation: undefined, GenerateSecret: false, ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } })
    const { RefreshToken } = await plain.signedIn((await plain.aMember()).email)
    expect((await refresh(RefreshToken, plain)).AuthenticationResult).not.toHaveProperty('RefreshToken')
    const again = await plain.sdk.send(new AdminInitiateAuthCommand({ UserPoolId: plain.poolId, ClientId: plain.clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: RefreshToken } }))
    expect(again.AuthenticationResult).toHaveProperty('AccessToken')
    await plain.stop()
  })
})

describe('ending a session', () => {
  it('by RevokeToken ends it with its access tokens and every rotated sibling, and no other session', async () => {
    const { email } = await house.aMember()
    const [one, other] = [await house.signedIn(email), await house.signedIn(email)]
    const rotated = (await refresh(one.RefreshToken)).AuthenticationResult!
    await house.sdk.send(new RevokeTokenCommand({ ClientId: house.clientId, ClientSecret: house.secret, Token: one.RefreshToken }))
    await expect(refresh(rotated.RefreshToken!)).rejects.toMatchObject(revoked)
    await expect(house.sdk.send(new GetUserCommand({ AccessToken: rotated.AccessToken }))).rejects.toMatchObject({ message: 'Access Token has been revoked' })
    await expect(refresh(other.RefreshToken)).resolves.toHaveProperty('AuthenticationResult')
    await house.sdk.send(new RevokeTokenCommand({ ClientId: house.clientId, ClientSecret: house.secret, Token: one.RefreshToken }))
    await expect(house.sdk.send(new RevokeTokenCommand({ ClientId: house.clientId, ClientSecret: house.secret, Token: one.AccessToken }))).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' })
  })

  it.each(['GlobalSignOut', 'AdminUserGlobalSignOut', 'AdminDisableUser', 'AdminDeleteUser'])('everywhere by %s ends all of them', async how => {
    const { email } = await house.aMember()
    const sessions = [await house.signedIn(email), await house.signedIn(email)]
    const named = { UserPoolId: house.poolId, Username: email }
    if (how === 'GlobalSignOut') await house.sdk.send(new GlobalSignOutCommand({ AccessToken: sessions[0]!.AccessToken }))
    if (how === 'AdminUserGlobalSignOut') await house.sdk.send(new AdminUserGlobalSignOutCommand(named))
    if (how === 'AdminDisableUser') await house.sdk.send(new AdminDisableUserCommand(named))
    if (how === 'AdminDeleteUser') await house.sdk.send(new AdminDeleteUserCommand(named))
    for (const session of sessions) {
      await expect(refresh(session.RefreshToken)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
      await expect(house.sdk.send(new GetUserCommand({ AccessToken: session.AccessToken }))).rejects.toThrow()
    }
  })

  it('comes with time: an access token past its life is refused', async () => {
    const { AccessToken } = await house.signedIn((await house.aMember()).email)
    house.advance(901)
    await expect(house.sdk.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'Access Token has expired' })
    await expect(house.sdk.send(new GetUserCommand({ AccessToken: `${AccessToken.slice(0, -4)}AAAA` }))).rejects.toMatchObject({ message: 'Invalid Access Token' })
  })
})

it('a restart keeps ids, keys, people, sessions and codes', async () => {
  const pool = await aPool()
  const { email, sub } = await pool.aMember()
  const { AccessToken, RefreshToken } = await pool.signedIn(email)
  await pool.signUp('late@example.org')
  await pool.restart()
  const user = await pool.sdk.send(new GetUserCommand({ AccessToken }))
  expect(user.Username).toBe(sub)
  await expect(refresh(RefreshToken, pool)).resolves.toHaveProperty('AuthenticationResult')
  await pool.confirm('late@example.org')
  await expect(pool.signIn(email.toUpperCase())).resolves.toHaveProperty('AuthenticationResult')
  await pool.stop()
})
