/** AWS::Lambda::Permission as statements of the function's resource policy. */
import type { Cloud, Permission, PolicyDocument, PolicyStatement } from '../plugin.ts'
import type { LocalFunction } from './function.ts'

export function statementOf(functionArn: string, { Principal, Action, SourceArn, SourceAccount }: Record<string, any>): PolicyStatement {
  return {
    Effect: 'Allow',
    Principal: String(Principal).includes('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
    Action,
    Resource: functionArn,
    ...((SourceArn !== undefined || SourceAccount !== undefined) && {
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    }),
  }
}

/** What a caller needs to invoke this function. */
export function toInvoke(cloud: Cloud, { arn }: LocalFunction, statements: readonly PolicyStatement[]): Permission {
  const resourcePolicy: PolicyDocument = { Version: '2012-10-17', Statement: statements }
  return { action: 'lambda:InvokeFunction', resource: arn, context: { 'aws:SourceAccount': cloud.account }, resourcePolicy }
}
