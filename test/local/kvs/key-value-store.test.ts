import '@aws-sdk/signature-v4a'
import {
  CloudFrontKeyValueStoreClient, ConflictException, DeleteKeyCommand, DescribeKeyValueStoreCommand, GetKeyCommand, ListKeysCommand, PutKeyCommand,
  ResourceNotFoundException, UpdateKeysCommand, ValidationException,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { Agent } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edgeView } from '../../../local/kvs/edge-view.ts'
import { createPlugin } from '../../../local/kvs/plugin.ts'
import { newStore } from '../../../local/kvs/store.ts'
import { fakeCloud } from '../httpapi/fake-cloud.ts'
import type { FakeCloud } from '../httpapi/fake-cloud.ts'

let fake: FakeCloud
let client: CloudFrontKeyValueStoreClient
let arn: string
const etag = async () => (await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }))).ETag
const put = async (Key: string, Value: string) => client.send(new PutKeyCommand({ KvsARN: arn, IfMatch: await etag(), Key, Value }))

beforeAll(async () => {
  fake = await fakeCloud()
  const { Store } = await fake.realise(await fake.plugin(createPlugin), { Store: { Type: 'AWS::CloudFront::KeyValueStore', Properties: { Name: 'edge' } } })
  arn = Store!.attributes!.Arn as string
  // The SDK puts the account before the host: 000000000000.localhost must find its way to loopback.
  const httpAgent = new Agent({ lookup: (_, options, found) => (options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)) })
  client = new CloudFrontKeyValueStoreClient({
    region: 'us-east-1', endpoint: fake.endpoint.replace('127.0.0.1', 'localhost'), credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: new NodeHttpHandler({ httpAgent }), maxAttempts: 1,
  })
})
afterAll(() => fake.close())

describe('through the SDK', () => {
  test('a value is put, read, listed and deleted', async () => {
    await put('deny:v:vid/1', 'ü'.repeat(10))
    expect(await client.send(new GetKeyCommand({ KvsARN: arn, Key: 'deny:v:vid/1' }))).toMatchObject({ Key: 'deny:v:vid/1', Value: 'ü'.repeat(10), ItemCount: 1, TotalSizeInBytes: 32 })
    expect(fake.cloud.use('keyValueStores').get(arn, 'deny:v:vid/1')).toBe('ü'.repeat(10))
    await client.send(new DeleteKeyCommand({ KvsARN: arn, IfMatch: await etag(), Key: 'deny:v:vid/1' }))
    await expect(client.send(new GetKeyCommand({ KvsARN: arn, Key: 'deny:v:vid/1' }))).rejects.toBeInstanceOf(ResourceNotFoundException)
  })

  test('a writer who has not seen the latest version is refused', async () => {
    const seen = await etag()
    await put('one', '1')
    await expect(client.send(new PutKeyCommand({ KvsARN: arn, IfMatch: seen, Key: 'one', Value: '2' }))).rejects.toBeInstanceOf(ConflictException)
    expect(fake.cloud.use('keyValueStores').get(arn, 'one')).toBe('1')
  })

  test('an update changes several keys at once, or none', async () => {
    const update = async (Puts: { Key: string; Value: string }[], Deletes: { Key: string }[]) =>
      client.send(new UpdateKeysCommand({ KvsARN: arn, IfMatch: await etag(), Puts, Deletes }))
    await update([{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }], [])
    await update([{ Key: 'c', Value: '3' }], [{ Key: 'a' }])
    await expect(update([{ Key: 'd', Value: '4' }], [{ Key: 'nothing' }])).rejects.toBeInstanceOf(ResourceNotFoundException)
    await expect(update([{ Key: 'd', Value: '4' }], [{ Key: 'd' }])).rejects.toBeInstanceOf(ValidationException)
    const { get } = fake.cloud.use('keyValueStores')
    expect(['a', 'b', 'c', 'd'].map(key => get(arn, key))).toEqual([undefined, '2', '3', undefined])
  })

  test('a listing comes in pages', async () => {
    for (let i = 0; i < 12; i++) await put(`page:${String(i).padStart(2, '0')}`, String(i))
    const keys: string[] = []
    let NextToken: string | undefined
    do {
      const page = await client.send(new ListKeysCommand({ KvsARN: arn, MaxResults: 5, NextToken }))
      expect(page.Items!.length).toBeLessThanOrEqual(5)
      keys.push(...page.Items!.map(item => item.Key!))
      NextToken = page.NextToken
    } while (NextToken)
    expect(keys.filter(key => key.startsWith('page:'))).toHaveLength(12)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('a key over 512 bytes or a value over 1 KB is refused', async () => {
    await expect(put('k'.repeat(513), 'v')).rejects.toBeInstanceOf(ValidationException)
    await expect(put('k', 'v'.repeat(1025))).rejects.toBeInstanceOf(ValidationException)
  })

  test('an unknown store is not found', async () => {
    const other = 'arn:aws:cloudfront::000000000000:key-value-store/11111111-2222-3333-4444-555555555555'
    await expect(client.send(new DescribeKeyValueStoreCommand({ KvsARN: other }))).rejects.toBeInstanceOf(ResourceNotFoundException)
  })
})

test('a store keeps its identity and its keys over a restart', async () => {
  const state = new Map<string, unknown>()
  const start = async () => {
    const cloud = await fakeCloud({ state })
    const { Store } = await cloud.realise(await cloud.plugin(createPlugin), { Store: { Type: 'AWS::CloudFront::KeyValueStore', Properties: { Name: 'edge' } } })
    await cloud.close()
    return Store!.attributes!.Arn
  }
  expect(await start()).toBe(await start())
})

test('each operation needs its own permission on the store', async () => {
  const { api } = await fake.plugin(createPlugin)
  const request = { method: 'GET', url: new URL(`http://localhost/key-value-stores/${encodeURIComponent(arn)}/keys/x`) } as never
  expect(await api!.permissions('GetKey', request)).toEqual([{ action: 'cloudfront-keyvaluestore:GetKey', resource: arn }])
  expect(() => api!.permissions('Nonsense', request)).toThrow('not in the permission table')
})

test('where the edge lags behind, it sees one change after the other, each when its time has come', () => {
  let now = 0
  const edge = edgeView(1000, () => now)
  const store = newStore('edge', new Date(0))
  store.items.key = 'a'
  edge.opened(store)
  const put = (value: string) => {
    store.items.key = value
    edge.changed(store)
  }
  put('b')
  now = 500
  put('c')
  expect(edge.items(store).key).toBe('a')
  now = 1000
  expect(edge.items(store).key).toBe('b')
  now = 1499
  expect(edge.items(store).key).toBe('b')
  now = 5000
  expect(edge.items(store).key).toBe('c')
})
