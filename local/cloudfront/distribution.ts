/** A distribution, read once from its DistributionConfig: which behaviour answers a path, from which origin, under which policies. */
import { pathPattern } from './path-pattern.ts'
import type { CachePolicy } from './policies/cache-policy.ts'
import { noOriginRequestPolicy } from './policies/origin-request-policy.ts'
import type { OriginRequestPolicy } from './policies/origin-request-policy.ts'
import type { ResponseHeadersPolicy } from './policies/response-headers-policy.ts'
import type { RunFunction } from './function/compile.ts'

export interface Distribution {
  readonly id: string
  readonly arn: string
  /** `d….cloudfront.net` */
  readonly domainName: string
  readonly defaultRootObject: string
  /** In the order of the template, the default behaviour last. */
  readonly behaviours: readonly Behaviour[]
  readonly errors: ReadonlyMap<number, ErrorResponse>
}

export interface Behaviour {
  readonly matches: (path: string) => boolean
  readonly origin: Origin
  readonly allowedMethods: ReadonlySet<string>
  readonly cachedMethods: ReadonlySet<string>
  readonly compress: boolean
  readonly cachePolicy: CachePolicy
  readonly originRequestPolicy: OriginRequestPolicy
  readonly responseHeadersPolicy: ResponseHeadersPolicy | undefined
  readonly viewerRequest: EdgeFunction | undefined
  readonly viewerResponse: EdgeFunction | undefined
}

export interface EdgeFunction { readonly name: string; readonly run: RunFunction }

export interface Origin {
  readonly id: string
  readonly domainName: string
  /** Put before the path; empty or `/like-this`. */
  readonly path: string
  readonly customHeaders: Readonly<Record<string, string>>
  readonly target: { readonly kind: 's3'; readonly bucket: string; readonly signed: boolean } | { readonly kind: 'http-api'; readonly apiId: string }
}

export interface ErrorResponse {
  readonly pagePath: string | undefined
  readonly responseCode: number | undefined
  /** Seconds; 10 unless the template says otherwise. */
  readonly cachingMinTtl: number | undefined
}

/** What the plugin has realised before, by the id or ARN under which a distribution names it. */
export interface Parts {
  cachePolicy(id: string): CachePolicy
  originRequestPolicy(id: string): OriginRequestPolicy
  responseHeadersPolicy(id: string): ResponseHeadersPolicy
  function(arn: string): EdgeFunction
  isOriginAccessControl(id: string): boolean
}

// DistributionConfig, as CloudFormation writes it. Logging, WebACLId, PriceClass, HttpVersion and certificates have no local meaning.
export function readDistribution(config: Record<string, any>, names: Pick<Distribution, 'id' | 'arn' | 'domainName'>, parts: Parts): Distribution {
  const origins = new Map<string, Origin>((config.Origins ?? []).map((one: Record<string, any>) => [one.Id, readOrigin(one, parts)]))
  const read = (behaviour: Record<string, any>) => readBehaviour(behaviour, origins, parts)
  return {
    ...names,
    defaultRootObject: config.DefaultRootObject ?? '',
    behaviours: [...(config.CacheBehaviors ?? []).map(read), read({ ...config.DefaultCacheBehavior, PathPattern: '*' })],
    errors: new Map((config.CustomErrorResponses ?? []).map((one: Record<string, any>) => [one.ErrorCode, { pagePath: one.ResponsePagePath, responseCode: one.ResponseCode, cachingMinTtl: one.ErrorCachingMinTTL }])),
  }
}

export const behaviourFor = ({ behaviours }: Distribution, path: string): Behaviour => behaviours.find(one => one.matches(path))!

// ViewerProtocolPolicy is not read: on loopback, http stands for https.
function readBehaviour(config: Record<string, any>, origins: ReadonlyMap<string, Origin>, parts: Parts): Behaviour {
  const origin = origins.get(config.TargetOriginId)
  if (!origin) throw new Error(`The behaviour ${config.PathPattern} leads to the origin ${config.TargetOriginId}, which the distribution does not have.`)
  if (!config.CachePolicyId) throw new Error(`The behaviour ${config.PathPattern} has no cache policy; the local edge does not know the settings from before policies.`)
  if (config.LambdaFunctionAssociations?.length > 0) throw new Error(`The behaviour ${config.PathPattern} uses Lambda@Edge, which the local edge does not have.`)
  const functionOn = (event: string) => {
    const found = (config.FunctionAssociations ?? []).find((one: Record<string, string>) => one.EventType === event)
    return found && parts.function(found.FunctionARN)
  }
  return {
    matches: pathPattern(config.PathPattern),
    origin,
    allowedMethods: new Set(config.AllowedMethods ?? ['GET', 'HEAD']),
    cachedMethods: new Set(config.CachedMethods ?? ['GET', 'HEAD']),
    compress: config.Compress === true,
    cachePolicy: parts.cachePolicy(config.CachePolicyId),
    originRequestPolicy: config.OriginRequestPolicyId ? parts.originRequestPolicy(config.OriginRequestPolicyId) : noOriginRequestPolicy,
    responseHeadersPolicy: config.ResponseHeadersPolicyId && parts.responseHeadersPolicy(config.ResponseHeadersPolicyId),
    viewerRequest: functionOn('viewer-request'),
    viewerResponse: functionOn('viewer-response'),
  }
}

function readOrigin(config: Record<string, any>, parts: Parts): Origin {
  return {
    id: config.Id,
    domainName: config.DomainName,
    path: config.OriginPath ?? '',
    customHeaders: Object.fromEntries((config.OriginCustomHeaders ?? []).map((one: { HeaderName: string; HeaderValue: string }) => [one.HeaderName.toLowerCase(), one.HeaderValue])),
    target: targetOf(config, parts),
  }
}

function targetOf({ Id, DomainName, OriginAccessControlId, CustomOriginConfig }: Record<string, any>, parts: Parts): Origin['target'] {
  const bucket = /^(.+)\.s3(?:\.us-east-1)?\.amazonaws\.com$/.exec(DomainName)
  if (bucket) {
    if (OriginAccessControlId && !parts.isOriginAccessControl(OriginAccessControlId)) throw new Error(`The origin ${Id} names the origin access control ${OriginAccessControlId}, which is not in the templates.`)
    return { kind: 's3', bucket: bucket[1]!, signed: Boolean(OriginAccessControlId) }
  }
  const api = /^([a-z0-9]+)\.execute-api\.us-east-1\.amazonaws\.com$/.exec(DomainName)
  if (api && CustomOriginConfig) return { kind: 'http-api', apiId: api[1]! }
  throw new Error(`The origin ${Id} (${DomainName}) is neither a bucket nor an HTTP API; the local edge reaches nothing else.`)
}
