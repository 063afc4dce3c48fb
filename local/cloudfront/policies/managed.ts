/** AWS's managed policies by id, in the words of CloudFormation, as documented. Those nobody uses here are left out on purpose: an unknown id stops the start. */

const keyed = (headers: readonly string[], cookies: string, query: string, compressed: boolean) => ({
  EnableAcceptEncodingGzip: compressed,
  EnableAcceptEncodingBrotli: compressed,
  HeadersConfig: headers.length > 0 ? { HeaderBehavior: 'whitelist', Headers: headers } : { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: cookies },
  QueryStringsConfig: { QueryStringBehavior: query },
})
const year = 31_536_000
const day = 86_400

export const managedCachePolicies: Readonly<Record<string, object>> = {
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { MinTTL: 0, DefaultTTL: 0, MaxTTL: 0, ParametersInCacheKeyAndForwardedToOrigin: keyed([], 'none', 'none', false) },
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { MinTTL: 1, DefaultTTL: day, MaxTTL: year, ParametersInCacheKeyAndForwardedToOrigin: keyed([], 'none', 'none', true) },
  // CachingOptimizedForUncompressedObjects
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': { MinTTL: 1, DefaultTTL: day, MaxTTL: year, ParametersInCacheKeyAndForwardedToOrigin: keyed([], 'none', 'none', false) },
  // UseOriginCacheControlHeaders
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': { MinTTL: 0, DefaultTTL: 0, MaxTTL: year, ParametersInCacheKeyAndForwardedToOrigin: keyed(['host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'], 'all', 'none', true) },
  // UseOriginCacheControlHeaders-QueryStrings
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': { MinTTL: 0, DefaultTTL: 0, MaxTTL: year, ParametersInCacheKeyAndForwardedToOrigin: keyed(['host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'], 'all', 'all', true) },
}

const all = { CookiesConfig: { CookieBehavior: 'all' }, QueryStringsConfig: { QueryStringBehavior: 'all' } }
const onlyHeaders = (...headers: string[]) => ({
  HeadersConfig: { HeaderBehavior: 'whitelist', Headers: headers },
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
})

export const managedOriginRequestPolicies: Readonly<Record<string, object>> = {
  // AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { HeadersConfig: { HeaderBehavior: 'allViewer' }, ...all },
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['host'] }, ...all },
  // AllViewerAndCloudFrontHeaders-2022-06, as far as the local edge knows those headers
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': { HeadersConfig: { HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: ['cloudfront-viewer-country', 'cloudfront-viewer-address', 'cloudfront-forwarded-proto'] }, ...all },
  // CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': onlyHeaders('origin', 'access-control-request-headers', 'access-control-request-method'),
  // CORS-CustomOrigin
  '59781a5b-3903-41f3-afcb-af62929ccde1': onlyHeaders('origin'),
  // UserAgentRefererHeaders
  'acba4595-bd28-49b8-b9fe-13317c0390fa': onlyHeaders('user-agent', 'referer'),
}

const simpleCors = {
  AccessControlAllowCredentials: false,
  AccessControlAllowOrigins: { Items: ['*'] },
  AccessControlAllowHeaders: { Items: ['*'] },
  AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
  OriginOverride: false,
}
const corsWithPreflight = { ...simpleCors, AccessControlAllowMethods: { Items: ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'] }, AccessControlExposeHeaders: { Items: ['*'] } }
const security = {
  ContentTypeOptions: { Override: true },
  FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
  ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: false },
  StrictTransportSecurity: { AccessControlMaxAgeSec: year, Override: false },
  XSSProtection: { Protection: true, ModeBlock: true, Override: false },
}

export const managedResponseHeadersPolicies: Readonly<Record<string, object>> = {
  // SimpleCORS
  '60669652-455b-4ae9-85a4-c4c02393f86c': { CorsConfig: simpleCors },
  // CORS-With-Preflight
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd': { CorsConfig: corsWithPreflight },
  // SecurityHeadersPolicy
  '67f7725c-6f97-4210-82d7-5512b31e9d03': { SecurityHeadersConfig: security },
  // CORS-and-SecurityHeadersPolicy
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': { CorsConfig: simpleCors, SecurityHeadersConfig: security },
  // CORS-with-preflight-and-SecurityHeadersPolicy
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63': { CorsConfig: corsWithPreflight, SecurityHeadersConfig: security },
}
