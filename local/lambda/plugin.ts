/** Lambda: the bundles that deploy, run by processes of their own under the template's role, limits and environment. */
import type { CreatePlugin } from '../plugin.ts'
import { createApi } from './api.ts'
import { functionOf } from './function.ts'
import { createFunctions } from './functions.ts'
import { statementOf } from './resource-policy.ts'

export const createPlugin: CreatePlugin = cloud => {
  const functions = createFunctions(cloud)
  cloud.offer('lambda', functions)

  return {
    name: 'lambda',
    resources: {
      'AWS::Lambda::Function': resource => {
        const fn = functionOf(cloud, resource)
        functions.declare(fn)
        return { ref: fn.name, attributes: { Arn: fn.arn } }
      },
      'AWS::Lambda::Permission': ({ logicalId, properties }) => {
        functions.allow(properties.FunctionName, statementOf(functions.find(properties.FunctionName).arn, properties))
        return { ref: logicalId, attributes: { Id: logicalId } }
      },
      'AWS::Lambda::EventInvokeConfig': ({ logicalId, properties }) => {
        const { OnFailure, OnSuccess } = properties.DestinationConfig ?? {}
        functions.configureAsync(properties.FunctionName, {
          ...(properties.MaximumRetryAttempts !== undefined && { retries: Number(properties.MaximumRetryAttempts) }),
          ...(properties.MaximumEventAgeInSeconds !== undefined && { maxAgeSeconds: Number(properties.MaximumEventAgeInSeconds) }),
          ...(OnFailure && { onFailureArn: OnFailure.Destination }),
          ...(OnSuccess && { onSuccessArn: OnSuccess.Destination }),
        })
        return { ref: logicalId }
      },
      // One version runs here, the present one; the names are kept so that references resolve.
      'AWS::Lambda::Version': ({ properties }) => ({ ref: `${functions.find(properties.FunctionName).arn}:1`, attributes: { Version: '1', FunctionArn: `${functions.find(properties.FunctionName).arn}:1` } }),
      'AWS::Lambda::Alias': ({ properties }) => {
        const arn = `${functions.find(properties.FunctionName).arn}:${properties.Name}`
        return { ref: arn, attributes: { AliasArn: arn } }
      },
    },
    api: createApi(functions, functions.permissionFor),
    start: async () => functions.asynchronous.start(),
    stop: () => functions.stop(),
  }
}
