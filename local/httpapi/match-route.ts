/** Which route of an HTTP API answers a request: API Gateway's order, most specific first. Pure. */

/** A route key taken apart once: `GET /videos/{id}`, `ANY /api/{proxy+}` or `$default`. */
export interface RouteKey {
  readonly key: string
  /** `ANY` matches every method. */
  readonly method: string
  /** null for `$default`. */
  readonly segments: readonly Segment[] | null
}
type Segment = { readonly kind: 'exact'; readonly text: string } | { readonly kind: 'parameter' | 'greedy'; readonly name: string }

export interface RouteMatch<R> { readonly route: R; readonly pathParameters: Record<string, string> | undefined }

export function parseRouteKey(key: string): RouteKey {
  if (key === '$default') return { key, method: 'ANY', segments: null }
  const [method, path] = key.split(' ')
  if (!method || !path?.startsWith('/')) throw new Error(`"${key}" is no route key of an HTTP API.`)
  return { key, method, segments: segmentsOf(path).map(parseSegment) }
}

function parseSegment(text: string): Segment {
  const greedy = /^\{([^{}+]+)\+\}$/.exec(text)
  if (greedy) return { kind: 'greedy', name: greedy[1]! }
  const parameter = /^\{([^{}]+)\}$/.exec(text)
  return parameter ? { kind: 'parameter', name: parameter[1]! } : { kind: 'exact', text }
}

const segmentsOf = (path: string) => path.slice(1).split('/')

/** Segment by segment exact wins over `{name}` over `{name+}`, then the method over ANY, and `$default` comes last. */
const rank = { exact: 0, parameter: 1, greedy: 2 } as const
export function bySpecificity(a: RouteKey, b: RouteKey): number {
  if (!a.segments || !b.segments) return Number(!a.segments) - Number(!b.segments)
  for (let i = 0; i < Math.min(a.segments.length, b.segments.length); i++) {
    const difference = rank[a.segments[i]!.kind] - rank[b.segments[i]!.kind]
    if (difference !== 0) return difference
  }
  return b.segments.length - a.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY')
}

/** `routes` must be sorted by `bySpecificity`; `path` is decoded. */
export function matchRoute<R extends { readonly routeKey: RouteKey }>(routes: readonly R[], method: string, path: string): RouteMatch<R> | null {
  const segments = segmentsOf(path)
  for (const route of routes) {
    if (route.routeKey.method !== 'ANY' && route.routeKey.method !== method) continue
    if (!route.routeKey.segments) return { route, pathParameters: undefined }
    const found = parametersOf(route.routeKey.segments, segments)
    if (found) return { route, pathParameters: Object.keys(found).length > 0 ? found : undefined }
  }
  return null
}

function parametersOf(pattern: readonly Segment[], segments: readonly string[]): Record<string, string> | null {
  const parameters: Record<string, string> = {}
  for (const [i, part] of pattern.entries()) {
    const segment = segments[i]
    if (segment === undefined) return null
    if (part.kind === 'greedy') {
      const rest = segments.slice(i).join('/')
      return rest === '' ? null : { ...parameters, [part.name]: rest }
    }
    if (part.kind === 'exact' ? part.text !== segment : segment === '') return null
    if (part.kind === 'parameter') parameters[part.name] = segment
  }
  return segments.length === pattern.length ? parameters : null
}
