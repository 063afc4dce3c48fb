import { CreateMultipartUploadCommand, ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, expect, test, vi } from 'vitest'
import { hasExpired, lifecycleRules } from '../../../local/s3/lifecycle.ts'
import type { StoredObject } from '../../../local/s3/model.ts'
import { bucket, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

let cloud: TestCloud | undefined
afterEach(() => cloud?.stop())
const DAY = 24 * 60 * 60

test('an abandoned upload is aborted and an old object expires, when their days are over', async () => {
  const own = cloud = await startS3({
    B: bucket('b', {
      NotificationConfiguration: { EventBridgeConfiguration: {} },
      LifecycleConfiguration: { Rules: [
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
        { Status: 'Enabled', Prefix: 'tmp/', ExpirationInDays: 1 },
        { Status: 'Disabled', ExpirationInDays: 1 },
      ] },
    }),
  })
  const s3 = own.client()
  const keys = () => own.cloud.use('s3').list('b').map(one => one.key)
  const uploads = async () => (await s3.send(new ListMultipartUploadsCommand({ Bucket: 'b' }))).Uploads?.length ?? 0
  await s3.send(new CreateMultipartUploadCommand({ Bucket: 'b', Key: 'abandoned' }))
  for (const Key of ['tmp/old', 'kept']) await s3.send(new PutObjectCommand({ Bucket: 'b', Key, Body: 'x' }))

  own.cloud.advanceClock(2 * DAY)
  await vi.waitFor(() => expect(keys()).toEqual(['kept']), { timeout: 4000 })
  own.cloud.advanceClock(2 * DAY)
  await vi.waitFor(async () => expect(await uploads()).toBe(0), { timeout: 4000 })
  expect(own.events.at(-1)).toMatchObject({ detailType: 'Object Deleted', detail: { object: { key: 'tmp/old' }, reason: 'Lifecycle Expiration', requester: 's3.amazonaws.com' } })
})

test('days are rounded up to midnight UTC', () => {
  const rules = lifecycleRules({ Rules: [{ Status: 'Enabled', ExpirationInDays: 1 }] })
  const object = { key: 'k', modified: '2026-11-20T10:00:00.000Z' } as StoredObject
  expect(hasExpired(rules, object, new Date('2026-11-21T23:59:59.000Z'))).toBe(false)
  expect(hasExpired(rules, object, new Date('2026-11-22T00:00:00.000Z'))).toBe(true)
})

test('a rule that would expire something on AWS only is refused', () => {
  expect(() => lifecycleRules({ Rules: [{ Id: 'by tag', Status: 'Enabled', ExpirationInDays: 1, TagFilters: [{ Key: 'a', Value: 'b' }] }] })).toThrow('by tag')
})
