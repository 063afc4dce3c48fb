/** A session's later life: GetTokensFromRefreshToken, RevokeToken, GlobalSignOut, AdminUserGlobalSignOut. */
import type {
  AdminUserGlobalSignOutCommandInput, GetTokensFromRefreshTokenCommandInput, GetTokensFromRefreshTokenCommandOutput, GlobalSignOutCommandInput, RevokeTokenCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { AwsError } from '../../plugin.ts'
import { notAuthorized, required } from '../errors.ts'
import { signed, unsigned, type Operation } from '../operation.ts'
import type { Pools } from '../pools.ts'
import { knowsSecret } from '../secret-hash.ts'
import { endAllSessions, revoke, rotate, sessionOf } from '../sessions.ts'
import { signTokens } from '../tokens.ts'

export const sessionOperations: Record<string, Operation> = {
  GetTokensFromRefreshToken: unsigned(getTokensFromRefreshToken),
  RevokeToken: unsigned(revokeToken),
  GlobalSignOut: unsigned(globalSignOut),
  AdminUserGlobalSignOut: signed(adminUserGlobalSignOut),
}

async function getTokensFromRefreshToken(input: GetTokensFromRefreshTokenCommandInput, pools: Pools): Promise<Omit<GetTokensFromRefreshTokenCommandOutput, '$metadata'>> {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  if (!knowsSecret(client, input.ClientSecret)) throw notAuthorized(`Unable to verify secret for client: ${client.id}`)
  const given = required(input, 'RefreshToken')
  const session = sessionOf(pool, client, given)
  const RefreshToken = client.rotationGrace === undefined ? undefined : rotate(pool, session, given)
  const tokens = await signTokens(pool, client, session.user, session.id, session.record)
  return { AuthenticationResult: { ...tokens, RefreshToken } }
}

function revokeToken(input: RevokeTokenCommandInput, pools: Pools): object {
  const { pool, client } = pools.client(required(input, 'ClientId'))
  if (!knowsSecret(client, input.ClientSecret)) throw new AwsError('UnauthorizedException', `Unable to verify secret for client: ${client.id}`, 401)
  if (!client.revocable) throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client.')
  if (!revoke(pool, client, required(input, 'Token'))) throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type')
  return {}
}

async function globalSignOut(input: GlobalSignOutCommandInput, pools: Pools): Promise<object> {
  const { pool, user } = await pools.signedIn(required(input, 'AccessToken'))
  endAllSessions(pool, user)
  return {}
}

function adminUserGlobalSignOut(input: AdminUserGlobalSignOutCommandInput, pools: Pools): object {
  const { pool, user } = pools.user(input.UserPoolId, required(input, 'Username'))
  endAllSessions(pool, user)
  return {}
}
