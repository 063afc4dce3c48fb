/** Which declared route a request means. */
import type { ContractShape, Method, RouteShape } from '../contract.ts'
import { platformErrors } from '../errors.ts'

export interface RouteMatch {
  /** The route's name in its contract. */
  readonly name: string
  readonly route: RouteShape
  /** Path parameters, decoded, not yet validated. */
  readonly params: Readonly<Record<string, string>>
}

interface Pattern { readonly method: Method; readonly segments: readonly string[]; readonly name: string; readonly route: RouteShape }

const isParameter = (segment: string) => segment.startsWith('{')

/** Finds routes by method and path (below /api), aliases included. A literal segment wins over a parameter. */
export function routeTable(contract: ContractShape): (method: string, path: string) => RouteMatch {
  const patterns = Object.entries(contract.routes).flatMap(([name, route]): Pattern[] =>
    [`${route.method} ${route.path}`, ...route.aliases ?? []].map(address => {
      const [method, path] = address.split(' ') as [Method, string]
      return { method, segments: path.split('/').slice(1), name, route }
    }))
  const specificity = ({ segments }: Pattern) => segments.map(segment => (isParameter(segment) ? '1' : '0')).join('')
  patterns.sort((left, right) => specificity(left).localeCompare(specificity(right)))

  return (method, path) => {
    const asked = path.split('/').slice(1).map(decoded)
    const candidates = patterns.filter(pattern => matches(pattern, asked))
    // HEAD is GET without its body.
    const wanted = method === 'HEAD' ? 'GET' : method
    const found = candidates.find(pattern => pattern.method === wanted)
    if (found) return { name: found.name, route: found.route, params: paramsOf(found, asked) }
    if (candidates.length === 0) throw platformErrors.not_found()
    throw platformErrors.method_not_allowed({ headers: { allow: allowed(candidates) } })
  }
}

const matches = ({ segments }: Pattern, asked: readonly string[]) =>
  segments.length === asked.length && segments.every((segment, index) => (isParameter(segment) ? asked[index] !== '' : segment === asked[index]))

const paramsOf = ({ segments }: Pattern, asked: readonly string[]) =>
  Object.fromEntries(segments.flatMap((segment, index) => (isParameter(segment) ? [[segment.slice(1, -1), asked[index]!]] : [])))

const allowed = (patterns: readonly Pattern[]) =>
  [...new Set(patterns.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].join(', ')

function decoded(segment: string): string {
  try { return decodeURIComponent(segment) } catch { return segment }
}
