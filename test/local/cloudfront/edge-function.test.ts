import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { compileFunction, maxCodeBytes } from '../../../local/cloudfront/function/compile.ts'
import { slownessWatch } from '../../../local/cloudfront/function/slowness-watch.ts'
import { fromRequestFunction, requestEvent } from '../../../local/cloudfront/function/event.ts'
import type { EdgeRequest } from '../../../local/cloudfront/message.ts'

const arn = 'arn:aws:cloudfront::000000000000:key-value-store/11111111-2222-3333-4444-555555555555'
const items: Record<string, string> = { origin: 'secret', json: '{"a":1}' }
const stores = () => ({
  get: (_: string, key: string) => items[key],
  list: () => [],
  describe: () => ({ created: '2026-01-01T00:00:00.000Z', lastModified: '2026-01-02T00:00:00.000Z', count: 2 }),
})

function compiled(code: string, { associated = [arn], now = new Date('2026-11-20T10:00:00Z') } = {}) {
  const lines: string[] = []
  const warnings: string[] = []
  const run = compileFunction('tested', code, { stores, associated, now: () => now, log: line => lines.push(line), warn: sentence => warnings.push(sentence) })
  return { run, lines, warnings }
}
/** What the body of a handler returns. */
const result = (body: string) => compiled(`import cf from 'cloudfront'\nimport crypto from 'crypto'\nasync function handler(event) { ${body} }`).run({ given: 1 })

describe('an edge function', () => {
  test('reads the store it is associated with, and no other', async () => {
    expect(await result("return cf.kvs().get('origin')")).toBe('secret')
    expect(await result(`return cf.kvs('${arn.split('/')[1]}').get('origin')`)).toBe('secret')
    expect(await result("return cf.kvs().get('json', { format: 'json' })")).toEqual({ a: 1 })
    expect(await result("return Promise.all([cf.kvs().exists('origin'), cf.kvs().exists('nothing'), cf.kvs().count()])")).toEqual([true, false, 2])
    await expect(result("return cf.kvs().get('nothing')")).rejects.toThrow('was not found')
    await expect(result("return cf.kvs('other').get('origin')")).rejects.toThrow('not associated')
    await expect(compiled("import cf from 'cloudfront'\nasync function handler() { return cf.kvs().get('origin') }", { associated: [] }).run({})).rejects.toThrow('No key value store')
  })

  test('hashes with md5, sha1 and sha256 only', async () => {
    expect(await result("return crypto.createHmac('sha256', 'k').update('m').digest('base64url')")).toBe(createHmac('sha256', 'k').update('m').digest('base64url'))
    expect(await result("return crypto.createHash('sha256').update('m').digest('hex')")).toMatch(/^62c66a7a/)
    await expect(result("return crypto.createHash('sha512')")).rejects.toThrow('not known at the edge')
  })

  test('sees a clock that stands still while it runs', async () => {
    expect(await result('return [Date.now(), new Date().toISOString(), new Date(0).getTime()]')).toEqual([Date.parse('2026-11-20T10:00:00Z'), '2026-11-20T10:00:00.000Z', 0])
  })

  test('has no timers, network, process, evaluation or newer builtins', async () => {
    for (const name of ['setTimeout', 'fetch', 'process', 'performance', 'URL', 'Map', 'Proxy', 'Intl', 'structuredClone', 'crypto2']) expect(await result(`return typeof ${name}`)).toBe('undefined')
    await expect(result("return eval('1')")).rejects.toThrow()
    await expect(result("return (function () {}).constructor('return 1')()")).rejects.toThrow()
    await expect(result("return [1].at(0)")).rejects.toThrow('not a function')
    await expect(result("return Buffer.from('x', 'latin1')")).rejects.toThrow('not supported')
  })

  test('has what the runtime documents', async () => {
    expect(await result("return [btoa('a'), atob('YQ=='), 'aXa'.replaceAll('a', 'b'), Buffer.from('YQ', 'base64url').toString(), new TextEncoder().encode('é').length, 'abc'.charCodeAt(1), [3, 1].sort().join()]"))
      .toEqual(['YQ==', 'a', 'bXb', 'a', 2, 98, '1,3'])
    expect(await compiled("const querystring = require('querystring'); function handler() { return querystring.parse('a=1').a }").run({})).toBe('1')
  })

  test('keeps nothing between two runs', async () => {
    const { run } = compiled('let runs = 0\nfunction handler() { runs += 1; return runs }')
    expect([await run({}), await run({})]).toEqual([1, 1])
  })

  test('logs to the console of the local cloud', async () => {
    const { run, lines } = compiled("function handler() { console.log('hello'); return 1 }")
    await run({})
    expect(lines).toEqual(['hello'])
  })

  test('is refused when its language is newer than the runtime', () => {
    const refused = { 'const { a } = event': 'destructuring', 'return event?.a': 'optional chaining', 'return event ?? 1': '??', 'for (const a of event) {}': 'for … of', 'return [...event]': 'spread', 'class A {}': 'classes', 'return (a = 1) => a': 'default values', 'const f = async () => 1': 'async arrow functions' }
    for (const [line, reason] of Object.entries(refused)) {
      expect(() => compiled(`function handler(event) {\n  ${line}\n}`), line).toThrow(new RegExp(`line 2: ${reason.replace(/[?.()]/g, '\\$&')}`))
    }
    expect(() => compiled('export function handler() {}')).toThrow('export')
    expect(() => compiled("import { a } from 'cloudfront'\nfunction handler() {}")).toThrow('imports a whole module')
  })

  test('is refused when it awaits among the arguments of a call, or in a literal: njs compiles neither', () => {
    const refused = {
      'return Number(await event)': 'await in the arguments of a call',
      'return new Date(await event)': 'await in the arguments of a call',
      'return [1].map(one => one)[0] <= Number(1 + (await event))': 'await in the arguments of a call',
      'return { value: await event }': 'await in a literal',
      'return [await event]': 'await in a literal',
      'const f = async function () {}': 'async functions that are no declaration',
      'async function within() {}': 'async functions that are no declaration',
    }
    for (const [line, reason] of Object.entries(refused)) expect(() => compiled(`async function handler(event) {\n  ${line}\n}`), line).toThrow(`line 2: ${reason}`)
  })

  test('may await everywhere else', () => {
    for (const line of ['const a = await event', 'if (await event) return 1', 'return `${await event}`', 'return (await event).a', 'return await event ? 1 : 2', 'for (let i = 0; i < 3; i++) { const a = await event }']) {
      expect(() => compiled(`async function handler(event) {\n  ${line}\n}`), line).not.toThrow()
    }
  })

  test('is refused for a catch without a name, and for regular expressions that the runtime does not document', () => {
    const refused = { 'try { event() } catch {}': 'catch without a name', 'return /a/s': 'the flags "s"', 'return /(?<=a)b/': 'lookbehind' }
    for (const [line, reason] of Object.entries(refused)) expect(() => compiled(`function handler(event) {\n  ${line}\n}`), line).toThrow(`line 2: ${reason}`)
    expect(() => compiled('function handler(event) { return /(?<year>[0-9]+)/gi }')).not.toThrow()
  })

  test('that is too large is complained of', () => {
    expect(compiled(`function handler() { return '${'x'.repeat(maxCodeBytes)}' }`).warnings[0]).toContain('CloudFront accepts 10240')
  })
})

test('a function whose median run is over a millisecond is complained of once; its first runs and a hiccup do not count', () => {
  const told: number[] = []
  const watch = slownessWatch(median => told.push(median))
  const runs = (times: number, ms: number) => Array.from({ length: times }, () => watch(ms))
  runs(20, 50)
  runs(90, 0.2)
  runs(10, 50)
  expect(told).toEqual([])
  runs(300, 1.5)
  expect(told).toEqual([1.5])
})

describe('the event', () => {
  const request: EdgeRequest = {
    id: 'r', method: 'GET', uri: '/a%20b', query: 'x=1&x=2&flag&__proto__=1', headers: { host: 'localhost', cookie: 'a=1; b=x=y', accept: 'a, b' },
    viewer: { ip: '127.0.0.1', port: 1, country: 'US' }, body: async () => Buffer.alloc(0),
  }
  const event = () => requestEvent({ distributionDomainName: 'd1.cloudfront.net', distributionId: 'E1', requestId: 'r' }, request)

  test('has the shape of version 1.0', () => {
    expect(event()).toMatchObject({
      version: '1.0', context: { distributionDomainName: 'd1.cloudfront.net', distributionId: 'E1', eventType: 'viewer-request', requestId: 'r' }, viewer: { ip: '127.0.0.1' },
      request: {
        method: 'GET', uri: '/a%20b', headers: { host: { value: 'localhost' }, accept: { value: 'a, b' } }, cookies: { a: { value: '1' }, b: { value: 'x=y' } },
        querystring: { x: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, flag: { value: '' } },
      },
    })
    expect(event().request.headers).not.toHaveProperty('cookie')
  })

  test('returned unchanged is the same request', () => {
    const outcome = fromRequestFunction(event().request, request)
    expect(outcome).toMatchObject({ request: { method: 'GET', uri: '/a%20b', query: 'x=1&x=2&flag&__proto__=1', headers: request.headers } })
  })

  test('returned with nonsense is refused', () => {
    const changed = (more: object) => () => fromRequestFunction({ ...event().request, ...more }, request)
    expect(() => fromRequestFunction(undefined, request)).toThrow('neither')
    expect(changed({ uri: 'no-slash' })).toThrow('slash')
    expect(changed({ method: 'POST' })).toThrow('method')
    expect(changed({ headers: { 'X-Upper': { value: '1' } } })).toThrow('lower case')
    expect(changed({ headers: { 'x-number': { value: 1 } } })).toThrow('string value')
    for (const name of ['host', 'via', 'x-amz-cf-id', 'x-edge-thing', 'connection']) expect(changed({ headers: { [name]: { value: 'set' } } })).toThrow('may not')
    expect(() => fromRequestFunction({ statusCode: 42 }, request)).toThrow('status')
  })
})
