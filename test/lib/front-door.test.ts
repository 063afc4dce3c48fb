/** The distribution, as it deploys: who comes through, what each answer carries, and where it reads. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withFirstScript } from '../../bin/first-script.ts'
import { type Found, synthesized } from './synthesized.ts'

const production = await synthesized({ stage: 'production', domainName: 'play.example.org', certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000000' })
const of = (type: string) => production.filter(found => found.type === type)
const only = (type: string): Found => {
  expect(of(type)).toHaveLength(1)
  return of(type)[0]!
}
const distribution = only('AWS::CloudFront::Distribution').properties.DistributionConfig
/** By the paths they answer. */
const behaviours: Record<string, Record<string, any>> = Object.fromEntries([['*', distribution.DefaultCacheBehavior], ...distribution.CacheBehaviors.map((behaviour: { PathPattern: string }) => [behaviour.PathPattern, behaviour])])


test('a domain of its own speaks TLS 1.2 at least', () => {
  expect(distribution.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021')
  expect(distribution.Aliases).toEqual(['play.example.org'])
})

test('pages that are kept for everybody name that domain, and not whatever host was asked', () => {
  const sharing = of('AWS::Lambda::Function').find(({ properties }) => properties.FunctionName === 'playhouse-production-sharing-api')!
  expect(sharing.properties.Environment.Variables.SITE).toBe('https://play.example.org')
})

test('no behaviour answers over plain http, and the API caches nothing', () => {
  expect(Object.values(behaviours).map(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy)).not.toContain('allow-all')
  expect(Object.keys(behaviours)).toEqual(['*', '/', '/watch/*', '/@*', '/robots.txt', '/sitemap.xml', '/embed/*', '/api/*', '/t/*', '/i/*'])
  expect(behaviours['/api/*']!.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad')
})

test('the page carries its first script, and the policies of pages allow exactly this one in it', () => {
  const [, script] = /<script>([\s\S]*?)<\/script>/.exec(withFirstScript(readFileSync(new URL('../../web/index.html', import.meta.url), 'utf8')))!
  const hash = `'sha256-${createHash('sha256').update(script!).digest('base64')}'`
  const policies = of('AWS::CloudFront::ResponseHeadersPolicy').map(({ properties }) => JSON.stringify(properties)).filter(text => text.includes('script-src \'self\''))
  expect(policies).toHaveLength(2)
  for (const policy of policies) expect(policy).toContain(`script-src 'self' ${hash}`)
})

test('errors of the API never turn into pages, and one person\'s error is never kept for another', () => {
  expect(distribution.CustomErrorResponses).toEqual([404, 414, 500, 501, 502, 503, 504].map(ErrorCode => ({ ErrorCode, ErrorCachingMinTTL: 0 })))
})

test('the log, whose paths hold tokens, is gone after a week', () => {
  const rules = production.find(({ id }) => id.startsWith('AccessLogs'))!.properties.LifecycleConfiguration.Rules
  expect(rules).toContainEqual(expect.objectContaining({ ExpirationInDays: 7 }))
})

test('whoever comes passes the firewall: bad addresses, bad inputs and the usual attacks are blocked, and 3,000 calls in five minutes are enough', () => {
  const firewall = only('AWS::WAFv2::WebACL')
  expect(distribution.WebACLId).toEqual({ 'Fn::GetAtt': [firewall.id, 'Arn'] })
  expect(firewall.properties.Scope).toBe('CLOUDFRONT')
  const rules: Record<string, any>[] = firewall.properties.Rules
  const managed = rules.filter(({ Statement }) => Statement.ManagedRuleGroupStatement)
  expect(managed.map(({ Statement }) => Statement.ManagedRuleGroupStatement.Name)).toEqual(['AWSManagedRulesAmazonIpReputationList', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesCommonRuleSet'])
  // Not "count": what a group says is done.
  expect(managed.map(({ OverrideAction }) => OverrideAction)).toEqual([{ None: {} }, { None: {} }, { None: {} }])
  // Only what looks into bodies merely counts.
  const counted = managed.flatMap(({ Statement }) => Statement.ManagedRuleGroupStatement.RuleActionOverrides ?? [])
  expect(counted.map(({ Name }) => Name).filter(name => !name.endsWith('_BODY'))).toEqual([])
  const [limit, ...others] = rules.filter(({ Statement }) => Statement.RateBasedStatement)
  expect(others).toEqual([])
  expect(limit!.Action.Block.CustomResponse.ResponseCode).toBe(429)
  expect(limit!.Statement.RateBasedStatement).toMatchObject({ AggregateKeyType: 'IP', Limit: 3000, EvaluationWindowSec: 300, ScopeDownStatement: { ByteMatchStatement: { SearchString: '/api/', PositionalConstraint: 'STARTS_WITH' } } })
  expect(rules).toHaveLength(4)
})

test('buckets are read under the distribution\'s own signature, always', () => {
  const control = only('AWS::CloudFront::OriginAccessControl')
  expect(control.properties.OriginAccessControlConfig).toMatchObject({ OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' })
  const buckets = distribution.Origins.filter(({ S3OriginConfig }: Record<string, any>) => S3OriginConfig)
  expect(buckets).toHaveLength(2)
  for (const origin of buckets) {
    expect(origin.OriginAccessControlId).toEqual({ 'Fn::GetAtt': [control.id, 'Id'] })
    // The signature's predecessor, which an identity in the origin would bring back.
    expect(origin.S3OriginConfig.OriginAccessIdentity ?? '').toBe('')
  }
  const others = distribution.Origins.filter(({ S3OriginConfig }: Record<string, any>) => !S3OriginConfig)
  expect(others.map(({ CustomOriginConfig }: Record<string, any>) => CustomOriginConfig.OriginProtocolPolicy)).toEqual(['https-only'])
})

/** Which of the four policies a path's answers carry, and what they say. */
const headersOf = (path: string): Record<string, any> => {
  const reference = behaviours[path]!.ResponseHeadersPolicyId
  return of('AWS::CloudFront::ResponseHeadersPolicy').find(({ id }) => id === reference?.Ref)!.properties.ResponseHeadersPolicyConfig
}

test.each(Object.keys(behaviours))('the answers below %s insist on TLS for a year, are what they say they are, and tell nobody where they were', path => {
  expect(headersOf(path).SecurityHeadersConfig).toMatchObject({
    StrictTransportSecurity: { AccessControlMaxAgeSec: 365 * 86_400, IncludeSubdomains: true, Override: true },
    ContentTypeOptions: { Override: true },
    ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
  })
})

const pages = ['*', '/', '/watch/*', '/@*', '/robots.txt', '/sitemap.xml']
test.each([...pages, '/embed/*'])('the pages below %s run only our own script, and neither camera, microphone nor wallet', path => {
  const { SecurityHeadersConfig, CustomHeadersConfig } = headersOf(path)
  const { ContentSecurityPolicy, Override } = SecurityHeadersConfig.ContentSecurityPolicy
  expect(Override).toBe(true)
  const policy = new Map<string, string>(ContentSecurityPolicy['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : '«bucket»')).join('').split('; ').map((rule: string) => [rule.split(' ')[0]!, rule.slice(rule.indexOf(' ') + 1)]))
  expect(policy.get('default-src')).toBe('\'self\'')
  expect(policy.get('object-src')).toBe('\'none\'')
  expect(policy.get('base-uri')).toBe('\'self\'')
  expect(policy.get('form-action')).toBe('\'self\'')
  expect(policy.get('script-src')).not.toMatch(/unsafe|\*|https?:/)
  const headers = Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }: Record<string, string>) => [Header, Value]))
  for (const feature of ['camera', 'microphone', 'geolocation', 'payment', 'usb']) expect(headers['permissions-policy']).toContain(`${feature}=()`)
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  // The embedded player is there to be framed; nothing else is.
  expect(policy.get('frame-ancestors')).toBe(path === '/embed/*' ? '*' : '\'none\'')
  expect(SecurityHeadersConfig.FrameOptions).toEqual(path === '/embed/*' ? undefined : { FrameOption: 'DENY', Override: true })
})

test('an answer of the API is no page: it may load nothing and be framed by nobody, unless it brings a policy of its own', () => {
  expect(headersOf('/api/*').SecurityHeadersConfig.ContentSecurityPolicy).toEqual({ ContentSecurityPolicy: 'default-src \'none\'; frame-ancestors \'none\'', Override: false })
})

test('films pass the edge function that reads their token, and carry headers that let any page play them without credentials', () => {
  expect(behaviours['/t/*']!.FunctionAssociations).toEqual([expect.objectContaining({ EventType: 'viewer-request' }), expect.objectContaining({ EventType: 'viewer-response' })])
  for (const path of ['/t/*', '/i/*']) expect(headersOf(path).CorsConfig).toMatchObject({ AccessControlAllowOrigins: { Items: ['*'] }, AccessControlAllowCredentials: false })
})
