import { describe, expect, test } from 'vitest'
import type { CreatePlugin } from '../../../local/plugin.ts'
import { cloudOf, thingPlugin, type FakeStack } from './support.ts'

const thing = (Properties: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) => ({ Type: 'Test::Thing', Properties, ...rest })
const made = async (stacks: Record<string, FakeStack>) => {
  const plugin = thingPlugin()
  const running = await cloudOf(stacks, [plugin])
  return { made: plugin.made, running }
}

describe('resources are realised', () => {
  test('after everything they refer to', async () => {
    const { made: [first, second, third] } = await made({ app: { template: { Resources: {
      C: thing({ Text: { 'Fn::Sub': '${B.Arn}' } }), B: thing({ Other: { 'Fn::GetAtt': ['A', 'Arn'] } }), A: thing({ Name: 'a' }),
    } } } })
    expect([first?.logicalId, second?.logicalId, third?.logicalId]).toEqual(['A', 'B', 'C'])
    expect(second?.properties).toEqual({ Other: 'arn:aws:test:us-east-1:000000000000:a' })
    expect(third?.properties).toEqual({ Text: 'arn:aws:test:us-east-1:000000000000:B' })
  })
  test('after what they depend on', async () => {
    const { made: things } = await made({ app: { template: { Resources: { First: thing({}, { DependsOn: ['Second'] }), Second: thing() } } } })
    expect(things.map(({ logicalId }) => logicalId)).toEqual(['Second', 'First'])
  })
  test('stack by stack, the value that one exports imported by the next', async () => {
    const { made: things } = await made({
      web: { dependsOn: ['data'], template: { Resources: { Page: thing({ Table: { 'Fn::ImportValue': 'data:Table' } }) } } },
      data: { template: { Resources: { Table: thing({ Name: 'films' }) }, Outputs: { Out: { Value: { Ref: 'Table' }, Export: { Name: { 'Fn::Join': [':', [{ Ref: 'AWS::StackName' }, 'Table']] } } } } } },
    })
    expect(things.map(({ stack, properties }) => [stack, properties])).toEqual([['data', { Name: 'films' }], ['web', { Table: 'films' }]])
  })
  test('with parameters, mappings and conditions answered', async () => {
    const { made: things } = await made({ app: { template: {
      Parameters: { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' } },
      Mappings: { ByRegion: { 'us-east-1': { size: 'small' } } },
      Conditions: { Here: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, There: { 'Fn::Not': [{ Condition: 'Here' }] } },
      Resources: {
        Kept: thing({ Size: { 'Fn::FindInMap': ['ByRegion', { Ref: 'AWS::Region' }, 'size'] }, Version: { Ref: 'Version' } }, { Condition: 'Here' }),
        Left: thing({}, { Condition: 'There' }),
      },
    } } })
    expect(things.map(({ properties }) => properties)).toEqual([{ Size: 'small', Version: '/cdk-bootstrap/version' }])
  })
  test('and listed for plugins, what has no local meaning left out', async () => {
    const { running } = await made({ app: { template: { Resources: { A: thing(), Alarm: { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { Target: { Ref: 'A' } } }, B: thing({ Alarm: { 'Fn::GetAtt': ['Alarm', 'Arn'] } }) } } } })
    expect(running.cloud.resources().map(({ logicalId }) => logicalId)).toEqual(['A', 'B'])
    expect(running.cloud.resources('Test::Thing')[0]).toMatchObject({ ref: 'A', attributes: { Arn: expect.stringContaining(':A') } })
  })
})

describe('the start stops', () => {
  test('on a resource type that nobody knows, naming it, before anything is made', async () => {
    const plugin = thingPlugin()
    const start = cloudOf({ app: { template: { Resources: { A: thing(), Pond: { Type: 'AWS::Lake::Pond' } } } } }, [plugin])
    await expect(start).rejects.toThrow('cannot realise AWS::Lake::Pond (Pond in stack app)')
    expect(plugin.made).toEqual([])
  })
  test('on a custom resource that is not listed', async () => {
    await expect(made({ app: { template: { Resources: { Magic: { Type: 'Custom::Magic' } } } } })).rejects.toThrow('cannot realise Custom::Magic')
  })
  test('on a circle, naming it', async () => {
    await expect(made({ app: { template: { Resources: { A: thing({ B: { Ref: 'B' } }), B: thing({ A: { Ref: 'A' } }) } } } })).rejects.toThrow('A → B → A')
  })
  test('on an attribute that its plugin does not offer', async () => {
    await expect(made({ app: { template: { Resources: { A: thing(), B: thing({ X: { 'Fn::GetAtt': ['A', 'Depth'] } }) } } } })).rejects.toThrow('it asks A (Test::Thing) for Depth')
  })
  test('when a plugin fails, saying on which resource; the plugins that stand are stopped', async () => {
    const stopped: string[] = []
    const failing: CreatePlugin = () => ({ name: 'failing', resources: { 'Test::Thing': () => { throw new Error('no room') } }, stop: async () => void stopped.push('failing') })
    await expect(cloudOf({ app: { template: { Resources: { A: thing({}, { Metadata: { 'aws:cdk:path': 'app/Films/Resource' } }) } } } }, [failing])).rejects.toThrow('Test::Thing app/Films/Resource (A in stack app): no room')
    expect(stopped).toEqual(['failing'])
  })
  test('when there is no assembly', async () => {
    const { startCloud } = await import('../../../local/kernel/start.ts')
    await expect(startCloud({ assemblyDir: '/nowhere', plugins: [], port: 0 })).rejects.toThrow('run `npm run synth` first')
  })
})

test('the provider of a bucket deployment is passed over with its role, the deployment itself is not', async () => {
  const provider = { 'aws:cdk:path': 'web/Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C/Resource' }
  const seen: unknown[] = []
  const deployments: CreatePlugin = () => ({ name: 'web-deployment', resources: { 'Custom::CDKBucketDeployment': resource => (seen.push(resource.properties), { ref: 'done' }) } })
  await cloudOf({ web: { template: { Resources: {
    Role: { Type: 'AWS::IAM::Role', Metadata: { 'aws:cdk:path': provider['aws:cdk:path'].replace('Resource', 'ServiceRole/Resource') } },
    Provider: { Type: 'AWS::Lambda::Function', Metadata: provider, Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Layer: { Type: 'AWS::Lambda::LayerVersion' },
    Deployment: { Type: 'Custom::CDKBucketDeployment', Metadata: { 'aws:cdk:path': 'web/Pages/CustomResource/Default' }, Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] } } },
  } } } }, [deployments])
  expect(seen).toEqual([{ ServiceToken: expect.stringContaining('Provider') }])
})

test('an asset is found by its object key', async () => {
  const { running } = await made({ app: { template: {}, assets: { 'abc.zip': 'asset.abc' } } })
  expect(running.cloud.assetPath('abc.zip')).toBe(`${running.cloud.assemblyDir}/asset.abc`)
  expect(() => running.cloud.assetPath('other.zip')).toThrow('no asset "other.zip"')
})
