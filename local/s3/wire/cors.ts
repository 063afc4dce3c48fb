/** A bucket's CORS rules: what a browser page of another origin may do with it. */
import type { IncomingHttpHeaders } from 'node:http'
import { corsRefused } from './errors.ts'

/** As in CloudFormation. */
export interface CorsRule {
  readonly AllowedOrigins: readonly string[]
  readonly AllowedMethods: readonly string[]
  readonly AllowedHeaders?: readonly string[]
  readonly ExposedHeaders?: readonly string[]
  readonly MaxAge?: number
}

const vary = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'

/** Headers for the answer to a cross-origin request, errors included; empty when no rule allows its origin and method. */
export const corsHeaders = (rules: readonly CorsRule[], method: string, headers: IncomingHttpHeaders): Record<string, string> => {
  const origin = headers.origin
  if (origin === undefined) return {}
  const rule = ruleFor(rules, origin, method, [])
  return rule ? allow(rule, origin) : {}
}

/** The answer to a preflight. Throws AccessForbidden (403) as S3 does, which a browser reads as no. */
export const preflight = (rules: readonly CorsRule[], headers: IncomingHttpHeaders): Record<string, string> => {
  const origin = headers.origin
  const method = headers['access-control-request-method']
  if (origin === undefined) throw corsRefused('CORSResponse: Bad Request. Origin request header needed.')
  if (method === undefined) throw corsRefused('CORSResponse: Bad Request. Access-Control-Request-Method header needed.')
  if (rules.length === 0) throw corsRefused('CORSResponse: CORS is not enabled for this bucket.')
  const wanted = (headers['access-control-request-headers'] ?? '').split(',').map(name => name.trim().toLowerCase()).filter(Boolean)
  const rule = ruleFor(rules, origin, method, wanted)
  if (!rule) {
    throw corsRefused('CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource\'s CORS spec.')
  }
  return {
    ...allow(rule, origin),
    ...(wanted.length > 0 ? { 'access-control-allow-headers': wanted.join(', ') } : {}),
    ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
  }
}

const allow = (rule: CorsRule, origin: string): Record<string, string> => ({
  ...(rule.AllowedOrigins.includes('*')
    ? { 'access-control-allow-origin': '*' }
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
  'access-control-allow-methods': rule.AllowedMethods.join(', '),
  ...(rule.ExposedHeaders?.length ? { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') } : {}),
  vary,
})

/** The first rule that allows all of it: rules are never combined. */
const ruleFor = (rules: readonly CorsRule[], origin: string, method: string, wanted: readonly string[]): CorsRule | undefined =>
  rules.find(rule =>
    rule.AllowedOrigins.some(pattern => matches(pattern, origin)) &&
    rule.AllowedMethods.some(allowed => allowed === method) &&
    wanted.every(name => rule.AllowedHeaders?.some(pattern => matches(pattern.toLowerCase(), name))))

/** At most one `*`, as S3 allows. */
const matches = (pattern: string, value: string): boolean => {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) return pattern === value
  return value.length >= before.length + after.length && value.startsWith(before) && value.endsWith(after)
}
