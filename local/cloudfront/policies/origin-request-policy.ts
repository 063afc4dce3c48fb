/** An origin request policy: what of the viewer's request the origin sees, besides what is in the cache key. */
import { cookiesPicked, headersListed, queryPicked } from './selection.ts'
import type { Pick } from './selection.ts'

export interface OriginRequestPolicy {
  /** Of the headers a viewer sends. */
  readonly viewerHeaders: Pick
  /** Of the `cloudfront-…` headers that the edge knows; they are there only for those who ask. */
  readonly edgeHeaders: ReadonlySet<string>
  readonly cookies: Pick
  readonly query: Pick
}

// OriginRequestPolicyConfig, as CloudFormation writes it.
export function originRequestPolicy(config: Record<string, any>): OriginRequestPolicy {
  const listed = new Set(headersListed(config.HeadersConfig))
  const behaviour = config.HeadersConfig?.HeaderBehavior ?? 'none'
  const ofViewer: Record<string, Pick> = {
    none: () => false,
    whitelist: name => listed.has(name),
    allViewer: () => true,
    allViewerAndWhitelistCloudFront: () => true,
    allExcept: name => !listed.has(name),
  }
  const viewerHeaders = ofViewer[behaviour]
  if (!viewerHeaders) throw new Error(`The local edge does not know the header behaviour "${behaviour}".`)
  const namesEdgeHeaders = behaviour === 'whitelist' || behaviour === 'allViewerAndWhitelistCloudFront'
  return {
    viewerHeaders,
    edgeHeaders: new Set(namesEdgeHeaders ? [...listed].filter(name => name.startsWith('cloudfront-')) : []),
    cookies: cookiesPicked(config.CookiesConfig),
    query: queryPicked(config.QueryStringsConfig),
  }
}

/** Without a policy the origin sees only what is in the cache key. */
export const noOriginRequestPolicy: OriginRequestPolicy = originRequestPolicy({})
