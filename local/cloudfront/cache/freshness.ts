/** For how long CloudFront keeps an answer. Pure. */
import type { CachePolicy } from '../policies/cache-policy.ts'

/** Errors that are kept whatever the origin says about caching, `no-store` included. */
const alwaysKept = new Set([404, 414, 500, 501, 502, 503, 504])
/** Errors that are kept only when the origin gives them an age. */
const keptWhenAged = new Set([400, 403, 405, 412, 415])
const defaultErrorTtl = 10

/**
 * Seconds; 0 is not at all. Errors have a rule of their own: at least the distribution's error caching minimum
 * (10 s by default), even under a policy that caches nothing. Between two people that share an address this is
 * a trap, which is why an API's distribution sets that minimum to 0.
 */
export function ttlOf(policy: CachePolicy, status: number, headers: Readonly<Record<string, string>>, errorMinTtl: number | undefined, now: Date): number {
  const told = cacheControl(headers['cache-control'])
  const age = told.get('s-maxage') ?? told.get('max-age')
  const maxAge = age !== undefined && /^\d+$/.test(age) ? Number(age) : undefined
  if (status >= 400) {
    if (alwaysKept.has(status)) return Math.max(errorMinTtl ?? defaultErrorTtl, maxAge ?? 0)
    return keptWhenAged.has(status) && maxAge !== undefined ? Math.max(errorMinTtl ?? defaultErrorTtl, maxAge) : 0
  }
  if (status === 206 || status === 304) return 0
  if (told.has('no-store') || told.has('no-cache') || told.has('private')) return policy.minTtl
  const asked = maxAge ?? untilExpires(headers.expires, now)
  return asked === undefined ? Math.max(policy.minTtl, policy.defaultTtl) : Math.min(Math.max(policy.minTtl, asked), Math.max(policy.maxTtl, policy.minTtl))
}

function cacheControl(header: string | undefined): Map<string, string> {
  return new Map((header ?? '').split(',').map(part => {
    const [name = '', value = ''] = part.trim().toLowerCase().split('=')
    return [name, value.replaceAll('"', '')]
  }))
}

function untilExpires(expires: string | undefined, now: Date): number | undefined {
  if (expires === undefined) return undefined
  const at = Date.parse(expires)
  return Number.isNaN(at) ? 0 : Math.max(0, (at - now.getTime()) / 1000)
}
