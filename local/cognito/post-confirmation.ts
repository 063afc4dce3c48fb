/** The one trigger that exists here: the function told when a person has confirmed sign-up or recovery. */
import { AwsError } from '../plugin.ts'
import type { Client } from './client-configuration.ts'
import type { Pool, UserRecord } from './pool.ts'

/** Calls the pool's PostConfirmation function, if it has one; its failure is the caller's UserLambdaValidationException. */
export async function tellConfirmed(pool: Pool, client: Client, user: UserRecord, occasion: 'ConfirmSignUp' | 'ConfirmForgotPassword', clientMetadata?: Record<string, string>): Promise<void> {
  const functionArn = pool.configuration.postConfirmation
  if (!functionArn) return
  const event = {
    version: '1', triggerSource: `PostConfirmation_${occasion}`, region: pool.cloud.region, userPoolId: pool.id, userName: user.username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
    request: { userAttributes: { ...user.attributes, 'cognito:user_status': user.status }, ...(clientMetadata ? { clientMetadata } : {}) },
    response: {},
  }
  const caller = { kind: 'service', principal: 'cognito-idp.amazonaws.com', sourceArn: pool.arn } as const
  const { functionError, payload } = await pool.cloud.use('lambda').invoke(functionArn, event, { caller })
  if (functionError) throw new AwsError('UserLambdaValidationException', `PostConfirmation failed with error ${(payload as { errorMessage?: string })?.errorMessage ?? functionError}.`)
}
