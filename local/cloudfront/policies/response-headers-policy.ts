/** A response headers policy: what is added to, and taken from, every answer of a behaviour. */
import type { EdgeResponse } from '../message.ts'

export interface ResponseHeadersPolicy {
  readonly remove: readonly string[]
  readonly set: readonly { readonly name: string; readonly value: string; readonly override: boolean }[]
  readonly cors: CorsHeaders | undefined
  readonly serverTiming: boolean
}

interface CorsHeaders {
  readonly origins: readonly string[]
  readonly override: boolean
  /** Sent with every answer to a cross-origin request. */
  readonly always: Readonly<Record<string, string>>
  /** Sent with the answer to a preflight besides. */
  readonly preflight: Readonly<Record<string, string>>
}

/**
 * ResponseHeadersPolicyConfig, as CloudFormation writes it. Addresses in values become those of this machine.
 * Strict-Transport-Security stays out: a browser would remember it for localhost, for every other program too,
 * and `upgrade-insecure-requests` would turn this http site's own files away.
 */
export function responseHeadersPolicy(config: Record<string, any>, toLocal: (text: string) => string): ResponseHeadersPolicy {
  const security = config.SecurityHeadersConfig ?? {}
  const xss = security.XSSProtection
  const set = [
    security.ContentTypeOptions && { name: 'x-content-type-options', value: 'nosniff', override: security.ContentTypeOptions.Override },
    security.FrameOptions && { name: 'x-frame-options', value: security.FrameOptions.FrameOption, override: security.FrameOptions.Override },
    security.ReferrerPolicy && { name: 'referrer-policy', value: security.ReferrerPolicy.ReferrerPolicy, override: security.ReferrerPolicy.Override },
    security.ContentSecurityPolicy && { name: 'content-security-policy', value: withoutUpgrade(security.ContentSecurityPolicy.ContentSecurityPolicy), override: security.ContentSecurityPolicy.Override },
    xss && { name: 'x-xss-protection', value: `${xss.Protection ? 1 : 0}${xss.ModeBlock ? '; mode=block' : ''}${xss.ReportUri ? `; report=${xss.ReportUri}` : ''}`, override: xss.Override },
    ...(config.CustomHeadersConfig?.Items ?? []).map((item: Record<string, any>) => ({ name: item.Header.toLowerCase(), value: item.Value, override: item.Override })),
  ]
  return {
    remove: (config.RemoveHeadersConfig?.Items ?? []).map((item: { Header: string }) => item.Header.toLowerCase()),
    set: set.filter(header => header && header.name !== 'strict-transport-security').map(({ name, value, override }) => ({ name, value: toLocal(String(value)), override: override === true })),
    cors: corsHeaders(config.CorsConfig),
    serverTiming: config.ServerTimingHeadersConfig?.Enabled === true,
  }
}

const withoutUpgrade = (policy: string) => policy.split(';').map(one => one.trim()).filter(one => one !== '' && one !== 'upgrade-insecure-requests').join('; ')

function corsHeaders(config: Record<string, any> | undefined): CorsHeaders | undefined {
  if (!config) return undefined
  const list = (items: { Items?: string[] } | undefined) => (items?.Items ?? []).join(', ')
  const present = (headers: Record<string, string>) => Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
  const allMethods = config.AccessControlAllowMethods?.Items?.includes('ALL')
  return {
    origins: config.AccessControlAllowOrigins?.Items ?? [],
    override: config.OriginOverride === true,
    always: present({ 'access-control-allow-credentials': config.AccessControlAllowCredentials === true ? 'true' : '', 'access-control-expose-headers': list(config.AccessControlExposeHeaders) }),
    preflight: present({
      'access-control-allow-methods': allMethods ? 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS' : list(config.AccessControlAllowMethods),
      'access-control-allow-headers': list(config.AccessControlAllowHeaders),
      'access-control-max-age': config.AccessControlMaxAgeSec === undefined ? '' : String(config.AccessControlMaxAgeSec),
    }),
  }
}

/** Changes `response.headers`. `asked` is the viewer's request. */
export function applyResponseHeaders(policy: ResponseHeadersPolicy, asked: { method: string; headers: Readonly<Record<string, string>> }, response: EdgeResponse, hit: boolean): void {
  const { headers } = response
  for (const name of policy.remove) delete headers[name]
  if (policy.cors && asked.headers.origin !== undefined) addCors(policy.cors, asked.headers.origin, isPreflight(asked), headers)
  for (const { name, value, override } of policy.set) if (override || headers[name] === undefined) headers[name] = value
  if (policy.serverTiming) headers['server-timing'] = `${hit ? 'cdn-cache-hit' : 'cdn-cache-miss'},cdn-pop;desc="LOCAL"`
}

const isPreflight = ({ method, headers }: { method: string; headers: Readonly<Record<string, string>> }) => method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

function addCors(cors: CorsHeaders, origin: string, preflight: boolean, headers: Record<string, string>): void {
  const ofOrigin = Object.keys(headers).filter(name => name.startsWith('access-control-'))
  // The origin's set and the policy's are never mixed.
  if (ofOrigin.length > 0 && !cors.override) return
  for (const name of ofOrigin) delete headers[name]
  const any = cors.origins.includes('*')
  if (!any && !cors.origins.some(allowed => originMatches(allowed, origin))) return
  Object.assign(headers, { 'access-control-allow-origin': any ? '*' : origin }, cors.always, preflight ? cors.preflight : {})
  if (!any) headers.vary = headers.vary ? `${headers.vary}, Origin` : 'Origin'
}

/** `https://*.example.org` covers every name below example.org; without a scheme both schemes are meant. */
function originMatches(allowed: string, origin: string): boolean {
  const [scheme, host] = allowed.includes('://') ? allowed.split('://') as [string, string] : [null, allowed]
  const [originScheme, originHost = ''] = origin.split('://')
  if (scheme !== null && scheme !== originScheme) return false
  return host.startsWith('*.') ? originHost.endsWith(host.slice(1)) : host === originHost
}
