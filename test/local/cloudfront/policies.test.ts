import { describe, expect, test } from 'vitest'
import { createCache } from '../../../local/cloudfront/cache/cache.ts'
import { ttlOf } from '../../../local/cloudfront/cache/freshness.ts'
import { pathPattern } from '../../../local/cloudfront/path-pattern.ts'
import { cachePolicy } from '../../../local/cloudfront/policies/cache-policy.ts'
import { managedCachePolicies, managedOriginRequestPolicies, managedResponseHeadersPolicies } from '../../../local/cloudfront/policies/managed.ts'
import { originRequestPolicy } from '../../../local/cloudfront/policies/origin-request-policy.ts'
import { applyResponseHeaders, responseHeadersPolicy } from '../../../local/cloudfront/policies/response-headers-policy.ts'

const now = new Date('2026-11-20T10:00:00Z')
const disabled = cachePolicy(managedCachePolicies['4135ea2d-6df8-44a3-9df3-4b5a84be39ad']!)
const optimized = cachePolicy(managedCachePolicies['658327ea-f89d-4fab-a63d-7e88639e58f6']!)

describe('how long an answer is kept', () => {
  const ttl = (policy: typeof disabled, status: number, headers: Record<string, string> = {}, errorMin?: number) => ttlOf(policy, status, headers, errorMin, now)
  test('follows the origin within the bounds of the policy', () => {
    expect(ttl(optimized, 200)).toBe(86_400)
    expect(ttl(optimized, 200, { 'cache-control': 'public, max-age=60' })).toBe(60)
    expect(ttl(optimized, 200, { 'cache-control': 'max-age=60, s-maxage="5"' })).toBe(5)
    expect(ttl(optimized, 200, { 'cache-control': 'max-age=99999999' })).toBe(31_536_000)
    expect(ttl(optimized, 200, { expires: 'Fri, 20 Nov 2026 10:01:00 GMT' })).toBe(60)
    expect(ttl(optimized, 206, { 'cache-control': 'max-age=60' })).toBe(0)
  })
  test('is the minimum of the policy when the origin forbids it', () => {
    for (const header of ['no-store', 'no-cache', 'private, max-age=60']) expect(ttl(optimized, 200, { 'cache-control': header })).toBe(1)
  })
  test('is nothing under the policy that disables caching', () => {
    expect(ttl(disabled, 200, { 'cache-control': 'max-age=60' })).toBe(0)
  })
  test('is ten seconds for errors that are always kept, unless the distribution says otherwise', () => {
    for (const status of [404, 500, 502, 503, 504]) expect([ttl(disabled, status, { 'cache-control': 'no-store' }), ttl(disabled, status, {}, 0), ttl(disabled, status, { 'cache-control': 'max-age=30' })]).toEqual([10, 0, 30])
    for (const status of [400, 401, 403, 409, 429]) expect(ttl(optimized, status)).toBe(0)
    expect(ttl(optimized, 403, { 'cache-control': 'max-age=60' })).toBe(60)
  })
})

test('a path pattern knows * and ?, minds case, and understands the slash in front', () => {
  expect(['/t/abc/v', '/T/abc', '/i/x'].map(pathPattern('/t/*'))).toEqual([true, false, false])
  expect(['/a.jpg', '/b/c.jpg', '/ajpg'].map(pathPattern('*.jpg'))).toEqual([true, true, false])
  expect(['/a1', '/a12'].map(pathPattern('a?'))).toEqual([true, false])
})

test('every managed policy can be read', () => {
  for (const config of Object.values(managedCachePolicies)) expect(() => cachePolicy(config)).not.toThrow()
  for (const config of Object.values(managedOriginRequestPolicies)) expect(() => originRequestPolicy(config)).not.toThrow()
  for (const config of Object.values(managedResponseHeadersPolicies)) expect(() => responseHeadersPolicy(config, text => text)).not.toThrow()
})

test('the cache lets the least recently used go when it is full', () => {
  const cache = createCache(10_000)
  const entry = () => ({ status: 200, headers: { 'content-encoding': 'br' }, body: Buffer.alloc(2_000), storedAt: 0, freshUntil: 1, compressed: new Map() })
  for (const key of ['a', 'b', 'c']) cache.set(key, entry())
  cache.get('a')
  cache.set('d', entry())
  expect(['a', 'b', 'c', 'd'].map(key => cache.get(key) !== undefined)).toEqual([true, false, true, true])
})

describe('CORS in a response headers policy', () => {
  const apply = (config: object, headers: Record<string, string>, method = 'GET', answer: Record<string, string> = {}) => {
    const response = { status: 200, headers: { ...answer }, cookies: [], body: Buffer.alloc(0) }
    applyResponseHeaders(responseHeadersPolicy({ CorsConfig: { AccessControlAllowOrigins: { Items: ['https://*.example', 'https://one.test'] }, AccessControlAllowMethods: { Items: ['ALL'] }, AccessControlAllowHeaders: { Items: ['range'] }, AccessControlMaxAgeSec: 600, AccessControlAllowCredentials: true, OriginOverride: true, ...config } }, text => text), { method, headers }, response, false)
    return response.headers
  }
  test('names the origin when it is one of the list', () => {
    expect(apply({}, { origin: 'https://a.example' })).toEqual({ 'access-control-allow-origin': 'https://a.example', 'access-control-allow-credentials': 'true', vary: 'Origin' })
    for (const origin of ['https://other.test', 'http://one.test', 'https://example']) expect(apply({}, { origin })).toEqual({})
  })
  test('answers a preflight with methods, headers and age', () => {
    expect(apply({}, { origin: 'https://one.test', 'access-control-request-method': 'GET' }, 'OPTIONS')).toMatchObject({ 'access-control-allow-methods': expect.stringContaining('PATCH'), 'access-control-allow-headers': 'range', 'access-control-max-age': '600' })
  })
  test("is never mixed with the origin's own", () => {
    const own = { 'access-control-allow-origin': '*', 'access-control-max-age': '1' }
    expect(apply({ OriginOverride: false }, { origin: 'https://one.test' }, 'GET', own)).toEqual(own)
    expect(apply({}, { origin: 'https://one.test' }, 'GET', own)).not.toHaveProperty('access-control-max-age')
  })
})
