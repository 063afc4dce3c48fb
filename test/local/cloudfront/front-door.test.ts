import { get as httpGet } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pathToken } from '../../../functions/platform/path-token.ts'
import type { PathClaims } from '../../../functions/platform/path-token.ts'
import { frontDoorWorld, year } from './front-door-world.ts'
import type { World } from './front-door-world.ts'

let world: World
const key = { kid: 'k1', secret: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlYw' }
const claims = (more: Partial<PathClaims> = {}): PathClaims => {
  const now = Math.floor(Date.now() / 1000)
  return { s: 'ses_1', p: 'usr_1', v: 'vid_1', x: '/v/vid_1/1/', i: now, e: now + 3600, ...more }
}
const filmAddress = (file: string, more: Partial<PathClaims> = {}) => `/t/${pathToken(claims(more), key)}/v/vid_1/1/${file}`
const film = (file: string, body: Buffer, headers: Record<string, string> = {}) =>
  world.objects.set(`films-1/v/vid_1/1/${file}`, { body, headers: { 'content-type': 'video/mp4', 'cache-control': `max-age=${year}, immutable`, ...headers } })

beforeAll(async () => {
  world = await frontDoorWorld()
  await world.put(`playback:${key.kid}`, key.secret)
  await world.put('origin', 'the origin secret')
  film('seg_1.m4s', Buffer.from('0123456789'))
  world.objects.set('web-1/index.html', { body: Buffer.from('<p>app</p>'), headers: { 'content-type': 'text/html', 'cache-control': 'no-cache', 'x-kept': 'origin', 'x-mine': 'origin', 'x-origin-secret': 'x', 'strict-transport-security': 'max-age=1' } })
  world.objects.set('web-1/assets/app.js', { body: Buffer.from('let a = 1;'.repeat(500)), headers: { 'content-type': 'text/javascript', etag: '"js"' } })
})
afterAll(() => world.close())
beforeEach(() => {
  world.answerApi(() => ({}))
  world.apiRequests.length = 0
  world.s3Reads.length = 0
})

describe('a film', () => {
  test('plays for whoever holds a token, read by the distribution and cached for all', async () => {
    film('first.m4s', Buffer.from('first'))
    const first = await world.get(filmAddress('first.m4s', { s: 'ses_1' }))
    expect([first.status, first.text, first.headers['x-cache']]).toEqual([200, 'first', 'Miss from cloudfront'])
    expect(world.s3Reads).toMatchObject([{ bucket: 'films-1', key: 'v/vid_1/1/first.m4s', caller: { kind: 'service', principal: 'cloudfront.amazonaws.com' } }])
    const second = await world.get(filmAddress('first.m4s', { s: 'ses_2' }))
    expect([second.text, second.headers['x-cache'], second.headers.age]).toEqual(['first', 'Hit from cloudfront', '0'])
    expect(world.s3Reads).toHaveLength(1)
  })

  test('is refused without a genuine, timely, fitting token', async () => {
    const forged = pathToken(claims(), { ...key, secret: 'other' })
    const now = Math.floor(Date.now() / 1000)
    for (const path of ['/t/x/v/vid_1/1/seg_1.m4s', `/t/${forged}/v/vid_1/1/seg_1.m4s`, `/t/${pathToken(claims(), { ...key, kid: 'unknown' })}/v/vid_1/1/seg_1.m4s`, filmAddress('seg_1.m4s', { e: now }), filmAddress('seg_1.m4s', { x: '/v/vid_2/' }), filmAddress('../../vid_2/x')]) {
      const refused = await world.get(path)
      expect([refused.status, refused.headers['x-cache']]).toEqual([403, 'FunctionGeneratedResponse from cloudfront'])
    }
    expect(world.s3Reads).toEqual([])
  })

  test('that is refused for what is no genuine token leaves a line by which many of them are noticed; an expired one does not', async () => {
    const said = () => JSON.stringify(world.fake.activity).split('refused: not genuine').length - 1
    const before = said()
    await world.get(filmAddress('seg_1.m4s', { e: 1 }))
    expect(said()).toBe(before)
    await world.get(`/t/${pathToken(claims(), { ...key, kid: 'unknown' })}/v/vid_1/1/seg_1.m4s`)
    expect(said()).toBe(before + 1)
  })

  test('a token expires by the clock of the local cloud', async () => {
    const address = filmAddress('seg_1.m4s', { e: Math.floor(Date.now() / 1000) + 300 })
    expect((await world.get(address)).status).toBe(200)
    world.fake.advance(301_000)
    expect((await world.get(address)).text).toContain('expired')
    world.fake.advance(-301_000)
  })

  test('bound to a country plays there only', async () => {
    const address = filmAddress('seg_1.m4s', { c: 'DE' })
    expect((await world.get(address, { headers: { 'CloudFront-Viewer-Country': 'DE' } })).status).toBe(403)
    await world.get('/_local/country', { method: 'POST', body: '{"country":"DE"}' })
    expect((await world.get(address)).status).toBe(200)
    await world.get('/_local/country', { method: 'POST', body: '{"country":"US"}' })
  })

  test('stops when its permission is withdrawn', async () => {
    await world.put('deny:s:ses_denied', String(Math.floor(Date.now() / 1000) + 1))
    expect((await world.get(filmAddress('seg_1.m4s', { s: 'ses_denied' }))).text).toContain('withdrawn')
  })

  test('stops with all films of its owner, in tokens issued up to then that name them', async () => {
    const now = Math.floor(Date.now() / 1000)
    await world.put('deny:o:usr_owner', String(now))
    const statusOf = async (more: Partial<PathClaims>) => (await world.get(filmAddress('seg_1.m4s', more))).status
    expect([await statusOf({ o: 'usr_owner', i: now }), await statusOf({ o: 'usr_owner', i: now + 1 }), await statusOf({ o: 'usr_other' }), await statusOf({})]).toEqual([403, 200, 200, 200])
  })

  test('may be kept by browsers for ever, and no error in its place may: a moment of S3\'s is not a year of the viewer\'s', async () => {
    const keeps = async (path: string, headers = {}) => {
      const { status, headers: told } = await world.get(path, { headers })
      return [status, told['cache-control']]
    }
    world.objects.set('films-1/v/vid_1/1/plain.m4s', { body: Buffer.from('0123456789'), headers: {} })
    world.objects.set('films-1/i/plain.jpg', { body: Buffer.from('0123456789'), headers: {} })
    world.busy.add('films-1/v/vid_1/1/busy.m4s').add('films-1/i/busy.jpg')
    const forEver = `public, max-age=${year}, immutable`
    expect(await keeps(filmAddress('plain.m4s'))).toEqual([200, forEver])
    expect(await keeps(filmAddress('plain.m4s'), { range: 'bytes=2-4' })).toEqual([206, forEver])
    expect(await keeps('/i/plain.jpg')).toEqual([200, forEver])
    expect(await keeps(filmAddress('busy.m4s'))).toEqual([503, undefined])
    expect(await keeps('/i/busy.jpg')).toEqual([503, undefined])
    expect(await keeps(filmAddress('missing.m4s'))).toEqual([403, undefined])
    expect(await keeps(filmAddress('plain.m4s', { e: 1 }))).toEqual([403, 'no-store'])
  })

  test('answers a range, from the cache or not', async () => {
    film('ranged.m4s', Buffer.from('0123456789'))
    for (const how of ['Miss', 'Hit']) {
      const part = await world.get(filmAddress('ranged.m4s'), { headers: { range: 'bytes=2-4' } })
      expect([part.status, part.text, part.headers['content-range'], part.headers['content-length'], part.headers['x-cache']]).toEqual([206, '234', 'bytes 2-4/10', '3', `${how} from cloudfront`])
    }
    expect((await world.get(filmAddress('ranged.m4s'), { headers: { range: 'bytes=-3' } })).text).toBe('789')
    expect((await world.get(filmAddress('ranged.m4s'), { headers: { range: 'bytes=10-' } })).status).toBe(416)
    expect((await world.get(filmAddress('ranged.m4s'), { headers: { range: 'bytes=2-4', 'if-range': '"other"' } })).text).toBe('0123456789')
  })

  test('answers HEAD and conditional requests without bytes', async () => {
    const head = await world.get(filmAddress('seg_1.m4s'), { method: 'HEAD' })
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '10', ''])
    const same = await world.get(filmAddress('seg_1.m4s'), { headers: { 'if-none-match': `"other", W/${head.headers.etag}` } })
    expect([same.status, same.headers.etag, same.text]).toEqual([304, head.headers.etag, ''])
    expect(same.headers).not.toHaveProperty('content-length')
  })

  test('may be read by a page of another site', async () => {
    const played = await world.get(filmAddress('seg_1.m4s'), { headers: { origin: 'https://elsewhere.example' } })
    expect([played.headers['access-control-allow-origin'], played.headers['access-control-expose-headers']]).toEqual(['*', 'content-length'])
    expect((await world.get(filmAddress('seg_1.m4s'))).headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('that is missing is 403, since the distribution may not list the bucket', async () => {
    const missing = await world.get(filmAddress('missing.m4s'))
    expect([missing.status, missing.headers['content-type'], missing.headers['x-cache']]).toEqual([403, 'application/xml', 'Error from cloudfront'])
    expect(missing.text).toContain('<Code>AccessDenied</Code>')
  })

  test('larger than the cache keeps is streamed, by ranges too', async () => {
    film('large.mp4', Buffer.alloc(17 * 1024 * 1024, 'x'))
    const part = await world.get(filmAddress('large.mp4'), { headers: { range: 'bytes=16777216-' } })
    expect([part.status, part.body.length, part.headers['content-range']]).toEqual([206, 1024 * 1024, `bytes 16777216-${17 * 1024 * 1024 - 1}/${17 * 1024 * 1024}`])
    expect(world.s3Reads.at(-1)!.range).toEqual({ start: 16777216, end: 17 * 1024 * 1024 - 1 })
    expect((await world.get(filmAddress('large.mp4'))).body.length).toBe(17 * 1024 * 1024)
  })

  test('asked for by many at once is read once', async () => {
    film('popular.m4s', Buffer.from('popular'))
    const all = await Promise.all(Array.from({ length: 10 }, () => world.get(filmAddress('popular.m4s'))))
    expect(new Set(all.map(({ text }) => text))).toEqual(new Set(['popular']))
    expect(world.s3Reads).toHaveLength(1)
  })
})

describe('an API call', () => {
  test('arrives with the origin secret, the viewer and the host, whatever the client sent under those names', async () => {
    await world.get('/api/videos/x%20y?b=2&a=1', {
      method: 'POST', body: '{"a":1}',
      headers: { host: 'localhost:4000', 'content-type': 'application/json', 'x-origin-verify': 'forged', 'x-playhouse-viewer': '9.9.9.9', 'x-playhouse-host': 'evil', cookie: 'a=1; b=2', authorization: 'Bearer t', 'cloudfront-viewer-country': 'XX', 'x-forwarded-for': '8.8.8.8' },
    })
    const [sent] = world.apiRequests
    expect(sent).toMatchObject({ apiId: 'abc123', method: 'POST', path: '/api/videos/x%20y', rawQuery: 'b=2&a=1', sourceIp: '130.176.0.1' })
    expect(sent!.body.toString()).toBe('{"a":1}')
    expect(sent!.headers).toMatchObject({
      'x-origin-verify': 'the origin secret', 'x-playhouse-viewer': '127.0.0.1', 'x-playhouse-host': 'localhost:4000', host: 'abc123.execute-api.us-east-1.amazonaws.com',
      cookie: 'a=1; b=2', authorization: 'Bearer t', 'x-forwarded-for': '8.8.8.8, 127.0.0.1', 'x-custom': 'from the origin', 'content-type': 'application/json',
    })
    expect(sent!.headers).not.toHaveProperty('cloudfront-viewer-country')
    expect(sent!.headers).not.toHaveProperty('connection')
  })

  test('brings its answer back: status, headers, cookies', async () => {
    world.answerApi(() => ({ status: 201, headers: { 'content-type': 'application/json', 'content-length': '2' }, cookies: ['r=1; HttpOnly', 's=2'] }))
    const made = await world.get('/api/x', { method: 'POST' })
    expect([made.status, made.headers['set-cookie'], made.headers['x-cache']]).toEqual([201, ['r=1; HttpOnly', 's=2'], 'Miss from cloudfront'])
  })

  test('is never cached, and never waits for another', async () => {
    let release!: () => void
    const held = new Promise<void>(resolve => void (release = resolve))
    world.answerApi(async ({ headers }) => (headers['x-slow'] ? (await held, {}) : {}))
    const slow = world.get('/api/same', { headers: { 'x-slow': '1' } })
    await expect.poll(() => world.apiRequests.length).toBe(1)
    expect((await world.get('/api/same')).headers['x-cache']).toBe('Miss from cloudfront')
    release()
    expect((await slow).status).toBe(200)
    expect(world.apiRequests).toHaveLength(2)
  })

  test('that answers 404 is kept for ten seconds, no-store or not, unless the distribution sets the error minimum', async () => {
    world.answerApi(() => ({ status: 404, headers: { 'cache-control': 'no-store' } }))
    for (let i = 0; i < 2; i++) expect((await world.get('/api/gone')).headers['x-cache']).toBe('Error from cloudfront')
    expect(world.apiRequests).toHaveLength(1)
    world.fake.advance(10_001)
    await world.get('/api/gone')
    expect(world.apiRequests).toHaveLength(2)
  })

  test('with a method the behaviour does not allow is refused at the edge', async () => {
    expect((await world.get('/assets/app.js', { method: 'DELETE' })).status).toBe(403)
    expect((await world.get('/api/x', { method: 'DELETE' })).status).toBe(200)
  })

  test('with a body over 10 MB is 413', async () => {
    expect((await world.get('/api/x', { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status).toBe(413)
    expect(world.apiRequests).toEqual([])
  })

  test('is 502 when the origin cannot be reached', async () => {
    world.answerApi(() => Promise.reject(new Error('gone')))
    const failed = await world.get('/api/broken')
    expect([failed.status, failed.headers['x-cache']]).toEqual([502, 'Error from cloudfront'])
  })
})

describe('a page', () => {
  test('is the web app for every address that is no file', async () => {
    for (const path of ['/', '/watch/vid_1', '/@handle']) expect((await world.get(path)).text).toBe('<p>app</p>')
  })

  test('carries the headers policy, with addresses of this machine and nothing that a browser would remember', async () => {
    const { headers } = await world.get('/')
    expect(headers['content-security-policy']).toBe(`default-src 'self'; connect-src 'self' ${world.fake.endpoint}/uploads-1`)
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(headers).not.toHaveProperty('x-origin-secret')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'x-kept': 'origin', 'x-mine': 'policy', 'server-timing': expect.stringContaining('cdn-cache-') })
    expect(headers).toMatchObject({ via: expect.stringContaining('(CloudFront)'), 'x-amz-cf-id': expect.any(String) })
  })

  test('is compressed in the best encoding the browser takes', async () => {
    const code = world.objects.get('web-1/assets/app.js')!.body
    const br = await world.get('/assets/app.js', { headers: { 'accept-encoding': 'gzip, deflate, br' } })
    expect([br.headers['content-encoding'], br.headers.vary, br.headers.etag]).toEqual(['br', 'Accept-Encoding', 'W/"js"'])
    expect(brotliDecompressSync(br.body)).toEqual(code)
    const gz = await world.get('/assets/app.js', { headers: { 'accept-encoding': 'gzip, br;q=0' } })
    expect(gunzipSync(gz.body)).toEqual(code)
    const plain = await world.get('/assets/app.js')
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, code])
    expect((await world.get('/assets/app.js', { headers: { 'accept-encoding': 'br', 'if-none-match': 'W/"js"' } })).status).toBe(304)
  })

  test('that has aged is confirmed at the bucket, and read again once it has changed', async () => {
    world.objects.set('web-1/assets/aged.js', { body: Buffer.from('1 old'), headers: { 'cache-control': 'max-age=5', etag: '"5-49"' } })
    await world.get('/assets/aged.js')
    world.fake.advance(6_000)
    expect((await world.get('/assets/aged.js')).headers['x-cache']).toBe('RefreshHit from cloudfront')
    expect((await world.get('/assets/aged.js')).headers['x-cache']).toBe('Hit from cloudfront')
    world.objects.set('web-1/assets/aged.js', { body: Buffer.from('2 new'), headers: { 'cache-control': 'max-age=5', etag: '"5-50"' } })
    world.fake.advance(6_000)
    const renewed = await world.get('/assets/aged.js')
    expect([renewed.headers['x-cache'], renewed.text]).toEqual(['Miss from cloudfront', '2 new'])
  })
})

describe('a cache policy', () => {
  test('makes its query parameters, headers and cookies part of the key, and only those', async () => {
    const cacheOf = async (path: string, headers: Record<string, string> = {}) => String((await world.get(path, { headers })).headers['x-cache']).split(' ')[0]
    expect(await cacheOf('/tagged/a?v=1&utm=x', { 'x-key': '1', cookie: 'lang=de; other=1' })).toBe('Miss')
    expect(await cacheOf('/tagged/a?utm=y&v=1', { 'x-key': '1', cookie: 'other=2; lang=de' })).toBe('Hit')
    expect(await cacheOf('/tagged/a?v=2', { 'x-key': '1', cookie: 'lang=de' })).toBe('Miss')
    expect(await cacheOf('/tagged/a?v=1', { 'x-key': '2', cookie: 'lang=de' })).toBe('Miss')
    expect(await cacheOf('/tagged/a?v=1', { 'x-key': '1', cookie: 'lang=en' })).toBe('Miss')
    expect(world.apiRequests[0]).toMatchObject({ rawQuery: 'v=1', headers: { 'x-key': '1', cookie: 'lang=de' } })
  })

  test('bounds the time that the origin asks for', async () => {
    world.answerApi(() => ({ headers: { 'cache-control': 'max-age=100000' } }))
    await world.get('/tagged/bounded')
    world.fake.advance(99_000)
    expect((await world.get('/tagged/bounded')).headers['x-cache']).toContain('Hit')
    world.fake.advance(2_000)
    expect((await world.get('/tagged/bounded')).headers['x-cache']).toContain('Miss')
  })

  test('never keeps what the origin calls private, and no cookies', async () => {
    world.answerApi(() => ({ headers: { 'cache-control': 'private' } }))
    await world.get('/tagged/private')
    expect((await world.get('/tagged/private')).headers['x-cache']).toContain('Miss')
    world.answerApi(() => ({ cookies: ['mine=1'] }))
    expect((await world.get('/tagged/cookie')).headers['set-cookie']).toEqual(['mine=1'])
    expect((await world.get('/tagged/cookie')).headers).not.toHaveProperty('set-cookie')
  })

  test('serves an old answer rather than an error of the origin', async () => {
    world.answerApi(() => ({ headers: { 'cache-control': 'max-age=5' }, body: Buffer.from('old') }))
    await world.get('/tagged/stale')
    world.fake.advance(6_000)
    world.answerApi(() => ({ status: 500 }))
    expect((await world.get('/tagged/stale')).text).toBe('old')
  })
})

describe('the door itself', () => {
  test('opens on 127.0.0.1 and, where there is IPv6, on ::1', async () => {
    expect((await world.get('/')).status).toBe(200)
    const six = await world.get('/', { host: '::1' }).catch((problem: NodeJS.ErrnoException) => problem.code)
    if (typeof six === 'object') expect(six.status).toBe(200)
    else expect(six).toBe('EADDRNOTAVAIL')
  })

  test('hands /_local to the console', async () => {
    for (const path of ['/_local', '/_local/mailbox.json?to=x']) expect((await world.get(path)).text).toBe('the console')
    expect((await world.get('/_localised')).text).toBe('<p>app</p>')
  })

  test('changes the country only for callers on this machine, and only to a country', async () => {
    expect((await world.get('/_local/country', { method: 'POST', headers: { host: 'evil.example' }, body: '{"country":"DE"}' })).status).toBe(403)
    expect((await world.get('/_local/country', { method: 'POST', headers: { origin: 'https://evil.example' }, body: '{"country":"DE"}' })).status).toBe(403)
    expect((await world.get('/_local/country', { method: 'POST', body: '{"country":"nowhere"}' })).status).toBe(400)
    expect((await world.get('/_local/country')).text).toBe('{"country":"US"}')
  })

  test('stops reading for a viewer who leaves', async () => {
    film('abandoned.mp4', Buffer.alloc(20 * 1024 * 1024, 'x'))
    const seen = await new Promise<number>((resolve, reject) => {
      const request = httpGet({ port: world.port, path: filmAddress('abandoned.mp4') }, response => {
        response.once('data', (chunk: Buffer) => {
          request.destroy()
          resolve(chunk.length)
        })
      }).on('error', reject)
    })
    expect(seen).toBeGreaterThan(0)
    expect((await world.get('/')).status).toBe(200)
  })
})
