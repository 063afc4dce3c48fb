import { createHash, randomBytes } from 'node:crypto'
import { AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListPartsCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import type { CompletedPart, CompleteMultipartUploadCommandInput, CreateMultipartUploadCommandInput, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bucket, refusal, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

const MIB = 1024 ** 2
const large = randomBytes(5 * MIB)
const small = Buffer.from('the last part may be small')

let cloud: TestCloud
let s3: S3Client
beforeAll(async () => {
  cloud = await startS3({ Uploads: bucket('uploads', { NotificationConfiguration: { EventBridgeConfiguration: {} } }) })
  s3 = cloud.client()
})
afterAll(() => cloud.stop())

const begin = async (Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: 'uploads', Key, ...more }))
  return { Bucket: 'uploads', Key, UploadId }
}
type Begun = Awaited<ReturnType<typeof begin>>
const part = async (upload: Begun, PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
  const { ETag } = await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body }))
  return { PartNumber, ETag }
}
const complete = (upload: Begun, Parts: CompletedPart[], more: Partial<CompleteMultipartUploadCommandInput> = {}) =>
  s3.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }))
const bytesOf = async (Key: string) => Buffer.from(await (await s3.send(new GetObjectCommand({ Bucket: 'uploads', Key }))).Body?.transformToByteArray() ?? [])
const created = (key: string) => cloud.events.filter(event => event.detail.object.key === key)

test('an upload in parts becomes one object with the type it began with', async () => {
  const upload = await begin('film.mp4', { ContentType: 'video/mp4', Metadata: { video: 'vid_1' } })
  const second = await part(upload, 2, small)
  const first = await part(upload, 1, large)
  expect(await refusal(s3.send(new HeadObjectCommand({ Bucket: 'uploads', Key: 'film.mp4' })))).toBe('NotFound')
  const { ETag } = await complete(upload, [first, second])

  const digest = (bytes: Buffer) => createHash('md5').update(bytes).digest()
  expect(ETag).toBe(`"${digest(Buffer.concat([digest(large), digest(small)])).toString('hex')}-2"`)
  expect(await s3.send(new HeadObjectCommand({ Bucket: 'uploads', Key: 'film.mp4' }))).toMatchObject({ ETag, ContentLength: large.length + small.length, ContentType: 'video/mp4', Metadata: { video: 'vid_1' } })
  expect((await bytesOf('film.mp4')).equals(Buffer.concat([large, small]))).toBe(true)
  const range = await s3.send(new GetObjectCommand({ Bucket: 'uploads', Key: 'film.mp4', Range: `bytes=${large.length - 2}-${large.length + 2}` }))
  expect(Buffer.from(await range.Body?.transformToByteArray() ?? [])).toEqual(Buffer.concat([large.subarray(-2), small.subarray(0, 3)]))
})

test('completing twice gives the same answer and one event', async () => {
  const upload = await begin('twice')
  const parts = [await part(upload, 1, large), await part(upload, 2, small)]
  const [first, second] = await Promise.all([complete(upload, parts), complete(upload, parts)])
  const third = await complete(upload, parts, { IfNoneMatch: '*' })
  expect(second.ETag).toBe(first.ETag)
  expect(third.ETag).toBe(first.ETag)
  await vi.waitFor(() => expect(created('twice')).not.toHaveLength(0))
  expect(created('twice')).toMatchObject([{ source: 'aws.s3', detailType: 'Object Created', detail: { reason: 'CompleteMultipartUpload' } }])
})

test('completing again is NoSuchUpload with other parts, or when its object has gone', async () => {
  const upload = await begin('again')
  const parts = [await part(upload, 1, small)]
  await complete(upload, parts)
  expect(await refusal(complete(upload, [{ PartNumber: 1, ETag: '"other"' }]))).toBe('NoSuchUpload')
  await s3.send(new DeleteObjectCommand({ Bucket: 'uploads', Key: 'again' }))
  expect(await refusal(complete(upload, parts))).toBe('NoSuchUpload')
})

test('completing again after a restart gives the same answer', async () => {
  let own = await startS3({ B: bucket('b') })
  try {
    const start = { Bucket: 'b', Key: 'k' }
    const { UploadId } = await own.client().send(new CreateMultipartUploadCommand(start))
    const { ETag } = await own.client().send(new UploadPartCommand({ ...start, UploadId, PartNumber: 1, Body: small }))
    own = await own.restart()
    const finish = new CompleteMultipartUploadCommand({ ...start, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } })
    const before = await own.client().send(finish)
    own = await own.restart()
    expect((await own.client().send(finish)).ETag).toBe(before.ETag)
  } finally {
    await own.stop()
  }
})

test('the parts that have arrived are listed in pages', async () => {
  const upload = await begin('paged')
  for (const number of [3, 1, 2]) await part(upload, number, Buffer.from(`part ${number}`))
  const first = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 2 }))
  expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2', Parts: [{ PartNumber: 1, Size: 6 }, { PartNumber: 2, Size: 6 }] })
  const second = await s3.send(new ListPartsCommand({ ...upload, MaxParts: 2, PartNumberMarker: first.NextPartNumberMarker }))
  expect(second).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 3, ETag: `"${createHash('md5').update('part 3').digest('hex')}"` }] })
})

test('a part that is sent again replaces the first one', async () => {
  const upload = await begin('resent')
  await part(upload, 1, Buffer.from('first'))
  const again = await part(upload, 1, Buffer.from('second'))
  await complete(upload, [again])
  expect(String(await bytesOf('resent'))).toBe('second')
})

test('an aborted upload is gone, with its parts', async () => {
  const upload = await begin('aborted')
  const parts = [await part(upload, 1, small)]
  await s3.send(new AbortMultipartUploadCommand(upload))
  expect(await refusal(s3.send(new ListPartsCommand(upload)))).toBe('NoSuchUpload')
  expect(await refusal(part(upload, 2, small))).toBe('NoSuchUpload')
  expect(await refusal(complete(upload, parts))).toBe('NoSuchUpload')
  expect(await refusal(s3.send(new AbortMultipartUploadCommand(upload)))).toBe('NoSuchUpload')
})

test('parts must be in order, present, unchanged and large enough', async () => {
  const upload = await begin('strict')
  const [first, second] = [await part(upload, 1, small), await part(upload, 2, small)]
  expect(await refusal(complete(upload, [second, first]))).toBe('InvalidPartOrder')
  expect(await refusal(complete(upload, [first, { ...second, ETag: first.ETag?.replace(/^"./, '"x') }]))).toBe('InvalidPart')
  expect(await refusal(complete(upload, [first, { ...second, PartNumber: 3 }]))).toBe('InvalidPart')
  expect(await refusal(complete(upload, [first, second]))).toBe('EntityTooSmall')
  expect(await refusal(complete(upload, []))).toBe('MalformedXML')
  expect(await refusal(part(upload, 10_001, small))).toBe('InvalidArgument')
  expect(await refusal(complete(upload, [second]))).toBe('no error')
})

test('an upload belongs to its key', async () => {
  const upload = await begin('mine')
  expect(await refusal(part({ ...upload, Key: 'yours' }, 1, small))).toBe('NoSuchUpload')
  expect(await refusal(s3.send(new AbortMultipartUploadCommand({ ...upload, Key: 'yours' })))).toBe('NoSuchUpload')
})

test('completing on condition does not replace what is there', async () => {
  const first = await begin('guarded')
  await complete(first, [await part(first, 1, small)])
  const second = await begin('guarded')
  expect(await refusal(complete(second, [await part(second, 1, small)], { IfNoneMatch: '*' }))).toBe('PreconditionFailed')
})

test('uploads in progress are listed by key', async () => {
  const [b, a] = [await begin('list/b'), await begin('list/a')]
  const first = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'uploads', Prefix: 'list/', MaxUploads: 1 }))
  expect(first).toMatchObject({ IsTruncated: true, Uploads: [{ Key: 'list/a', UploadId: a.UploadId }] })
  const second = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'uploads', Prefix: 'list/', KeyMarker: first.NextKeyMarker, UploadIdMarker: first.NextUploadIdMarker }))
  expect(second).toMatchObject({ IsTruncated: false, Uploads: [{ Key: 'list/b', UploadId: b.UploadId }] })
})

test('an SDK that checks everything gets a checksum of checksums', async () => {
  const checking = cloud.client(undefined, { requestChecksumCalculation: 'WHEN_SUPPORTED', responseChecksumValidation: 'WHEN_SUPPORTED' })
  const start = { Bucket: 'uploads', Key: 'checked' }
  const { UploadId } = await checking.send(new CreateMultipartUploadCommand({ ...start, ChecksumAlgorithm: 'CRC32' }))
  const { ETag, ChecksumCRC32 } = await checking.send(new UploadPartCommand({ ...start, UploadId, PartNumber: 1, Body: small, ChecksumAlgorithm: 'CRC32' }))
  const done = await checking.send(new CompleteMultipartUploadCommand({ ...start, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32 }] } }))
  expect(done.ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==-1$/)
  expect(await (await checking.send(new GetObjectCommand({ ...start, ChecksumMode: 'ENABLED' }))).Body?.transformToString()).toBe(String(small))
})
