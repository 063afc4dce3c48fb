/** The front door in a real local cloud: bucket policies, roles and the SDK's own signatures decide. */
import '@aws-sdk/signature-v4a'
import { CloudFrontKeyValueStoreClient, DescribeKeyValueStoreCommand, PutKeyCommand } from '@aws-sdk/client-cloudfront-keyvaluestore'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { Agent } from 'node:http'
import { expect, test } from 'vitest'
import { createPlugin as cloudfront } from '../../../local/cloudfront/plugin.ts'
import { createPlugin as kvs } from '../../../local/kvs/plugin.ts'
import { createPlugin as s3 } from '../../../local/s3/plugin.ts'
import { cloudOf, roleWith } from '../kernel/support.ts'
import type { FakeStack } from '../kernel/support.ts'

const distributionArn = { 'Fn::Join': ['', ['arn:aws:cloudfront::', { Ref: 'AWS::AccountId' }, ':distribution/', { Ref: 'FrontDoor' }]] }
const origin = (id: string) => ({ Id: id, DomainName: { 'Fn::GetAtt': [id, 'RegionalDomainName'] }, S3OriginConfig: {}, OriginAccessControlId: { 'Fn::GetAtt': ['Control', 'Id'] } })
const behaviour = (TargetOriginId: string) => ({ TargetOriginId, CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6', ViewerProtocolPolicy: 'https-only' })
const storeArn = { 'Fn::GetAtt': ['Store', 'Arn'] }

const stack = {
  template: {
    Resources: {
      Pages: { Type: 'AWS::S3::Bucket' },
      Closed: { Type: 'AWS::S3::Bucket' },
      PagesPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Pages' }, PolicyDocument: { Statement: [{
        Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Pages', 'Arn'] }, '/*']] },
        Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
      }] } } },
      Control: { Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: { Name: 'own', SigningBehavior: 'always', SigningProtocol: 'sigv4', OriginAccessControlOriginType: 's3' } } },
      Store: { Type: 'AWS::CloudFront::KeyValueStore', Properties: { Name: 'words' } },
      Greets: { Type: 'AWS::CloudFront::Function', Properties: {
        Name: 'greets', AutoPublish: true,
        FunctionCode: "import cf from 'cloudfront'\nasync function handler(event) { const greeting = await cf.kvs().get('greeting'); return { statusCode: 200, body: greeting } }",
        FunctionConfig: { Runtime: 'cloudfront-js-2.0', KeyValueStoreAssociations: [{ KeyValueStoreARN: storeArn }] },
      } },
      FrontDoor: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: {
        Enabled: true, Origins: [origin('Pages'), origin('Closed')], DefaultCacheBehavior: behaviour('Pages'),
        CacheBehaviors: [
          { ...behaviour('Closed'), PathPattern: '/closed/*' },
          { ...behaviour('Pages'), PathPattern: '/greeting', FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Greets', 'FunctionARN'] } }] },
        ],
      } } },
      Writer: { ...roleWith({ Effect: 'Allow', Action: ['cloudfront-keyvaluestore:DescribeKeyValueStore', 'cloudfront-keyvaluestore:PutKey'], Resource: storeArn }) },
      Reader: { Type: 'AWS::IAM::Role', Properties: { ...roleWith({ Effect: 'Allow', Action: 'cloudfront-keyvaluestore:DescribeKeyValueStore', Resource: storeArn }).Properties, RoleName: 'reader' } },
    },
  },
} as unknown as FakeStack

async function house() {
  const { cloud, frontDoor } = await cloudOf({ delivery: stack }, [s3, kvs, cloudfront])
  const resource = (id: string) => cloud.resources().find(one => one.logicalId === id)!
  const httpAgent = new Agent({ lookup: (_, options, found) => (options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)) })
  const put = async (role: string, Key: string, Value: string) => {
    const KvsARN = resource('Store').attributes!.Arn as string
    const client = new CloudFrontKeyValueStoreClient({
      endpoint: cloud.endpoint.replace('127.0.0.1', 'localhost'), region: 'us-east-1', maxAttempts: 1,
      credentials: cloud.iam.credentialsOf(resource(role).attributes!.Arn as string), requestHandler: new NodeHttpHandler({ httpAgent }),
    })
    const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN }))
    return client.send(new PutKeyCommand({ KvsARN, IfMatch: ETag, Key, Value }))
  }
  const store = (bucket: string, key: string, text: string) => cloud.use('s3').put(resource(bucket).ref, key, Buffer.from(text), { kind: 'operator', principal: 'operator' })
  return { cloud, put, store, get: (path: string) => fetch(`${frontDoor}${path}`) }
}

test('a bucket opens to the distribution that its policy names; without a policy it stays shut', async () => {
  const { get, store, cloud } = await house()
  await store('Pages', 'page.txt', 'open')
  await store('Closed', 'closed/page.txt', 'shut')
  expect(await (await get('/page.txt')).text()).toBe('open')
  const refused = await get('/closed/page.txt')
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')])
  expect(cloud.activity({ kind: 'denied' }).at(-1)!.message).toContain('s3:GetObject')
})

test('what a role writes into the store is there for the next request, and a role without the grant writes nothing', async () => {
  const { get, put } = await house()
  expect((await get('/greeting')).status).toBe(503)
  await put('Writer', 'greeting', 'welcome')
  expect(await (await get('/greeting')).text()).toBe('welcome')
  await expect(put('Reader', 'greeting', 'changed')).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('cloudfront-keyvaluestore:PutKey') })
  expect(await (await get('/greeting')).text()).toBe('welcome')
})
