/** AWS JSON 1.0 and 1.1, which most services speak: the operation in X-Amz-Target, the error's code in `__type`. */
import type { ApiRequest, ApiResponse, AwsError } from '../plugin.ts'

type Version = '1.0' | '1.1'

/** `secretsmanager.GetSecretValue` → `GetSecretValue` for the target prefix `secretsmanager`; null for another service's. */
export function targetOperation(request: Pick<ApiRequest, 'headers'>, prefix: string): string | null {
  const target = request.headers['x-amz-target']
  return typeof target === 'string' && target.startsWith(`${prefix}.`) ? target.slice(prefix.length + 1) : null
}

export function jsonReply(body: unknown, version: Version = '1.1', status = 200): ApiResponse {
  return { status, headers: { 'content-type': `application/x-amz-json-${version}` }, body: JSON.stringify(body) }
}

export function jsonError(error: AwsError, version: Version = '1.1'): ApiResponse {
  const reply = jsonReply({ __type: error.code, message: error.message, ...error.extra }, version, error.status)
  return { ...reply, headers: { ...reply.headers, 'x-amzn-errortype': error.code } }
}
