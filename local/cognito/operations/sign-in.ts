/** Signing in through our API: AdminInitiateAuth. */
import { randomUUID } from 'node:crypto'
import type { AdminInitiateAuthCommandInput, AdminInitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider'
import type { Client } from '../client-configuration.ts'
import { invalidParameter, notAuthorized, passwordResetRequired, required, userDisabled, userNotConfirmed, userNotFound, wrongCredentials } from '../errors.ts'
import { inTurn } from '../in-turn.ts'
import { signed, type Operation } from '../operation.ts'
import { isPassword } from '../passwords.ts'
import type { Pool, UserRecord } from '../pool.ts'
import type { Pools } from '../pools.ts'
import { requireSecretHash } from '../secret-hash.ts'
import { beginSession, sessionOf } from '../sessions.ts'
import { countFailure, requireUnlocked, unlock } from '../sign-in-lock.ts'
import { signTokens } from '../tokens.ts'

type Result = Omit<AdminInitiateAuthCommandOutput, '$metadata'>

export const signInOperations: Record<string, Operation> = { AdminInitiateAuth: signed(adminInitiateAuth) }

async function adminInitiateAuth(input: AdminInitiateAuthCommandInput, pools: Pools): Promise<Result> {
  const pool = pools.pool(input.UserPoolId)
  const { pool: owner, client } = pools.client(required(input, 'ClientId'))
  if (owner !== pool) throw notAuthorized(`User pool client ${client.id} does not belong to ${pool.id}.`)
  const parameters = input.AuthParameters ?? {}
  switch (required(input, 'AuthFlow')) {
    case 'ADMIN_USER_PASSWORD_AUTH':
    case 'ADMIN_NO_SRP_AUTH': return withPassword(pool, client, parameters)
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN': return withRefreshToken(pool, client, parameters)
    default: throw invalidParameter('Auth flow not enabled for this client')
  }
}

async function withPassword(pool: Pool, client: Client, parameters: Record<string, string>): Promise<Result> {
  if (!client.flows.includes('ALLOW_ADMIN_USER_PASSWORD_AUTH') && !client.flows.includes('ADMIN_NO_SRP_AUTH')) throw invalidParameter('Auth flow not enabled for this client')
  const [name, password] = [parameter(parameters, 'USERNAME'), parameter(parameters, 'PASSWORD')]
  requireSecretHash(client, name, parameters.SECRET_HASH)
  // One try at a time per name: a volley of guesses must not all pass the lock before the first has failed.
  const user = await inTurn(`${pool.id} ${pool.fold(name)}`, () => userByPassword(pool, client, name, password))
  if (user.status === 'FORCE_CHANGE_PASSWORD') return newPasswordChallenge(pool, user)
  const session = beginSession(pool, client, user)
  const tokens = await signTokens(pool, client, user, session.id, session.record)
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken: session.refreshToken } }
}

/** The person, once the password is right. Only then is told what else may stand in the way. */
async function userByPassword(pool: Pool, client: Client, name: string, password: string): Promise<UserRecord> {
  requireUnlocked(pool, name)
  const user = pool.find(name)
  if (!user && !client.hidesWhetherUsersExist) throw userNotFound()
  if (!await isPassword(password, user?.passwordHash) || !user) {
    countFailure(pool, name)
    throw wrongCredentials()
  }
  unlock(pool, name)
  if (!user.enabled) throw userDisabled()
  if (user.status === 'UNCONFIRMED') throw userNotConfirmed()
  if (user.status === 'RESET_REQUIRED') throw passwordResetRequired()
  if (user.temporaryUntil && pool.now() >= new Date(user.temporaryUntil)) throw notAuthorized('Temporary password has expired and must be reset by an administrator.')
  return user
}

async function withRefreshToken(pool: Pool, client: Client, parameters: Record<string, string>): Promise<Result> {
  if (client.rotationGrace !== undefined || !client.flows.includes('ALLOW_REFRESH_TOKEN_AUTH')) throw invalidParameter('Auth flow not enabled for this client')
  const { id, record, user } = sessionOf(pool, client, parameter(parameters, 'REFRESH_TOKEN'))
  requireSecretHash(client, user.username, parameters.SECRET_HASH)
  return { ChallengeParameters: {}, AuthenticationResult: await signTokens(pool, client, user, id, record) }
}

/** What a temporary password gets. Answering it is not done here: administrators set permanent passwords. */
const newPasswordChallenge = (pool: Pool, user: UserRecord): Result => ({
  ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: randomUUID(),
  ChallengeParameters: { USER_ID_FOR_SRP: user.username, requiredAttributes: '[]', userAttributes: JSON.stringify({ ...user.attributes, sub: undefined }) },
})

function parameter(parameters: Record<string, string>, name: string): string {
  const value = parameters[name]
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}
