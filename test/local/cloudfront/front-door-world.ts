/** A front door with the platform's own shape: the real edge functions before a bucket of films, a bucket of pages and an HTTP API. */
import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { createPlugin as createCloudfront } from '../../../local/cloudfront/plugin.ts'
import { createPlugin as createKvs } from '../../../local/kvs/plugin.ts'
import { AwsError } from '../../../local/plugin.ts'
import type { Caller } from '../../../local/plugin.ts'
import type { HttpApiService, S3Service } from '../../../local/services.ts'
import { fakeCloud } from '../httpapi/fake-cloud.ts'
import type { FakeCloud } from '../httpapi/fake-cloud.ts'

type ApiRequest = Parameters<HttpApiService['handle']>[1]
type ApiAnswer = Partial<Awaited<ReturnType<HttpApiService['handle']>>>

export interface World {
  readonly fake: FakeCloud
  readonly port: number
  readonly storeArn: string
  /** `bucket/key` → bytes and headers. */
  readonly objects: Map<string, { body: Buffer; headers: Record<string, string> }>
  /** `bucket/key` of what S3 is too busy to read. */
  readonly busy: Set<string>
  readonly s3Reads: { bucket: string; key: string; caller: Caller; range?: { start: number; end: number } }[]
  readonly apiRequests: (ApiRequest & { apiId: string })[]
  answerApi(answer: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>): void
  put(key: string, value: string): Promise<void>
  get(path: string, options?: { method?: string; headers?: Record<string, string | string[]>; body?: string | Buffer; host?: string }): Promise<Got>
  close(): Promise<void>
}
export interface Got { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string }

export const year = 31_536_000
const edgeCode = (name: string) => readFileSync(new URL(`../../../functions/edge/${name}.js`, import.meta.url), 'utf8')

export async function frontDoorWorld(options: { distribution?: Record<string, any>; functions?: Record<string, string>; pages?: Record<string, any> } = {}): Promise<World> {
  const objects: World['objects'] = new Map()
  const busy: World['busy'] = new Set()
  const s3Reads: World['s3Reads'] = []
  const apiRequests: World['apiRequests'] = []
  let apiAnswer: Parameters<World['answerApi']>[0] = () => ({})
  const read = (bucket: string, key: string, caller: Caller) => {
    if (caller.principal !== 'cloudfront.amazonaws.com' || !caller.sourceArn?.startsWith('arn:aws:cloudfront::000000000000:distribution/E')) throw new AwsError('AccessDenied', 'not the distribution', 403)
    if (busy.has(`${bucket}/${key}`)) throw new AwsError('SlowDown', 'Please reduce your request rate.', 503)
    const found = objects.get(`${bucket}/${key}`)
    if (!found) throw new AwsError('AccessDenied', 'no ListBucket', 403)
    return found
  }
  const s3: Partial<S3Service> = {
    async get(bucket, key, caller, range) {
      s3Reads.push({ bucket, key, caller, ...(range && { range }) })
      const { body, headers } = read(bucket, key, caller)
      return { body: Readable.from([range ? body.subarray(range.start, range.end + 1) : body]), size: body.length, contentType: headers['content-type'] ?? '', headers: { etag: `"${body.length}-${body[0]}"`, 'accept-ranges': 'bytes', 'content-length': String(body.length), ...headers } }
    },
    async head(bucket, key, caller) {
      const { body, headers } = read(bucket, key, caller)
      return { size: body.length, etag: `${body.length}-${body[0]}`, contentType: '', headers }
    },
  }
  const httpApi: HttpApiService = {
    async handle(apiId, request) {
      apiRequests.push({ ...request, apiId })
      return { status: 200, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from('{}'), ...(await apiAnswer(request)) }
    },
  }
  const fake = await fakeCloud({ services: { s3: s3 as S3Service, httpApi, console: { handle: (_, response) => void response.end('the console') } } })
  const kvs = await fake.plugin(createKvs)
  const { Store } = await fake.realise(kvs, { Store: { Type: 'AWS::CloudFront::KeyValueStore', Properties: { Name: 'edge' } } })
  const storeArn = Store!.attributes!.Arn as string

  const edgeFunction = (name: string, code: string) => ({ Type: 'AWS::CloudFront::Function', Properties: { Name: name, FunctionCode: code, AutoPublish: true, FunctionConfig: { Runtime: 'cloudfront-js-2.0', KeyValueStoreAssociations: [{ KeyValueStoreARN: storeArn }] } } })
  const onRequest = (name: string) => [{ EventType: 'viewer-request', FunctionARN: `arn:aws:cloudfront::000000000000:function/${name}` }]
  const immutable = { EventType: 'viewer-response', FunctionARN: 'arn:aws:cloudfront::000000000000:function/immutable' }
  const cached = { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6', Compress: true, ViewerProtocolPolicy: 'redirect-to-https', AllowedMethods: ['GET', 'HEAD'] }
  const plugin = await fake.plugin(createCloudfront)
  await fake.realise(plugin, {
    Films: edgeFunction('films', options.functions?.films ?? edgeCode('films')),
    Api: edgeFunction('api', options.functions?.api ?? edgeCode('api')),
    Immutable: edgeFunction('immutable', edgeCode('immutable')),
    Pages: edgeFunction('pages', options.functions?.pages ?? edgeCode('pages')),
    Answers: edgeFunction('answers', options.functions?.answers ?? 'function handler(event) { return event.response }'),
    Control: { Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: { Name: 'oac', SigningBehavior: 'always', SigningProtocol: 'sigv4', OriginAccessControlOriginType: 's3' } } },
    Country: { Type: 'AWS::CloudFront::OriginRequestPolicy', Properties: { OriginRequestPolicyConfig: { Name: 'country', HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['CloudFront-Viewer-Country'] }, CookiesConfig: { CookieBehavior: 'none' }, QueryStringsConfig: { QueryStringBehavior: 'none' } } } },
    Tagged: { Type: 'AWS::CloudFront::CachePolicy', Properties: { CachePolicyConfig: { Name: 'tagged', MinTTL: 0, DefaultTTL: 60, MaxTTL: 100, ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: false, EnableAcceptEncodingBrotli: false, HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['X-Key'] }, CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['lang'] }, QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['v'] } } } } },
    PageHeaders: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: { ResponseHeadersPolicyConfig: {
        Name: 'pages',
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'; connect-src 'self' https://uploads-1.s3.us-east-1.amazonaws.com; upgrade-insecure-requests", Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: year, Override: true }, ContentTypeOptions: { Override: true }, FrameOptions: { FrameOption: 'DENY', Override: true },
        },
        CustomHeadersConfig: { Items: [{ Header: 'X-Kept', Value: 'policy', Override: false }, { Header: 'X-Mine', Value: 'policy', Override: true }] },
        RemoveHeadersConfig: { Items: [{ Header: 'X-Origin-Secret' }] },
        ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 100 },
        ...options.pages,
      } },
    },
    Cors: { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: { ResponseHeadersPolicyConfig: { Name: 'cors', CorsConfig: { AccessControlAllowCredentials: false, AccessControlAllowHeaders: { Items: ['*'] }, AccessControlAllowMethods: { Items: ['GET'] }, AccessControlAllowOrigins: { Items: ['*'] }, AccessControlExposeHeaders: { Items: ['content-length'] }, OriginOverride: true } } } },
    Distribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: { DistributionConfig: {
        Enabled: true, DefaultRootObject: 'index.html', HttpVersion: 'http2and3', WebACLId: 'arn:acl', Logging: { Bucket: 'logs' },
        Origins: [
          { Id: 'web', DomainName: 'web-1.s3.us-east-1.amazonaws.com', S3OriginConfig: {}, OriginAccessControlId: '${Control}' },
          { Id: 'films', DomainName: 'films-1.s3.us-east-1.amazonaws.com', S3OriginConfig: {}, OriginAccessControlId: '${Control}' },
          { Id: 'api', DomainName: 'abc123.execute-api.us-east-1.amazonaws.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' }, OriginCustomHeaders: [{ HeaderName: 'X-Custom', HeaderValue: 'from the origin' }] },
        ],
        CacheBehaviors: [
          { PathPattern: '/api/*', TargetOriginId: 'api', CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac', AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'], FunctionAssociations: onRequest('api') },
          { PathPattern: '/tagged/*', TargetOriginId: 'api', CachePolicyId: '${Tagged}', FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: '${Answers}' }] },
          { ...cached, PathPattern: '/t/*', TargetOriginId: 'films', ResponseHeadersPolicyId: '${Cors}', OriginRequestPolicyId: '${Country}', FunctionAssociations: [...onRequest('films'), immutable] },
          { ...cached, PathPattern: '/i/*', TargetOriginId: 'films', FunctionAssociations: [immutable] },
        ],
        DefaultCacheBehavior: { ...cached, TargetOriginId: 'web', ResponseHeadersPolicyId: '${PageHeaders}', FunctionAssociations: onRequest('pages') },
        ...options.distribution,
      } },
    },
  })
  await plugin.start!()
  const { port } = plugin as ReturnType<typeof createCloudfront>

  return {
    fake, port, storeArn, objects, busy, s3Reads, apiRequests,
    answerApi: answer => void (apiAnswer = answer),
    async put(key, value) {
      const request = { headers: { 'if-match': await etagOf(kvs, storeArn) }, method: 'PUT', url: new URL(`http://localhost/key-value-stores/${encodeURIComponent(storeArn)}/keys/${encodeURIComponent(key)}`), text: async () => JSON.stringify({ Value: value }) }
      await kvs.api!.handle('PutKey', request as never)
    },
    get: (path, { method = 'GET', headers = {}, body, host = '127.0.0.1' } = {}) => new Promise((resolve, reject) => {
      const sent = httpRequest({ host, port, path, method, headers, agent: false }, response => {
        response.toArray().then(chunks => {
          const bytes = Buffer.concat(chunks as Buffer[])
          resolve({ status: response.statusCode!, headers: response.headers, body: bytes, text: bytes.toString() })
        }, reject)
      })
      sent.on('error', reject).end(body)
    }),
    async close() {
      await plugin.stop!()
      await fake.close()
    },
  }
}

async function etagOf(kvs: Awaited<ReturnType<FakeCloud['plugin']>>, arn: string): Promise<string> {
  const url = new URL(`http://localhost/key-value-stores/${encodeURIComponent(arn)}`)
  return (await kvs.api!.handle('DescribeKeyValueStore', { method: 'GET', url, headers: {} } as never)).headers!.etag!
}
