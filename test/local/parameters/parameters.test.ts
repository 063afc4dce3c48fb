import { AwsClient } from 'aws4fetch'
import { describe, expect, test } from 'vitest'
import { createPlugin as parameters } from '../../../local/parameters/plugin.ts'
import { cloudOf, roleWith, thingPlugin, workerKeys } from '../kernel/support.ts'

const Resources = {
  Flags: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/playhouse/flags', Type: 'String', Value: '{"live":false}' } },
  Role: roleWith({ Effect: 'Allow', Action: ['ssm:GetParameter', 'ssm:GetParameters'], Resource: 'arn:aws:ssm:us-east-1:000000000000:parameter/playhouse/*' }),
}
async function ask(operation: string, input: object) {
  const { cloud } = await cloudOf({ app: { template: { Resources } } }, [parameters])
  const response = await new AwsClient({ ...workerKeys(cloud), service: 'ssm', region: 'us-east-1' }).fetch(`${cloud.endpoint}/`, {
    method: 'POST', body: JSON.stringify(input), headers: { 'x-amz-target': `AmazonSSM.${operation}`, 'content-type': 'application/x-amz-json-1.1' },
  })
  return { status: response.status, body: await response.json() }
}

describe('a parameter', () => {
  test('is read by who was granted to', async () => {
    expect(await ask('GetParameter', { Name: '/playhouse/flags' })).toMatchObject({ status: 200, body: { Parameter: { Name: '/playhouse/flags', Value: '{"live":false}', Version: 1 } } })
  })
  test('outside the grant is denied, inside it but absent is not found', async () => {
    expect(await ask('GetParameter', { Name: '/other' })).toMatchObject({ status: 400, body: { __type: 'AccessDeniedException' } })
    expect(await ask('GetParameter', { Name: '/playhouse/none' })).toMatchObject({ status: 400, body: { __type: 'ParameterNotFound' } })
  })
  test('of several is answered beside the names that do not exist', async () => {
    expect(await ask('GetParameters', { Names: ['/playhouse/flags', '/playhouse/none'] })).toMatchObject({ body: { Parameters: [{ Value: '{"live":false}' }], InvalidParameters: ['/playhouse/none'] } })
  })
  test('stands in a template as a dynamic reference', async () => {
    const thing = thingPlugin()
    await cloudOf({ app: { template: { Resources: { ...Resources, Thing: { Type: 'Test::Thing', DependsOn: 'Flags', Properties: { Text: 'flags: {{resolve:ssm:/playhouse/flags}}' } } } } } }, [parameters, thing])
    expect(thing.made[0]?.properties).toEqual({ Text: 'flags: {"live":false}' })
  })
})
