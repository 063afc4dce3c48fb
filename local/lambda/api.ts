/** The one operation of Lambda's API that code here calls: Invoke. */
import { AwsError } from '../plugin.ts'
import type { Api, ApiRequest, Permission } from '../plugin.ts'
import type { LambdaService } from '../services.ts'

const INVOKE_PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/
const LARGEST_BODY = { RequestResponse: 6_291_556, Event: 1_048_576 }

const referenceOf = ({ url }: ApiRequest): string => decodeURIComponent(INVOKE_PATH.exec(url.pathname)?.[1] ?? '')

export function createApi(service: LambdaService, permissionFor: (reference: string) => Permission): Api {
  return {
    signingName: 'lambda',
    operationOf: ({ method, url }) => (method === 'POST' && INVOKE_PATH.test(url.pathname) ? 'Invoke' : null),
    permissions: (_operation, request) => [permissionFor(referenceOf(request))],
    handle: async (_operation, request) => {
      const type = request.headers['x-amz-invocation-type'] === 'Event' ? 'Event' : 'RequestResponse'
      const body = await request.text()
      if (Buffer.byteLength(body) > LARGEST_BODY[type]) throw new AwsError('RequestTooLargeException', `Request must be smaller than ${LARGEST_BODY[type]} bytes for the InvokeFunction operation`, 413)
      const { payload, functionError, requestId } = await service.invoke(referenceOf(request), body === '' ? {} : JSON.parse(body), { caller: request.caller, type })
      const headers = { 'x-amzn-requestid': requestId, 'x-amz-executed-version': '$LATEST', 'content-type': 'application/json' }
      if (type === 'Event') return { status: 202, headers }
      return { status: 200, headers: { ...headers, ...(functionError && { 'x-amz-function-error': functionError }) }, body: JSON.stringify(payload ?? null) }
    },
    error: ({ code, message, status, extra }) => ({
      status: code === 'AccessDeniedException' ? 403 : status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ Type: 'User', Message: message, message, ...extra }),
    }),
  }
}
