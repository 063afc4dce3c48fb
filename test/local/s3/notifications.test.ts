import { CopyObjectCommand, DeleteObjectCommand, DeleteObjectsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { bucket, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

let cloud: TestCloud
beforeEach(async () => {
  cloud = await startS3({ Loud: bucket('loud', { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } }), Quiet: bucket('quiet') })
})
afterEach(() => cloud.stop())

const put = (Bucket: string, Key: string) => cloud.client().send(new PutObjectCommand({ Bucket, Key, Body: 'four' }))
const eventsOf = async (count: number) => {
  await vi.waitFor(() => expect(cloud.events).toHaveLength(count))
  return cloud.events
}

test('a new object is told in the shape of AWS', async () => {
  const { ETag } = await put('loud', 'a film ü.mp4')
  expect(await eventsOf(1)).toEqual([{
    source: 'aws.s3',
    detailType: 'Object Created',
    resources: ['arn:aws:s3:::loud'],
    time: expect.any(Date),
    detail: {
      version: '0',
      bucket: { name: 'loud' },
      object: { key: 'a film ü.mp4', size: 4, etag: ETag?.replaceAll('"', ''), sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) },
      'request-id': expect.any(String),
      requester: '000000000000',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    },
  }])
})

test('copies and deletions are told, what changed nothing is not, and each is newer than the last', async () => {
  const s3 = cloud.client()
  await put('loud', 'a')
  await s3.send(new CopyObjectCommand({ Bucket: 'loud', Key: 'b', CopySource: 'loud/a' }))
  await s3.send(new DeleteObjectCommand({ Bucket: 'loud', Key: 'a' }))
  await s3.send(new DeleteObjectCommand({ Bucket: 'loud', Key: 'a' }))
  await s3.send(new DeleteObjectsCommand({ Bucket: 'loud', Delete: { Objects: [{ Key: 'b' }, { Key: 'absent' }] } }))
  const told = (await eventsOf(4)).toSorted((a, b) => (a.detail.object.sequencer < b.detail.object.sequencer ? -1 : 1))
  expect(told.map(({ detailType, detail }) => [detailType, detail.object.key, detail.reason, detail['deletion-type']])).toEqual([
    ['Object Created', 'a', 'PutObject', undefined],
    ['Object Created', 'b', 'CopyObject', undefined],
    ['Object Deleted', 'a', 'DeleteObject', 'Permanently Deleted'],
    ['Object Deleted', 'b', 'DeleteObject', 'Permanently Deleted'],
  ])
})

test('a bucket that was not asked to says nothing', async () => {
  await put('quiet', 'a')
  await put('loud', 'b')
  expect((await eventsOf(1))[0]?.detail.bucket.name).toBe('loud')
})

test('an event whose process ended before the bus had it is sent by the next', async () => {
  cloud.busIsDown = true
  await put('loud', 'owed')
  cloud = await cloud.restart()
  expect(await eventsOf(1)).toMatchObject([{ detail: { object: { key: 'owed' } } }])
})

test('an event that was delivered is not sent again by the next process', async () => {
  await put('loud', 'first')
  await eventsOf(1)
  cloud = await cloud.restart()
  await put('loud', 'second')
  expect(await eventsOf(1)).toMatchObject([{ detail: { object: { key: 'second' } } }])
})

test('a bus that comes back gets what it missed', async () => {
  cloud.busIsDown = true
  await put('loud', 'late')
  await vi.waitFor(() => expect(cloud.cloud.activity({ source: 's3' }).at(-1)?.message).toContain('trying again'))
  cloud.busIsDown = false
  await vi.waitFor(() => expect(cloud.events).toHaveLength(1), { timeout: 5000 })
})
