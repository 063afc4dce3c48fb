/** What verifiers read, unsigned: the pool's keys and its OpenID configuration. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Pools } from './pools.ts'

/** Serves `/cognito/<poolId>/.well-known/jwks.json` and `…/openid-configuration`. */
export function answerDiscovery(pools: Pools, request: IncomingMessage, response: ServerResponse): void {
  const [, poolId = '', document] = /^\/cognito\/([^/?]+)\/\.well-known\/([a-z-]+(?:\.json)?)(?:\?.*)?$/.exec(request.url ?? '') ?? []
  const pool = pools.find(poolId)
  const body = pool && {
    'jwks.json': { keys: [pool.signingKey.publicJwk] },
    'openid-configuration': {
      issuer: pool.issuer, jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'], response_types_supported: ['code', 'token'], scopes_supported: ['openid', 'email', 'profile'], subject_types_supported: ['public'],
    },
  }[document ?? '']
  const text = JSON.stringify(body ?? { message: 'There is no such document.' })
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'cache-control': body ? 'public, max-age=86400' : 'no-store' }).end(text)
}
