/** The local cloud's S3: buckets on the file system under `<state>/s3/`, behind S3's own wire protocol. */
import type { ApiRequest, ApiResponse, AwsError, CreatePlugin } from '../plugin.ts'
import { realiseBucket, realiseBucketPolicy } from './bucket-resource.ts'
import { corsHeaders, preflight } from './wire/cors.ts'
import type { Bucket } from './model.ts'
import { createNotifier } from './notifications.ts'
import type { S3 } from './objects.ts'
import { operations } from './operations/table.ts'
import { addressOf, operationOf, requestFor } from './wire/request.ts'
import { createService } from './service.ts'
import { sweepHourly } from './sweep.ts'
import { errorXml } from './wire/xml.ts'

export const createPlugin: CreatePlugin = cloud => {
  const buckets = new Map<string, Bucket>()
  const s3: S3 = { cloud, buckets, notifier: createNotifier(cloud, () => buckets.values()) }
  let stopSweeping = (): void => {}
  cloud.offer('s3', createService(s3))

  /** Ids and, for a browser page of another origin, its CORS headers. */
  const dressed = (response: ApiResponse, request: Omit<ApiRequest, 'caller'>): ApiResponse => ({
    ...response,
    headers: {
      server: 'AmazonS3',
      'x-amz-request-id': request.requestId,
      ...corsHeaders(corsOf(request), request.method, request.headers),
      ...response.headers,
    },
  })
  const corsOf = (request: Omit<ApiRequest, 'caller'>) => {
    try {
      return buckets.get(addressOf(request).bucket)?.cors ?? []
    } catch {
      // An address that cannot be parsed is refused in its own words; it has no bucket and so no rules.
      return []
    }
  }

  return {
    name: 's3',
    resources: {
      'AWS::S3::Bucket': resource => realiseBucket(cloud, buckets, resource),
      'AWS::S3::BucketPolicy': resource => realiseBucketPolicy(buckets, resource),
    },
    api: {
      signingName: 's3',
      // Browsers never sign a preflight.
      unsignedOperation: request => (request.method === 'OPTIONS' ? 'Preflight' : null),
      operationOf,
      permissions(operation, request) {
        const found = operations[operation]
        if (!found) throw new Error(`No permissions are known for s3:${operation}.`)
        return found.needs(requestFor(buckets, request), s3)
      },
      async handle(operation, request) {
        const asked = requestFor(buckets, request)
        if (operation === 'Preflight') return { status: 200, headers: { 'x-amz-request-id': request.requestId, ...preflight(asked.held.cors, request.headers) } }
        const found = operations[operation]
        if (!found) throw new Error(`s3:${operation} has no answer.`)
        return dressed(await found.answer(s3, asked), request)
      },
      error: (error, request) => dressed(errorResponse(error, request), request),
    },
    async start() {
      stopSweeping = sweepHourly(cloud, s3)
      s3.notifier.start()
    },
    async stop() {
      stopSweeping()
      await s3.notifier.stop()
      for (const { store } of buckets.values()) store.close()
    },
  }
}

/** HEAD has no body, so the status must say it all; a range that cannot be satisfied is told the size. */
const errorResponse = (error: AwsError, request: Omit<ApiRequest, 'caller'>): ApiResponse => ({
  status: error.status,
  headers: {
    'content-type': 'application/xml',
    ...(error.status === 416 ? { 'content-range': `bytes */${String(error.extra.ActualObjectSize)}` } : {}),
  },
  ...(request.method === 'HEAD'
    ? {}
    : { body: errorXml({ Code: error.code, Message: error.message, ...error.extra, Resource: request.url.pathname, RequestId: request.requestId }) }),
})
