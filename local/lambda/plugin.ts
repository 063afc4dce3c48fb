/** Lambda: the bundles that deploy, run by processes of their own under the template's role, limits and environment. */
import type { CreatePlugin } from '../plugin.ts'
import { createApi } from './api.ts'
import { functionOf } from './function.ts'
import { createFunctions } from './functions.ts'
import { mappingOf } from './mappings/mapping.ts'
import type { Mapping, Poller } from './mappings/mapping.ts'
import { startQueueMapping } from './mappings/queue-mapping.ts'
import { startStreamMapping } from './mappings/stream-mapping.ts'
import { statementOf } from './resource-policy.ts'

export const createPlugin: CreatePlugin = cloud => {
  const functions = createFunctions(cloud)
  const mappings: Mapping[] = []
  const pollers: Poller[] = []
  cloud.offer('lambda', functions)

  return {
    name: 'lambda',
    resources: {
      'AWS::Lambda::Function': resource => {
        const fn = functionOf(cloud, resource)
        if (!cloud.iam.trusts(fn.roleArn, 'lambda.amazonaws.com')) throw new Error(`The function ${fn.name} cannot act as ${fn.roleArn}: the role does not let lambda.amazonaws.com assume it.`)
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
      'AWS::Lambda::EventSourceMapping': resource => {
        const mapping = mappingOf(resource)
        mappings.push(mapping)
        return { ref: mapping.id, attributes: { Id: mapping.id } }
      },
      // One version runs here, the present one; the names are kept so that references resolve.
      'AWS::Lambda::Version': ({ properties }) => ({ ref: `${functions.find(properties.FunctionName).arn}:1`, attributes: { Version: '1', FunctionArn: `${functions.find(properties.FunctionName).arn}:1` } }),
      'AWS::Lambda::Alias': ({ properties }) => {
        const arn = `${functions.find(properties.FunctionName).arn}:${properties.Name}`
        return { ref: arn, attributes: { AliasArn: arn } }
      },
    },
    api: createApi(functions, functions.permissionFor),
    start: async () => {
      functions.asynchronous.start()
      for (const mapping of mappings.filter(({ enabled }) => enabled)) {
        const start = mapping.sourceArn.includes(':sqs:') ? startQueueMapping : startStreamMapping
        pollers.push(start(cloud, functions, mapping))
      }
    },
    stop: async () => {
      // Pollers learn first that this is the end, then the functions they wait for are killed.
      const polling = pollers.map(poller => poller.stop())
      await functions.stop()
      await Promise.all(polling)
    },
  }
}
