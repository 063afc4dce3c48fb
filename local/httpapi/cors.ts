/** CORS as an HTTP API does it when it has a CorsConfiguration: it answers preflights itself and writes its own headers over the function's. */
import type { HttpAnswer } from './apis.ts'

export interface CorsRules {
  readonly allowOrigins: readonly string[]
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly allowCredentials: boolean
  readonly maxAge: number | undefined
}

// The template's CorsConfiguration, as written.
export function corsRules(properties: Record<string, any> | undefined): CorsRules | undefined {
  if (!properties) return undefined
  return {
    allowOrigins: properties.AllowOrigins ?? [],
    allowMethods: properties.AllowMethods ?? [],
    allowHeaders: (properties.AllowHeaders ?? []).map((name: string) => name.toLowerCase()),
    exposeHeaders: properties.ExposeHeaders ?? [],
    allowCredentials: properties.AllowCredentials === true,
    maxAge: properties.MaxAge,
  }
}

export const isPreflight = (method: string, headers: Record<string, string>) =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined

/** 204 either way; a preflight that is not allowed simply gets no headers. */
export function preflightAnswer(rules: CorsRules, headers: Record<string, string>): HttpAnswer {
  const method = headers['access-control-request-method'] ?? ''
  const asked = (headers['access-control-request-headers'] ?? '').split(',').map(name => name.trim().toLowerCase()).filter(Boolean)
  const origin = allowedOrigin(rules, headers.origin)
  const allowed = origin !== null
    && (rules.allowMethods.includes('*') || rules.allowMethods.includes(method))
    && (rules.allowHeaders.includes('*') || asked.every(name => rules.allowHeaders.includes(name)))
  return {
    status: 204,
    cookies: [],
    body: Buffer.alloc(0),
    headers: !allowed ? {} : {
      ...common(rules, origin),
      'access-control-allow-methods': rules.allowMethods.join(','),
      ...(rules.allowHeaders.length > 0 && { 'access-control-allow-headers': rules.allowHeaders.join(',') }),
      ...(rules.maxAge !== undefined && { 'access-control-max-age': String(rules.maxAge) }),
    },
  }
}

/** The function's answer with the API's CORS headers instead of its own. */
export function withCors(rules: CorsRules, origin: string | undefined, answer: HttpAnswer): HttpAnswer {
  const kept = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'))
  const allowed = allowedOrigin(rules, origin)
  return {
    ...answer,
    headers: {
      ...Object.fromEntries(kept),
      ...(allowed !== null && common(rules, allowed)),
      ...(allowed !== null && rules.exposeHeaders.length > 0 && { 'access-control-expose-headers': rules.exposeHeaders.join(',') }),
    },
  }
}

const common = (rules: CorsRules, origin: string) => ({
  'access-control-allow-origin': origin,
  ...(rules.allowCredentials && { 'access-control-allow-credentials': 'true' }),
  ...(origin !== '*' && { vary: 'Origin' }),
})

function allowedOrigin(rules: CorsRules, origin: string | undefined): string | null {
  if (origin === undefined) return null
  if (rules.allowOrigins.includes('*')) return '*'
  const allowed = rules.allowOrigins.some(rule => rule === origin || (rule.endsWith('://*') && origin.startsWith(rule.slice(0, -1))))
  return allowed ? origin : null
}
