import { afterEach, describe, expect, test } from 'vitest'
import { createPlugin } from '../../../local/cloudfront/plugin.ts'
import { fakeCloud } from '../httpapi/fake-cloud.ts'
import { frontDoorWorld } from './front-door-world.ts'
import type { World } from './front-door-world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})
const open = async (options: Parameters<typeof frontDoorWorld>[0]) => (world = await frontDoorWorld(options))

describe('an edge function that fails', () => {
  test('lets nothing through: 503, and the console says why', async () => {
    const { get, fake, s3Reads } = await open({ functions: { films: 'function handler(event) { throw new Error("boom") }' } })
    expect((await get('/t/x/v/1')).status).toBe(503)
    expect(fake.activity.at(-1)).toMatchObject({ kind: 'error', source: 'edge/films', message: expect.stringContaining('boom') })
    expect(s3Reads).toEqual([])
  })

  test('by finding no origin secret keeps the API shut', async () => {
    const { get, apiRequests } = await open({})
    expect((await get('/api/health')).status).toBe(503)
    expect(apiRequests).toEqual([])
  })

  test('by returning nothing is 503', async () => {
    const { get } = await open({ functions: { pages: 'function handler(event) { return event }' } })
    expect((await get('/')).status).toBe(503)
  })
})

test('a viewer-response function changes headers and cookies, and leaves the body', async () => {
  const { get, answerApi } = await open({ functions: { answers: "function handler(event) { event.response.headers['x-added'] = { value: '1' }; event.response.cookies.seen = { value: 'yes', attributes: 'Path=/' }; return event.response }" } })
  answerApi(() => ({ body: Buffer.from('the body'), cookies: ['own=1; HttpOnly'] }))
  const answer = await get('/tagged/x')
  expect([answer.headers['x-added'], answer.headers['set-cookie'], answer.text]).toEqual(['1', ['own=1; HttpOnly', 'seen=yes; Path=/'], 'the body'])
})

test('an error page of the distribution stands in for an error, with its own status and its own time in the cache', async () => {
  const { get, objects, s3Reads } = await open({ distribution: { CustomErrorResponses: [{ ErrorCode: 403, ResponsePagePath: '/assets/missing.html', ResponseCode: 404 }] } })
  objects.set('web-1/assets/missing.html', { body: Buffer.from('nothing here'), headers: { 'content-type': 'text/html' } })
  const missing = await get('/assets/none.js')
  expect([missing.status, missing.text, missing.headers['x-cache']]).toEqual([404, 'nothing here', 'Error from cloudfront'])
  await get('/assets/none.js')
  expect(s3Reads.filter(({ key }) => key === 'assets/none.js')).toHaveLength(2)
})

test('an error minimum of zero keeps no errors of the API', async () => {
  const { get, put, answerApi, apiRequests } = await open({ distribution: { CustomErrorResponses: [{ ErrorCode: 404, ErrorCachingMinTTL: 0 }] } })
  await put('origin', 'secret')
  answerApi(() => ({ status: 404 }))
  for (let i = 0; i < 3; i++) expect((await get('/api/none')).status).toBe(404)
  expect(apiRequests).toHaveLength(3)
})

test("an API that is sent the viewer's own host refuses it, as API Gateway does", async () => {
  const { get, apiRequests } = await open({ distribution: { CacheBehaviors: [], DefaultCacheBehavior: { TargetOriginId: 'api', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3' } } })
  expect((await get('/x')).text).toBe('{"message":"Forbidden"}')
  expect(apiRequests).toEqual([])
})

describe('a template that the local edge cannot serve stops the start', () => {
  const realise = async (type: string, properties: object) => {
    const fake = await fakeCloud()
    try {
      return await fake.realise(await fake.plugin(createPlugin), { X: { Type: type, Properties: properties } })
    } finally {
      await fake.close()
    }
  }
  const distribution = (behaviour: object, origin: object = {}) => realise('AWS::CloudFront::Distribution', { DistributionConfig: {
    Origins: [{ Id: 'o', DomainName: 'b.s3.us-east-1.amazonaws.com', ...origin }],
    DefaultCacheBehavior: { TargetOriginId: 'o', CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6', ...behaviour },
  } })

  test('a policy, function or origin that nobody knows', async () => {
    await expect(distribution({ CachePolicyId: '00000000-0000-0000-0000-000000000000' })).rejects.toThrow('managed.ts')
    await expect(distribution({ FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'arn:other' }] })).rejects.toThrow('CloudFront function arn:other')
    await expect(distribution({ TargetOriginId: 'other' })).rejects.toThrow('does not have')
    await expect(distribution({}, { DomainName: 'example.com', CustomOriginConfig: {} })).rejects.toThrow('neither a bucket nor an HTTP API')
    await expect(distribution({}, { OriginAccessControlId: 'other' })).rejects.toThrow('origin access control')
  })

  test('Lambda@Edge, settings from before policies, another runtime', async () => {
    await expect(distribution({ LambdaFunctionAssociations: [{}] })).rejects.toThrow('Lambda@Edge')
    await expect(distribution({ CachePolicyId: undefined })).rejects.toThrow('no cache policy')
    await expect(realise('AWS::CloudFront::Function', { Name: 'f', FunctionCode: '', FunctionConfig: { Runtime: 'cloudfront-js-1.0' } })).rejects.toThrow('cloudfront-js-2.0')
  })

  test('a port that is taken', async () => {
    const first = await fakeCloud()
    const running = createPlugin(first.cloud)
    await running.start!()
    const second = createPlugin({ ...first.cloud, options: { ...first.cloud.options, port: running.port } })
    await expect(second.start!()).rejects.toThrow(`Port ${running.port} is taken`)
    await running.stop!()
    await first.close()
  })
})
