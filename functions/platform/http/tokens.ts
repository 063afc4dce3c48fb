/** Access tokens of our user pool. */
import { CognitoJwtInvalidClientIdError, CognitoJwtInvalidTokenUseError, FetchError, JwksValidationError, JwtBaseError } from 'aws-jwt-verify/error'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier'
import { platformErrors } from '../errors.ts'
import { challenge, userIdOf } from '../principal.ts'

export interface VerifiedToken {
  readonly userId: string
  /** Epoch seconds. */
  readonly issuedAt: number
  /** The user pool's groups at the time the token was issued: a hint; the principal item decides. */
  readonly groups: readonly string[]
}
export interface TokenVerifier {
  /** Throws `token_invalid`; `try_again` when the pool's keys cannot be read. */
  verify(token: string): Promise<VerifiedToken>
}

/** Verifies issuer, signature, expiry, use and client. Keys are fetched once per instance and again for an unknown key id. */
export function tokenVerifier({ issuer, jwksUri, clientId }: { issuer: string; jwksUri: string; clientId: string }): TokenVerifier {
  const verifier = JwtVerifier.create(
    {
      issuer,
      jwksUri,
      // Cognito's access tokens name no audience; their client is the audience.
      audience: null,
      customJwtCheck: ({ payload }) => {
        if (payload.token_use !== 'access') throw new CognitoJwtInvalidTokenUseError('Not an access token', payload.token_use, 'access')
        if (payload.client_id !== clientId) throw new CognitoJwtInvalidClientIdError('Not a token of this client', payload.client_id, clientId)
      },
    },
    // The library's own fetcher insists on https; a local user pool speaks http on loopback.
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchBytes } }) },
  )
  return {
    async verify(token) {
      try {
        const { sub, iat, 'cognito:groups': groups } = await verifier.verify(token)
        return { userId: userIdOf(String(sub)), issuedAt: Number(iat), groups: Array.isArray(groups) ? groups.map(String) : [] }
      } catch (cause) {
        if (!(cause instanceof JwtBaseError) || cause instanceof FetchError || cause instanceof JwksValidationError) throw platformErrors.try_again({ cause })
        throw platformErrors.token_invalid({ cause, headers: challenge })
      }
    },
  }
}

async function fetchBytes(uri: string): Promise<ArrayBuffer> {
  const response = await fetch(uri, { signal: AbortSignal.timeout(3000) })
  if (!response.ok) throw new FetchError(uri, `status ${response.status}`)
  return response.arrayBuffer()
}
