/** Which function an address belongs to, derived from the contracts: API Gateway's routes follow from nothing else. */
import type { ContractShape, Method, RouteShape } from '../../functions/platform/contract.ts'
import { auditContract } from '../../functions/audit/contract.ts'
import { authContract } from '../../functions/auth/contract.ts'
import { channelsContract } from '../../functions/channels/contract.ts'
import { playbackContract } from '../../functions/playback/contract.ts'
import { picturesContract } from '../../functions/pictures/contract.ts'
import { systemContract } from '../../functions/system/contract.ts'
import { sharingContract } from '../../functions/sharing/contract.ts'
import { usersContract } from '../../functions/users/contract.ts'
import { videosContract } from '../../functions/videos/contract.ts'

export const contracts: readonly ContractShape[] = [authContract, channelsContract, videosContract, picturesContract, playbackContract, sharingContract, usersContract, auditContract, systemContract]

export interface GatewayRoute { readonly domain: string; readonly method: Method | 'ANY'; readonly path: string }

/** Every address of a route, aliases included, as method and path below /api. */
export function addressesOf(route: RouteShape): { method: Method; path: string }[] {
  const aliases = (route.aliases ?? []).map(alias => {
    const [method, path] = alias.split(' ') as [Method, string]
    return { method, path }
  })
  return [{ method: route.method, path: route.path }, ...aliases]
}

const prefixOf = (path: string) => path.split('/')[1]!

/**
 * `/api/<domain>` and `/api/<domain>/{proxy+}` for each domain, and one route for every address that a domain
 * owns under another's prefix. The most specific wins.
 */
export function gatewayRoutes(): GatewayRoute[] {
  const routes = contracts.flatMap(({ domain, routes: declared }) => {
    const addresses = Object.values(declared).flatMap(addressesOf)
    const elsewhere = addresses.filter(({ path }) => prefixOf(path) !== domain).map(({ method, path }): GatewayRoute => ({ domain, method, path: `/api${path}` }))
    const athome: GatewayRoute[] = addresses.some(({ path }) => prefixOf(path) === domain)
      ? [{ domain, method: 'ANY', path: `/api/${domain}` }, { domain, method: 'ANY', path: `/api/${domain}/{proxy+}` }]
      : []
    return [...athome, ...elsewhere]
  })
  return [...new Map(routes.map(route => [`${route.method} ${route.path}`, route])).values()]
}
