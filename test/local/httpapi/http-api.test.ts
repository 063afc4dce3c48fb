import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createPlugin } from '../../../local/httpapi/plugin.ts'
import type { Caller } from '../../../local/plugin.ts'
import { fakeCloud } from './fake-cloud.ts'
import type { FakeCloud } from './fake-cloud.ts'

// What the fake function was last called with, and what it answers next.
let called: { arn: string; event: any; caller: Caller }[] = []
let answer: () => Promise<{ payload?: unknown; functionError?: string }>

let fake: FakeCloud
let base: string
let apiId: string
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:videos-api'

beforeAll(async () => {
  fake = await fakeCloud({
    services: {
      lambda: {
        list: () => [],
        async invoke(arn, event, { caller }) {
          called.push({ arn, event, caller })
          return { requestId: 'r', payload: undefined, ...(await answer()) }
        },
      },
    },
  })
  const plugin = await fake.plugin(createPlugin)
  const route = (RouteKey: string, integration = 'Integration') => ({ Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: '${Api}', RouteKey, Target: `integrations/\${${integration}}`, AuthorizationType: 'NONE' } })
  const integration = (more = {}) => ({ Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: '${Api}', IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0', IntegrationUri: functionArn, ...more } })
  const realised = await fake.realise(plugin, {
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: '${Api}', StageName: '$default', AutoDeploy: true, DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 1000 }, RouteSettings: { 'GET /slow-lane': { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 3 } } } },
    Integration: integration(),
    Hasty: integration({ TimeoutInMillis: 50 }),
    Any: route('ANY /api/videos/{proxy+}'),
    Slow: route('GET /slow-lane'),
    Late: route('GET /late', 'Hasty'),
  })
  apiId = realised.Api!.ref
  base = `${fake.endpoint}/_execute-api/${apiId}`
})
afterAll(() => fake.close())
beforeEach(() => {
  called = []
  answer = async () => ({ payload: { statusCode: 200, body: 'fine' } })
})
const lastEvent = () => called.at(-1)!.event

describe('the event', () => {
  test('has the shape of payload format 2.0', async () => {
    await fetch(`${base}/api/videos/v%201/x?tag=a&tag=b%2C&q=1+2`, { method: 'POST', headers: { 'Content-Type': 'application/json; charset=utf-8', Cookie: 'a=1; b=2', 'X-Thing': 'one', 'user-agent': 'test' }, body: '{"é":1}' })
    expect(lastEvent()).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /api/videos/{proxy+}',
      rawPath: '/api/videos/v 1/x',
      rawQueryString: 'tag=a&tag=b%2C&q=1+2',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-thing': 'one', 'content-type': 'application/json; charset=utf-8', host: `${apiId}.execute-api.us-east-1.amazonaws.com`, 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' },
      queryStringParameters: { tag: 'a,b,', q: '1 2' },
      pathParameters: { proxy: 'v 1/x' },
      requestContext: {
        accountId: '000000000000', apiId, domainPrefix: apiId, routeKey: 'ANY /api/videos/{proxy+}', stage: '$default',
        http: { method: 'POST', path: '/api/videos/v 1/x', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      },
      body: '{"é":1}',
      isBase64Encoded: false,
    })
    expect(lastEvent().headers.cookie).toBeUndefined()
    expect(lastEvent().requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/)
  })

  test('leaves out what a request does not have', async () => {
    await fetch(`${base}/slow-lane`)
    for (const absent of ['cookies', 'queryStringParameters', 'pathParameters', 'stageVariables', 'body']) expect(lastEvent()).not.toHaveProperty(absent)
    expect(lastEvent().isBase64Encoded).toBe(false)
  })

  test('carries a body as base64 unless its type is one of the few text types', async () => {
    const send = async (type: string) => {
      await fetch(`${base}/api/videos/x`, { method: 'PUT', headers: { 'content-type': type }, body: Buffer.from([0x41, 0x42]) })
      return [lastEvent().body, lastEvent().isBase64Encoded]
    }
    for (const text of ['text/plain', 'application/json', 'application/xml', 'application/javascript']) expect(await send(text)).toEqual(['AB', false])
    for (const binary of ['image/png', 'application/x-www-form-urlencoded', 'application/problem+json']) expect(await send(binary)).toEqual(['QUI=', true])
  })

  test('joins a header that came twice and drops those that belong to the connection', async () => {
    await new Promise<void>((resolve, reject) => {
      httpRequest(`${base}/slow-lane`, { headers: { 'X-Twice': ['a', 'b'], TE: 'trailers', Connection: 'close' } }, res => res.resume().on('end', resolve)).on('error', reject).end()
    })
    expect(lastEvent().headers).toMatchObject({ 'x-twice': 'a,b' })
    expect(lastEvent().headers).not.toHaveProperty('te')
    expect(lastEvent().headers).not.toHaveProperty('connection')
  })

  test('comes from API Gateway, on behalf of the route', async () => {
    await fetch(`${base}/api/videos/x`)
    expect(called[0]).toMatchObject({ arn: functionArn, caller: { kind: 'service', principal: 'apigateway.amazonaws.com', sourceArn: `arn:aws:execute-api:us-east-1:000000000000:${apiId}/$default/GET/api/videos/{proxy+}` } })
  })
})

describe('the answer', () => {
  const get = async (payload: unknown) => {
    answer = async () => ({ payload })
    return fetch(`${base}/api/videos/x`)
  }

  test('is what the function says: status, headers, cookies, body', async () => {
    const response = await get({ statusCode: 201, headers: { 'Content-Type': 'application/json', 'X-N': 5, Connection: 'close-me' }, cookies: ['a=1; Path=/', 'b=2'], body: '{"a":1}' })
    expect(response.status).toBe(201)
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2'])
    expect(response.headers.get('x-n')).toBe('5')
    expect(response.headers.get('connection')).not.toBe('close-me')
    expect(await response.text()).toBe('{"a":1}')
  })

  test('is a 200 with JSON when the function only returns a value', async () => {
    const response = await get({ hello: 'world' })
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([200, 'application/json', { hello: 'world' }])
    expect(await (await get('just text')).text()).toBe('just text')
  })

  test('is decoded from base64 when the function says so', async () => {
    expect(Buffer.from(await (await get({ statusCode: 200, isBase64Encoded: true, body: 'AAEC' })).arrayBuffer())).toEqual(Buffer.from([0, 1, 2]))
  })

  test('is 500 when the function fails or answers nonsense', async () => {
    answer = async () => ({ payload: { errorMessage: 'secret' }, functionError: 'Unhandled' })
    const response = await fetch(`${base}/api/videos/x`)
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
    expect((await get({ statusCode: 'nonsense' })).status).toBe(500)
    expect((await get({ statusCode: 200, body: { an: 'object' } })).status).toBe(500)
    expect((await get({ statusCode: 200, headers: { 'x-a': 'two\r\nlines' } })).status).toBe(500)
  })

  test('is 500 when the function may not be invoked, and the console says why', async () => {
    answer = () => Promise.reject(new Error('no permission'))
    expect((await fetch(`${base}/api/videos/x`)).status).toBe(500)
    expect(fake.activity.filter(entry => entry.kind === 'error').at(-1)!.message).toContain('no permission')
  })

  test('is 503 when the function takes longer than its integration may', async () => {
    answer = () => new Promise(() => {})
    const response = await fetch(`${base}/late`)
    expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }])
  })

  test('is 404 where no route leads', async () => {
    for (const address of [`${base}/nowhere`, `${base}/api/videos`, `${fake.endpoint}/_execute-api/unknown/x`]) {
      const response = await fetch(address)
      expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }])
    }
    expect(called).toEqual([])
  })

  test('is 413 for a body over 10 MB, whether its length was told or not', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024 + 1)
    expect((await fetch(`${base}/api/videos/x`, { method: 'POST', body })).status).toBe(413)
    expect((await fetch(`${base}/api/videos/x`, { method: 'POST', body: body.subarray(0, 5 * 1024 * 1024) })).status).toBe(413) // as base64 too much for Lambda
    const stream = new ReadableStream({ start: controller => (controller.enqueue(body), controller.close()) })
    expect((await fetch(`${base}/api/videos/x`, { method: 'POST', body: stream, duplex: 'half' } as RequestInit)).status).toBe(413)
    expect(called).toEqual([])
  })

  test('is 429 beyond the burst, and the bucket refills at its rate', async () => {
    fake.advance(60_000)
    const burst = await Promise.all(Array.from({ length: 6 }, () => fetch(`${base}/slow-lane`)))
    expect(burst.filter(response => response.status === 200)).toHaveLength(3)
    expect(await burst.find(response => response.status === 429)!.json()).toEqual({ message: 'Too Many Requests' })
    fake.advance(1_000)
    expect((await fetch(`${base}/slow-lane`)).status).toBe(200)
  })
})

describe('with a CORS configuration', () => {
  let corsBase: string
  beforeAll(async () => {
    const plugin = await fake.plugin(createPlugin)
    const { CorsApi } = await fake.realise(plugin, {
      CorsApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'cors', ProtocolType: 'HTTP', CorsConfiguration: { AllowOrigins: ['https://app.example'], AllowMethods: ['GET', 'PUT'], AllowHeaders: ['Authorization'], ExposeHeaders: ['etag'], MaxAge: 60 } } },
      CorsStage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: '${CorsApi}', StageName: '$default' } },
      CorsIntegration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ApiId: '${CorsApi}', IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0', IntegrationUri: functionArn } },
      CorsRoute: { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: '${CorsApi}', RouteKey: '$default', Target: 'integrations/${CorsIntegration}' } },
    })
    corsBase = `${fake.endpoint}/_execute-api/${CorsApi!.ref}`
  })
  const preflight = (origin: string, method: string, headers: string) =>
    fetch(`${corsBase}/x`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers } })

  test('a preflight is answered without the function', async () => {
    const response = await preflight('https://app.example', 'PUT', 'authorization')
    expect([response.status, response.headers.get('access-control-allow-origin'), response.headers.get('access-control-allow-methods')]).toEqual([204, 'https://app.example', 'GET,PUT'])
    expect(called).toEqual([])
  })

  test('a preflight for another origin, method or header gets no permission', async () => {
    for (const asked of [['https://evil.example', 'PUT', ''], ['https://app.example', 'DELETE', ''], ['https://app.example', 'PUT', 'x-other']] as [string, string, string][]) {
      expect((await preflight(...asked)).headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test("the API's CORS headers replace the function's", async () => {
    answer = async () => ({ payload: { statusCode: 200, headers: { 'access-control-allow-origin': '*' } } })
    expect((await fetch(`${corsBase}/x`, { headers: { origin: 'https://app.example' } })).headers.get('access-control-allow-origin')).toBe('https://app.example')
    expect((await fetch(`${corsBase}/x`, { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('an API, integration or route that cannot be served here stops the start', async () => {
  const plugin = await fake.plugin(createPlugin)
  const resource = (type: string, properties: object) => ({ X: { Type: type, Properties: properties } })
  await expect(fake.realise(plugin, resource('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }))).rejects.toThrow('not WEBSOCKET')
  await expect(fake.realise(plugin, resource('AWS::ApiGatewayV2::Integration', { IntegrationType: 'HTTP_PROXY' }))).rejects.toThrow('AWS_PROXY')
  await expect(fake.realise(plugin, resource('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'JWT' }))).rejects.toThrow('JWT')
})
