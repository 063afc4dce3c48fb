/** All that a function sees of the world around it. Nothing is inherited from the shell that runs the cloud. */
import { sessionTokenFor } from '../faults/session-token.ts'
import type { Cloud } from '../plugin.ts'
import type { LocalFunction } from './function.ts'

export function environmentOf(cloud: Cloud, fn: LocalFunction, instanceId: string): Record<string, string> {
  const credentials = cloud.iam.credentialsOf(fn.roleArn)
  return {
    ...fn.variables,
    PATH: process.env.PATH ?? '',
    HOME: '/tmp',
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    AWS_REGION: cloud.region,
    AWS_DEFAULT_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: sessionTokenFor(credentials, instanceId),
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${instanceId}`,
    LAMBDA_TASK_ROOT: fn.folder,
    _HANDLER: fn.handler,
    AWS_ENDPOINT_URL: cloud.endpoint,
    // The SDK puts the account before the host of a key-value store, which an IP address does not bear.
    AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: `http://localhost:${new URL(cloud.endpoint).port}`,
  }
}
