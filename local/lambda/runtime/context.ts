/** The second argument of a handler, as Lambda's own runtime builds it. */
import type { Context } from 'aws-lambda'
import type { InvokeMessage } from './protocol.ts'

/** `isTimeUp` is asked whenever the handler asks how much time is left. */
export function contextOf({ requestId, deadline, functionArn }: InvokeMessage, isTimeUp: () => boolean): Context {
  const functionName = process.env.AWS_LAMBDA_FUNCTION_NAME!
  const refuse = (): never => { throw new Error('context.done, succeed and fail are gone from Node.js 24: return a promise.') }
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION!,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE!,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME!,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME!,
    getRemainingTimeInMillis: () => (isTimeUp() ? 0 : Math.max(0, deadline - Date.now())),
    done: refuse,
    succeed: refuse,
    fail: refuse,
  }
}
