import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byUtf8 } from '../../../local/s3/store/bucket-store.ts'
import { pageOfKeys } from '../../../local/s3/operations/listings.ts'
import { bucket, refusal, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

const keys = ['a', 'b/1', 'b/2', 'b/c/3', 'd e', 'ü', '\uffee', '😀']
let cloud: TestCloud
let s3: S3Client
beforeAll(async () => {
  cloud = await startS3({ Films: bucket('films') })
  s3 = cloud.client()
  for (const Key of keys.toReversed()) await s3.send(new PutObjectCommand({ Bucket: 'films', Key, Body: Key }))
})
afterAll(() => cloud.stop())

const list = (more: Partial<ListObjectsV2CommandInput> = {}) => s3.send(new ListObjectsV2Command({ Bucket: 'films', ...more }))

test('keys are listed in the order of their UTF-8 bytes', async () => {
  const { Contents, KeyCount, IsTruncated } = await list()
  expect(Contents?.map(one => one.Key)).toEqual(keys)
  expect([KeyCount, IsTruncated]).toEqual([keys.length, false])
  expect(Contents?.[0]).toMatchObject({ Size: 1, ETag: '"0cc175b9c0f1b6a831c399e269772661"', StorageClass: 'STANDARD', LastModified: expect.any(Date) })
})

test('a delimiter folds what lies below', async () => {
  const top = await list({ Delimiter: '/' })
  expect(top.CommonPrefixes).toEqual([{ Prefix: 'b/' }])
  expect(top.Contents?.map(one => one.Key)).toEqual(['a', 'd e', 'ü', '\uffee', '😀'])
  const below = await list({ Delimiter: '/', Prefix: 'b/' })
  expect([below.Contents?.map(one => one.Key), below.CommonPrefixes]).toEqual([['b/1', 'b/2'], [{ Prefix: 'b/c/' }]])
})

test('names may be asked for URL-encoded', async () => {
  const { Contents, EncodingType } = await list({ EncodingType: 'url', Prefix: 'd' })
  expect([EncodingType, Contents?.map(one => one.Key)]).toEqual(['url', ['d+e']])
})

test('a listing may start after a key, and may ask for nothing', async () => {
  expect((await list({ StartAfter: 'd e' })).Contents?.map(one => one.Key)).toEqual(['ü', '\uffee', '😀'])
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false })
  expect(await refusal(list({ ContinuationToken: 'no token of ours' }))).toBe('InvalidArgument')
})

test('pages together are the whole, folded or not', async () => {
  for (const Delimiter of [undefined, '/']) {
    const names: (string | undefined)[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await list({ Delimiter, MaxKeys: 1, ContinuationToken })
      names.push(...(page.Contents ?? []).map(one => one.Key), ...(page.CommonPrefixes ?? []).map(one => one.Prefix))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
    expect(names).toEqual(Delimiter ? ['a', 'b/', 'd e', 'ü', '\uffee', '😀'] : keys)
  }
})

test('a key that is deleted between two pages does not lose its neighbours', async () => {
  await s3.send(new PutObjectCommand({ Bucket: 'films', Key: 'passing', Body: 'x' }))
  const first = await list({ Prefix: 'p', MaxKeys: 1 })
  await s3.send(new DeleteObjectCommand({ Bucket: 'films', Key: 'passing' }))
  expect(first.Contents?.map(one => one.Key)).toEqual(['passing'])
  expect((await list({ MaxKeys: 1, StartAfter: 'passing' })).Contents?.map(one => one.Key)).toEqual(['ü'])
})

test('for any keys, prefix, delimiter and page size, paging finds each entry once and in order', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', 'ü'), minLength: 1, maxLength: 6 })
  fc.assert(fc.property(fc.uniqueArray(name, { maxLength: 30 }), fc.string({ unit: fc.constantFrom('a', '/'), maxLength: 2 }), fc.constantFrom('', '/'), fc.integer({ min: 1, max: 4 }), (names, prefix, delimiter, limit) => {
    const sorted = names.toSorted(byUtf8)
    const walk = (size: number): string[] => {
      const found: string[] = []
      for (let after = '', more = true; more;) {
        const page = pageOfKeys(sorted, { prefix, delimiter, after, limit: size })
        found.push(...page.entries.map(entry => ('key' in entry ? entry.key : entry.commonPrefix)))
        after = found.at(-1) ?? ''
        more = page.more
      }
      return found
    }
    const expected = [...new Set(sorted.filter(key => key.startsWith(prefix)).map(key => {
      const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
      return cut < 0 ? key : key.slice(0, cut + 1)
    }))]
    expect(walk(limit)).toEqual(expected)
  }))
})
