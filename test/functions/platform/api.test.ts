import * as z from 'zod'
import { beforeEach, describe, expect, test } from 'vitest'
import { answer, api } from '../../../functions/platform/api.ts'
import { contract, route } from '../../../functions/platform/contract.ts'
import { defineErrors } from '../../../functions/platform/errors.ts'
import { writeLogTo } from '../../../functions/platform/log.ts'
import { fakePlatform, fakeSecret, send } from './http-event.ts'

const boats = contract({
  domain: 'boats',
  about: 'A small domain for tests.',
  routes: {
    list: route({ method: 'GET', path: '/boats', who: 'anyone', summary: 'Boats.', query: z.object({ limit: z.coerce.number().int().max(100).default(5) }), replies: { 200: z.object({ limit: z.int() }) } }),
    get: route({ method: 'GET', path: '/boats/{id}', who: 'anyone', summary: 'A boat.', params: z.object({ id: z.string().max(9) }), replies: { 200: z.object({ id: z.string(), version: z.int() }) }, aliases: ['GET /ships/{id}/view'] }),
    newest: route({ method: 'GET', path: '/boats/newest', who: 'anyone', summary: 'The newest.', replies: { 200: z.object({ newest: z.literal(true) }) } }),
    build: route({ method: 'POST', path: '/boats', who: 'anyone', rate: 'strict', ownOriginOnly: true, summary: 'Builds.', body: z.object({ name: z.string().min(2), masts: z.int().max(3).default(1) }), replies: { 201: z.object({ name: z.string(), masts: z.int() }) } }),
    sink: route({ method: 'DELETE', path: '/boats/{id}', who: 'anyone', summary: 'Sinks.', replies: { 204: null } }),
    mine: route({ method: 'GET', path: '/mine', who: 'member', summary: 'Mine.', replies: { 200: z.object({}) } }),
    whoami: route({ method: 'GET', path: '/whoami', who: 'anyone', summary: 'Who.', replies: { 200: z.object({ userId: z.string().nullable(), ip: z.string(), host: z.string() }) } }),
    put: route({ method: 'PUT', path: '/boats/{id}', who: 'anyone', ifMatch: 'required', summary: 'Puts.', replies: { 200: z.object({ ifMatch: z.int() }) } }),
    page: route({ method: 'GET', path: '/page', who: 'anyone', summary: 'A page.', replies: { 200: z.string() } }),
  },
})
const errors = defineErrors({ boat_lost: { status: 404, title: 'No such boat', detail: 'It is not in this harbour.' } })

const theApi = (changes: Parameters<typeof fakePlatform>[0] = {}) => api(boats, {
  list: async ({ query }) => ({ limit: query.limit }),
  async get({ params }) {
    if (params.id === 'lost') throw errors.boat_lost({ cause: new Error('the sea took it') })
    if (params.id === 'broken') throw new Error('a secret of ours')
    if (params.id === 'odd') return { id: 7, version: 1 } as never
    return { id: params.id, version: 3, captain: 'undeclared' }
  },
  newest: async () => ({ newest: true as const }),
  build: async ({ body }) => body,
  sink: async () => answer(204, undefined, { cookies: ['a=b; Path=/'], headers: { 'x-sunk': 'yes' } }),
  mine: async () => ({}),
  whoami: async ({ viewer, request }) => ({ userId: viewer.userId, ip: request.ip, host: request.host }),
  put: async ({ request }) => ({ ifMatch: request.ifMatch! }),
  page: async () => answer(200, '<p>hello</p>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
}, { platform: fakePlatform(changes) })

let lines: string[]
beforeEach(() => {
  lines = []
  writeLogTo(line => lines.push(line))
})

describe('routes', () => {
  test('a reply carries its request id, is not cached, and tells its version', async () => {
    const { status, body, headers } = await send(theApi(), { path: '/api/boats/b1' })
    expect({ status, body }).toEqual({ status: 200, body: { id: 'b1', version: 3 } })
    expect(headers).toMatchObject({ 'x-request-id': 'request-1', 'cache-control': 'no-store', 'content-type': 'application/json', etag: '"3"' })
  })
  test('an alias reaches the same handler', async () => {
    expect((await send(theApi(), { path: '/api/ships/b1/view' })).body).toEqual({ id: 'b1', version: 3 })
  })
  test('a literal path wins over a parameter', async () => {
    expect((await send(theApi(), { path: '/api/boats/newest' })).body).toEqual({ newest: true })
  })
  test('HEAD is GET without a body', async () => {
    const { status, text, headers } = await send(theApi(), { method: 'HEAD', path: '/api/boats/b1' })
    expect({ status, text, etag: headers.etag }).toEqual({ status: 200, text: undefined, etag: '"3"' })
  })
  test('an unknown path is a 404 problem', async () => {
    const { status, body, headers } = await send(theApi(), { path: '/api/planes' })
    expect({ status, code: body.code, type: headers['content-type'], requestId: body.requestId }).toEqual({ status: 404, code: 'not_found', type: 'application/problem+json', requestId: 'request-1' })
  })
  test('a wrong method names those that are right', async () => {
    const { status, headers } = await send(theApi(), { method: 'POST', path: '/api/boats/b1' })
    expect({ status, allow: headers.allow!.split(', ').sort() }).toEqual({ status: 405, allow: ['DELETE', 'GET', 'HEAD', 'PUT'] })
  })
  test('a percent sign that encodes nothing does no harm', async () => {
    expect((await send(theApi(), { path: '/api/boats/%zz' })).body.id).toBe('%zz')
  })
  test('a page leaves as it is', async () => {
    const { text, headers } = await send(theApi(), { path: '/api/page' })
    expect({ text, type: headers['content-type'] }).toEqual({ text: '<p>hello</p>', type: 'text/html; charset=utf-8' })
  })
  test('an answer may set cookies and headers', async () => {
    expect(await send(theApi(), { method: 'DELETE', path: '/api/boats/b1' })).toMatchObject({ status: 204, cookies: ['a=b; Path=/'], headers: { 'x-sunk': 'yes' }, text: undefined })
  })
})

describe('input', () => {
  test('defaults are filled in', async () => {
    expect((await send(theApi(), { method: 'POST', path: '/api/boats', body: { name: 'Ida' } })).body).toEqual({ name: 'Ida', masts: 1 })
  })
  test('every wrong field is named at once', async () => {
    const { status, body } = await send(theApi(), { method: 'POST', path: '/api/boats', body: { name: 'I', masts: 9 } })
    expect({ status, code: body.code, paths: body.errors.map((error: { path: string }) => error.path) }).toEqual({ status: 400, code: 'invalid_input', paths: ['name', 'masts'] })
  })
  test('a query is parsed by its schema', async () => {
    expect((await send(theApi(), { path: '/api/boats', query: 'limit=7' })).body).toEqual({ limit: 7 })
    expect((await send(theApi(), { path: '/api/boats', query: 'limit=many' })).body.errors[0].path).toBe('query.limit')
  })
  test.each([
    ['text that is no JSON', '{', undefined, 400, 'body_not_json'],
    ['a form', 'name=Ida', 'application/x-www-form-urlencoded', 415, 'content_type_not_json'],
    ['more than 256 KB', JSON.stringify({ name: 'I'.repeat(300_000) }), undefined, 413, 'body_too_large'],
    ['a key that reaches for the prototype', '{"name":"Ida","__proto__":{"admin":true}}', undefined, 400, 'invalid_input'],
    ['such a key in disguise', '{"name":"Ida","x":{"constr\\u0075ctor":1}}', undefined, 400, 'invalid_input'],
    ['JSON nested without end', `{"a":${'['.repeat(500)}${']'.repeat(500)}}`, undefined, 400, 'invalid_input'],
  ])('%s is refused', async (_name, body, type, status, code) => {
    const received = await send(theApi(), { method: 'POST', path: '/api/boats', body, headers: type ? { 'content-type': type } : {} })
    expect({ status: received.status, code: received.body.code }).toEqual({ status, code })
  })
  test('a required version that is missing or malformed is asked for', async () => {
    expect((await send(theApi(), { method: 'PUT', path: '/api/boats/b1' })).status).toBe(428)
    expect((await send(theApi(), { method: 'PUT', path: '/api/boats/b1', headers: { 'if-match': 'abc' } })).status).toBe(400)
    expect((await send(theApi(), { method: 'PUT', path: '/api/boats/b1', headers: { 'if-match': 'W/"12"' } })).body).toEqual({ ifMatch: 12 })
  })
})

describe('failures', () => {
  test('a domain failure becomes a problem, its cause stays inside', async () => {
    const { status, text, body } = await send(theApi(), { path: '/api/boats/lost' })
    expect({ status, code: body.code, detail: body.detail }).toEqual({ status: 404, code: 'boat_lost', detail: 'It is not in this harbour.' })
    expect(text).not.toContain('sea')
  })
  test('an unexpected failure is a 500 that tells nothing, and is logged', async () => {
    const { status, text, body } = await send(theApi(), { path: '/api/boats/broken' })
    expect({ status, code: body.code }).toEqual({ status: 500, code: 'internal' })
    expect(text).not.toContain('secret of ours')
    expect(lines.join()).toContain('a secret of ours')
  })
  test('a reply that breaks its contract is our 500, not the caller\'s 400', async () => {
    expect((await send(theApi(), { path: '/api/boats/odd' })).status).toBe(500)
    expect(lines.join()).toContain('does not match its contract')
  })
})

describe('who calls', () => {
  test('nobody in particular may call what is for anyone', async () => {
    expect((await send(theApi(), { path: '/api/whoami' })).body).toEqual({ userId: null, ip: '192.0.2.1', host: 'play.example' })
  })
  test('a good token is known without reading the table', async () => {
    expect((await send(theApi(), { path: '/api/whoami', headers: { authorization: 'Bearer usr_ana' } })).body.userId).toBe('usr_ana')
  })
  test.each(['Bearer nonsense', 'Basic dXNyOg==', 'Bearer'])('the header "%s" is refused even where anyone may call', async authorization => {
    expect(await send(theApi(), { path: '/api/whoami', headers: { authorization } })).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
  })
  test('a route for members asks the rest to sign in', async () => {
    expect(await send(theApi(), { path: '/api/mine' })).toMatchObject({ status: 401, body: { code: 'not_signed_in' }, headers: { 'www-authenticate': expect.stringContaining('Bearer') } })
  })
})

describe('the front door', () => {
  const behindIt = () => theApi({ originCheck: true })
  const shown = { 'x-origin-verify': 'first-origin-secret' }
  test('a request without the edge\'s secret, or with a wrong one, is refused', async () => {
    expect(await send(behindIt(), { path: '/api/boats/b1' })).toMatchObject({ status: 403, body: { code: 'not_through_the_front_door' } })
    expect((await send(behindIt(), { path: '/api/boats/b1', headers: { 'x-origin-verify': 'first-origin-secreT' } })).status).toBe(403)
  })
  test('a wrong secret is noted, for it may be the edge\'s own; a missing one is somebody who came past it', async () => {
    const noted = async (headers: Record<string, string>) => {
      lines = []
      await send(behindIt(), { path: '/api/boats/b1', headers })
      return lines.filter(line => 'FrontDoorRefused' in JSON.parse(line)).length
    }
    expect([await noted({}), await noted(shown), await noted({ 'x-origin-verify': 'first-origin-secreT' })]).toEqual([0, 0, 1])
  })
  test('the edge tells the client\'s address and host', async () => {
    const headers = { ...shown, 'x-playhouse-viewer': '198.51.100.7', 'x-playhouse-host': 'films.example' }
    expect((await send(behindIt(), { path: '/api/whoami', headers })).body).toMatchObject({ ip: '198.51.100.7', host: 'films.example' })
  })
  test('without the check, nobody may pretend to be the edge', async () => {
    expect((await send(theApi(), { path: '/api/whoami', headers: { 'x-playhouse-viewer': '198.51.100.7', 'x-playhouse-host': 'films.example' } })).body).toMatchObject({ ip: '192.0.2.1', host: 'play.example' })
  })
  test('around a rotation every accepted secret opens it', async () => {
    const originSecret = fakeSecret({ kid: 'new', secret: 'first-origin-secret' }, { kid: 'old', secret: 'former' })
    const handler = theApi({ originCheck: true, originSecret })
    expect((await send(handler, { path: '/api/boats/b1', headers: shown })).status).toBe(200)
    expect((await send(handler, { path: '/api/boats/b1', headers: { 'x-origin-verify': 'former' } })).status).toBe(200)
  })
})

describe('whose page', () => {
  const build = (headers: Record<string, string>, changes = {}) => send(theApi(changes), { method: 'POST', path: '/api/boats', body: { name: 'Ida' }, headers })
  test('our own page and a client without pages may build', async () => {
    expect((await build({ origin: 'https://play.example', 'sec-fetch-site': 'same-origin' })).status).toBe(201)
    expect((await build({})).status).toBe(201)
  })
  test.each<Record<string, string>>([{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'https://play.example.evil.example' }, { 'sec-fetch-site': 'cross-site' }])('a foreign page may not: %o', async headers => {
    expect(await build(headers)).toMatchObject({ status: 403, body: { code: 'foreign_origin' } })
  })
  test('an origin that the stage names may, with CORS', async () => {
    const changes = { allowedOrigins: ['http://localhost:5173'] }
    expect(await build({ origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' }, changes)).toMatchObject({ status: 201, headers: { 'access-control-allow-origin': 'http://localhost:5173' } })
    expect(await send(theApi(changes), { method: 'OPTIONS', path: '/api/boats', headers: { origin: 'http://localhost:5173' } })).toMatchObject({ status: 204, headers: { 'access-control-allow-headers': expect.stringContaining('if-match') } })
  })
  test('an origin that nobody named gets no CORS', async () => {
    expect((await send(theApi({ allowedOrigins: ['http://localhost:5173'] }), { path: '/api/boats/b1', headers: { origin: 'https://evil.example' } })).headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('how often', () => {
  test('the eleventh strict call in a minute is told when to come back', async () => {
    const handler = theApi()
    const statuses = []
    for (let call = 0; call < 11; call++) statuses.push((await send(handler, { method: 'POST', path: '/api/boats', body: { name: 'Ida' } })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(201), 429])
    const refused = await send(handler, { method: 'POST', path: '/api/boats', body: { name: 'Ida' } })
    expect(refused).toMatchObject({ headers: { 'retry-after': '60' }, body: { code: 'too_many_requests' } })
  })
  test.each([
    ['tokens', { path: '/api/boats/b1', headers: { authorization: 'Bearer nonsense' } }, 401],
    ['paths', { path: '/api/nothing/here' }, 404],
    ['methods', { method: 'DELETE', path: '/api/boats/b1/sails/1' }, 404],
    ['from foreign pages', { method: 'POST', path: '/api/boats', body: { name: 'Ida' }, headers: { origin: 'https://evil.example' } }, 403],
  ])('whoever guesses %s is counted by address, too', async (_, guess, status) => {
    const handler = theApi()
    for (let time = 0; time < 600; time++) expect((await send(handler, guess)).status).toBe(status)
    expect(await send(handler, guess)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
    expect((await send(handler, { ...guess, ip: '198.51.100.9' })).status).toBe(status)
    // Whoever lives at that address and does nothing of the kind is not kept out.
    expect((await send(handler, { path: '/api/boats/b1' })).status).toBe(200)
  })
})

test('the log tells route, status and person, but no token', async () => {
  await send(theApi(), { path: '/api/boats/b1', headers: { authorization: 'Bearer usr_ana' } })
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 'info', requestId: 'request-1', route: 'boats.get', userId: 'usr_ana', status: 200 })
  expect(lines.join()).not.toContain('Bearer')
})
