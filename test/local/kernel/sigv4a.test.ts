import '@aws-sdk/signature-v4a'
import { CloudFrontKeyValueStoreClient, GetKeyCommand } from '@aws-sdk/client-cloudfront-keyvaluestore'
import { expect, test } from 'vitest'
import { jsonError } from '../../../local/kernel/json-protocol.ts'
import type { CreatePlugin } from '../../../local/plugin.ts'
import { cloudOf, roleWith, workerKeys } from './support.ts'

const STORE = 'arn:aws:cloudfront::000000000000:key-value-store/a1b2'
const store: CreatePlugin = () => ({
  name: 'kvs', resources: {},
  api: {
    signingName: 'cloudfront-keyvaluestore',
    operationOf: () => 'GetKey',
    permissions: () => [{ action: 'cloudfront-keyvaluestore:GetKey', resource: STORE }],
    handle: async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"Key":"origin","Value":"secret","ItemCount":1,"TotalSizeInBytes":6}' }),
    error: error => jsonError(error),
  },
})

/** The SDK puts the account before the host; the runtime of functions resolves such names, here the request handler does. */
async function ask(change: (keys: { accessKeyId: string; secretAccessKey: string }) => { accessKeyId: string; secretAccessKey: string } = keys => keys) {
  const { cloud } = await cloudOf({ app: { template: { Resources: { Role: roleWith({ Effect: 'Allow', Action: 'cloudfront-keyvaluestore:GetKey', Resource: STORE }) } } } }, [store])
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const { Agent } = await import('node:http')
  const client = new CloudFrontKeyValueStoreClient({
    endpoint: cloud.endpoint.replace('127.0.0.1', 'localhost'), region: 'us-east-1', credentials: change(workerKeys(cloud)), maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ lookup: (_, options, found) => (options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)) }) }),
  })
  return client.send(new GetKeyCommand({ KvsARN: STORE, Key: 'origin' }))
}

test('a request signed with sigv4a by the real SDK is verified', async () => {
  expect(await ask()).toMatchObject({ Value: 'secret' })
})
test('one that another secret signed is refused', async () => {
  await expect(ask(keys => ({ ...keys, secretAccessKey: 'other' }))).rejects.toMatchObject({ name: 'InvalidSignatureException' })
})
