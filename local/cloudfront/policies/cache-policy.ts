/** A cache policy: what makes two requests the same, and for how long an answer serves both. */
import { cookiesPicked, headersListed, queryPicked } from './selection.ts'
import type { Pick } from './selection.ts'

export interface CachePolicy {
  /** Seconds. */
  readonly minTtl: number
  readonly defaultTtl: number
  readonly maxTtl: number
  readonly gzip: boolean
  readonly brotli: boolean
  readonly headers: readonly string[]
  readonly cookies: Pick
  readonly query: Pick
}

// CachePolicyConfig, as CloudFormation writes it.
export function cachePolicy(config: Record<string, any>): CachePolicy {
  const key = config.ParametersInCacheKeyAndForwardedToOrigin ?? {}
  return {
    minTtl: Number(config.MinTTL ?? 0),
    defaultTtl: Number(config.DefaultTTL ?? 86_400),
    maxTtl: Number(config.MaxTTL ?? 31_536_000),
    gzip: key.EnableAcceptEncodingGzip === true,
    brotli: key.EnableAcceptEncodingBrotli === true,
    headers: headersListed(key.HeadersConfig),
    cookies: cookiesPicked(key.CookiesConfig),
    query: queryPicked(key.QueryStringsConfig),
  }
}
