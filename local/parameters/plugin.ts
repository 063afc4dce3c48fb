/** AWS::SSM::Parameter, with GetParameter and GetParameters. Values are the template's: there is nothing to keep. */
import type { Api, ApiRequest, CreatePlugin } from '../plugin.ts'
import { AwsError } from '../plugin.ts'
import { jsonError, jsonReply, targetOperation } from '../kernel/json-protocol.ts'

interface Parameter { readonly Name: string; readonly Type: string; readonly Value: string; readonly ARN: string; readonly Version: number; readonly LastModifiedDate: number; readonly DataType: string }
interface Input { Name?: string; Names?: string[] }

export const createPlugin: CreatePlugin = cloud => {
  const parameters = new Map<string, Parameter>()
  /** A request may name a parameter by its ARN. */
  const nameOf = (id: string): string => (id.startsWith('arn:') ? ([...parameters.values()].find(({ ARN }) => ARN === id)?.Name ?? id) : id)
  const arnOf = (name: string): string => (name.startsWith('arn:') ? name : `arn:aws:ssm:${cloud.region}:${cloud.account}:parameter${name.startsWith('/') ? '' : '/'}${name}`)
  const find = (id: string): Parameter | undefined => parameters.get(nameOf(id))

  const api: Api = {
    signingName: 'ssm',
    operationOf: request => {
      const operation = targetOperation(request, 'AmazonSSM')
      return operation === 'GetParameter' || operation === 'GetParameters' ? operation : null
    },
    async permissions(operation, request) {
      const { Name = '', Names = [Name] } = await inputOf(request)
      return Names.map(name => ({ action: `ssm:${operation}`, resource: arnOf(name) }))
    },
    async handle(operation, request) {
      const { Name = '', Names = [] } = await inputOf(request)
      if (operation === 'GetParameters') return jsonReply({ Parameters: Names.map(find).filter(found => found !== undefined), InvalidParameters: Names.filter(name => !find(name)) })
      const found = find(Name)
      if (!found) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`)
      return jsonReply({ Parameter: found })
    },
    error: error => jsonError(error),
  }

  cloud.offer('parameters', {
    value(name) {
      const found = find(name)
      if (!found) throw new Error(`there is no parameter ${name}.`)
      return found.Value
    },
  })

  return {
    name: 'parameters',
    api,
    resources: {
      'AWS::SSM::Parameter': ({ logicalId, properties: { Name = logicalId, Type, Value } }) => {
        parameters.set(Name, { Name, Type, Value: String(Value), ARN: arnOf(Name), Version: 1, LastModifiedDate: cloud.now().getTime() / 1000, DataType: 'text' })
        return { ref: Name, attributes: { Type, Value: String(Value) } }
      },
    },
  }
}

const inputOf = async (request: ApiRequest): Promise<Input> => JSON.parse((await request.text()) || '{}') as Input
