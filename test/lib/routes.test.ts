import { expect, test } from 'vitest'
import { allContracts } from '../../functions/system/contracts.ts'
import { addressesOf, contracts, gatewayRoutes, type GatewayRoute } from '../../lib/domains/routes.ts'

const routes = gatewayRoutes()

/** API Gateway's choice: exact segments before parameters, parameters before `{proxy+}`, a method before ANY. */
function ownerOf(method: string, path: string): string | undefined {
  const segments = path.split('/')
  const matches = (route: GatewayRoute) => {
    const pattern = route.path.split('/')
    const greedy = pattern.at(-1) === '{proxy+}'
    if (greedy ? segments.length < pattern.length : segments.length !== pattern.length) return false
    return ['ANY', method].includes(route.method) && pattern.every((part, at) => part.startsWith('{') || part === segments[at])
  }
  const rank = ({ path: pattern, method: of }: GatewayRoute) =>
    pattern.split('/').map(part => (part === '{proxy+}' ? '2' : part.startsWith('{') ? '1' : '0')).join('') + (of === 'ANY' ? '1' : '0')
  return routes.filter(matches).sort((a, b) => rank(a).localeCompare(rank(b)))[0]?.domain
}

const addresses = contracts.flatMap(({ domain, routes: declared }) => Object.values(declared).flatMap(addressesOf).map(address => ({ domain, ...address })))

test.each(addresses)('$method $path reaches $domain', ({ domain, method, path }) => {
  expect(ownerOf(method, `/api${path.replace(/\{\w+\}/g, 'x1')}`)).toBe(domain)
})

test('no two domains claim the same address', () => {
  const claims = addresses.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`)
  expect(claims.filter((claim, at) => claims.indexOf(claim) !== at)).toEqual([])
})

test('the API reference and API Gateway know the same contracts', () => {
  expect(new Set(contracts)).toEqual(new Set(allContracts))
})
