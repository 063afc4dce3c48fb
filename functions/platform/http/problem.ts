/** The one place where a failure becomes HTTP: RFC 9457 problem+json. */
import type { Problem } from '../contract.ts'
import { DomainError, platformErrors } from '../errors.ts'
import { log } from '../log.ts'
import type { HttpResponse } from './answer.ts'

/** DynamoDB, Cognito and friends asking for patience: nothing is broken, and the caller may repeat. */
const patience = new Set([
  'ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded', 'TransactionConflictException',
  'TransactionInProgressException', 'TooManyRequestsException', 'TimeoutError', 'InternalServerError', 'ServiceUnavailable',
])

/** Whatever was thrown, as something a caller may see. */
export function asDomainError(problem: unknown): DomainError {
  if (problem instanceof DomainError) return problem
  const name = (problem as Error | null)?.name ?? ''
  return patience.has(name)
    ? platformErrors.try_again({ cause: problem, headers: { 'retry-after': '1' } })
    : platformErrors.internal({ cause: problem })
}

/** The reply for a failure. Ours (5xx) are logged with their cause; a caller's mistake is only counted. */
export function encodeProblem(thrown: unknown, requestId: string): HttpResponse {
  const error = asDomainError(thrown)
  if (error.status >= 500) log.error(error.title, { problem: error.code, error: error.cause ?? error })
  else if (error.cause !== undefined) log.info(error.title, { problem: error.code, cause: error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : error.cause })
  const body: Problem = {
    type: `/api/docs#problem-${error.code}`,
    title: error.title,
    status: error.status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(error.fields ? { errors: [...error.fields] } : {}),
  }
  return {
    statusCode: error.status,
    headers: { ...error.headers, 'content-type': 'application/problem+json' },
    ...(error.cookies.length > 0 ? { cookies: [...error.cookies] } : {}),
    body: JSON.stringify(body),
  }
}
