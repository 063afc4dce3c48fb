import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { CopyObjectCommand, DeleteObjectCommand, DeleteObjectsCommand, GetBucketLocationCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { GetObjectCommandInput, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { bucket, refusal, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

let cloud: TestCloud
let s3: S3Client
beforeAll(async () => {
  cloud = await startS3({ Films: bucket('films'), Other: bucket('other') })
  s3 = cloud.client()
})
afterAll(() => cloud.stop())

const put = (key: string, body: string | Uint8Array, more: Partial<PutObjectCommandInput> = {}) => s3.send(new PutObjectCommand({ Bucket: 'films', Key: key, Body: body, ...more }))
const get = (key: string, more: Partial<GetObjectCommandInput> = {}) => s3.send(new GetObjectCommand({ Bucket: 'films', Key: key, ...more }))
const textOf = async (key: string, more: Partial<GetObjectCommandInput> = {}) => (await get(key, more)).Body?.transformToString()
const head = (key: string, name = 'films') => s3.send(new HeadObjectCommand({ Bucket: name, Key: key }))
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

describe('an object', () => {
  test('comes back with its bytes, its type, its metadata and the MD5 as its ETag', async () => {
    const { ETag } = await put('a/film.json', '{"a":1}', { ContentType: 'application/json', CacheControl: 'max-age=9', ContentDisposition: 'inline', Metadata: { owner: 'ana' } })
    const answer = await get('a/film.json')
    expect(ETag).toBe(`"${md5('{"a":1}')}"`)
    expect(await answer.Body?.transformToString()).toBe('{"a":1}')
    expect(answer).toMatchObject({ ETag, ContentLength: 7, ContentType: 'application/json', CacheControl: 'max-age=9', ContentDisposition: 'inline', Metadata: { owner: 'ana' }, AcceptRanges: 'bytes' })
    expect(await head('a/film.json')).toMatchObject({ ETag, ContentLength: 7, ContentType: 'application/json' })
  })

  test('may be empty', async () => {
    await put('empty', new Uint8Array())
    expect(await textOf('empty')).toBe('')
    expect(await head('empty')).toMatchObject({ ContentLength: 0 })
  })

  test('is binary/octet-stream unless told', async () => {
    await fetch(await cloud.presign('PUT', '/films/untold'), { method: 'PUT', body: Buffer.from('x') })
    expect(await head('untold')).toMatchObject({ ContentType: 'binary/octet-stream' })
  })

  test.each(['plain', 'a/b/c', 'folder/', 'a//b', 'ünï/cödé 😀', 'a+b c%20d&e=f?g#h', '..hidden', 'dots...', "quote'\"<x>", 'back\\slash', 'x'.repeat(1024)])('may be called %.40s', async key => {
    await put(key, key)
    expect(await textOf(key)).toBe(key)
  })

  test('may not have a key of more than 1024 bytes', async () => {
    expect(await refusal(put('é'.repeat(513), 'x'))).toBe('KeyTooLongError')
  })

  test('never leaves its bucket, whatever its key', async () => {
    await put('safe', 'safe')
    for (const Key of ['../films/safe', '..\\films\\safe', './safe', '../../../../etc/passwd']) {
      expect(await refusal(s3.send(new GetObjectCommand({ Bucket: 'other', Key })))).toBe('NoSuchKey')
      await s3.send(new PutObjectCommand({ Bucket: 'other', Key, Body: Key }))
      expect(await (await s3.send(new GetObjectCommand({ Bucket: 'other', Key }))).Body?.transformToString()).toBe(Key)
    }
    expect(await textOf('safe')).toBe('safe')
  })

  test('that is missing is a 404, as is a bucket', async () => {
    expect(await refusal(get('nothing'))).toBe('NoSuchKey')
    expect(await refusal(head('nothing'))).toBe('NotFound')
    expect(await refusal(s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'x' })))).toBe('NoSuchBucket')
    expect(await refusal(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' })))).toBe('NotFound')
  })

  test('is replaced by a later one, and a reader of the old one still reads it to its end', async () => {
    const old = 'old'.repeat(500_000)
    await put('replaced', old)
    const reading = await get('replaced')
    await put('replaced', 'new')
    expect(await reading.Body?.transformToString()).toBe(old)
    expect(await textOf('replaced')).toBe('new')
  })

  test('survives a restart', async () => {
    let own = await startS3({ B: bucket('b') })
    try {
      await own.client().send(new PutObjectCommand({ Bucket: 'b', Key: 'kept', Body: 'kept', ContentType: 'text/plain' }))
      own = await own.restart()
      const answer = await own.client().send(new GetObjectCommand({ Bucket: 'b', Key: 'kept' }))
      expect(await answer.Body?.transformToString()).toBe('kept')
      expect(answer.ContentType).toBe('text/plain')
    } finally {
      await own.stop()
    }
  })
})

describe('a range', () => {
  beforeAll(() => put('digits', '0123456789', { ContentType: 'text/plain' }))

  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('%s is %s', async (Range, text, ContentRange) => {
    const answer = await get('digits', { Range })
    expect(answer).toMatchObject({ ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } })
    expect(await answer.Body?.transformToString()).toBe(text)
  })

  test.each(['bytes=10-', 'bytes=-0'])('%s cannot be satisfied', async Range => {
    expect(await refusal(get('digits', { Range }))).toBe('InvalidRange')
  })

  test.each(['bytes=5-2', 'bytes=1-2,4-5', 'lines=1-2', 'bytes=-'])('%s is ignored', async Range => {
    expect(await textOf('digits', { Range })).toBe('0123456789')
  })
})

describe('a condition', () => {
  test('on reading spares what the reader has', async () => {
    const { ETag } = await put('seen', 'seen')
    expect((await fetch(await cloud.presign('GET', '/films/seen'), { headers: { 'if-none-match': ETag ?? '' } })).status).toBe(304)
    expect((await fetch(await cloud.presign('GET', '/films/seen'), { headers: { 'if-modified-since': new Date(Date.now() + 5000).toUTCString() } })).status).toBe(304)
    expect(await textOf('seen', { IfModifiedSince: new Date(0) })).toBe('seen')
    expect(await textOf('seen', { IfMatch: ETag })).toBe('seen')
    expect(await refusal(get('seen', { IfMatch: '"other"' }))).toBe('PreconditionFailed')
    expect(await refusal(get('seen', { IfUnmodifiedSince: new Date(0) }))).toBe('PreconditionFailed')
  })

  test('on writing lets one of many writers create', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => refusal(put('once', `writer ${index}`, { IfNoneMatch: '*' }))))
    expect(outcomes.filter(outcome => outcome === 'no error')).toHaveLength(1)
    expect(outcomes.filter(outcome => outcome === 'PreconditionFailed')).toHaveLength(7)
  })

  test('on writing replaces only what the writer saw', async () => {
    const { ETag } = await put('version', 'one')
    expect(await refusal(put('version', 'two', { IfMatch: ETag }))).toBe('no error')
    expect(await refusal(put('version', 'three', { IfMatch: ETag }))).toBe('PreconditionFailed')
    expect(await refusal(put('never', 'x', { IfMatch: ETag }))).toBe('NoSuchKey')
    expect(await textOf('version')).toBe('two')
  })
})

describe('a body', () => {
  test('is held to the digests that came with it', async () => {
    const [right, wrong] = ['right', 'wrong'].map(text => createHash('md5').update(text).digest('base64'))
    expect(await refusal(put('digest', 'right', { ContentMD5: right }))).toBe('no error')
    expect(await refusal(put('digest', 'right', { ContentMD5: wrong }))).toBe('BadDigest')
    expect(await refusal(put('digest', 'right', { ContentMD5: 'short' }))).toBe('InvalidDigest')
    expect(await refusal(put('digest', 'right', { ChecksumCRC32: 'AAAAAA==' }))).toBe('BadDigest')
    expect(await refusal(put('digest', 'right', { ChecksumSHA256: createHash('sha256').update('wrong').digest('base64') }))).toBe('BadDigest')
    expect(await textOf('digest')).toBe('right')
  })

  test('brings its checksum in a header or behind it, and the checksum is told again', async () => {
    const checking = cloud.client(undefined, { requestChecksumCalculation: 'WHEN_SUPPORTED', responseChecksumValidation: 'WHEN_SUPPORTED' })
    const whole = await checking.send(new PutObjectCommand({ Bucket: 'films', Key: 'crc', Body: 'hello' }))
    expect(whole.ChecksumCRC32).toBe('NhCmhg==')
    const streamed = await checking.send(new PutObjectCommand({ Bucket: 'films', Key: 'crc', Body: Readable.from([Buffer.from('hel'), Buffer.from('lo')]), ContentLength: 5 }))
    expect(streamed.ChecksumCRC32).toBe('NhCmhg==')
    const answer = await checking.send(new GetObjectCommand({ Bucket: 'films', Key: 'crc', ChecksumMode: 'ENABLED' }))
    expect(answer.ChecksumCRC32).toBe('NhCmhg==')
    expect(await answer.Body?.transformToString()).toBe('hello')
  })

  test('that is cut leaves nothing, neither object nor bytes', async () => {
    const url = new URL(await cloud.presign('PUT', '/films/cut'))
    const socket = connect(Number(url.port), '127.0.0.1')
    await new Promise(resolve => socket.once('connect', resolve))
    socket.write(`PUT ${url.pathname}${url.search} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: 1000\r\n\r\n${'x'.repeat(500)}`)
    const bytes = () => filesUnder(cloud, 'films')
    const before = cloud.cloud.use('s3').list('films').length
    await vi.waitFor(() => expect(bytes()).toBeGreaterThan(before))
    socket.destroy()
    await vi.waitFor(() => expect(bytes()).toBe(before))
    expect(await refusal(head('cut'))).toBe('NotFound')
  })
})

describe('a copy', () => {
  test('has the bytes and the metadata of its source', async () => {
    await put('source ü', 'copied', { ContentType: 'text/plain', Metadata: { owner: 'ana' } })
    const { CopyObjectResult } = await s3.send(new CopyObjectCommand({ Bucket: 'other', Key: 'copy', CopySource: `films/${encodeURIComponent('source ü')}` }))
    expect(CopyObjectResult?.ETag).toBe(`"${md5('copied')}"`)
    expect(await head('copy', 'other')).toMatchObject({ ContentType: 'text/plain', Metadata: { owner: 'ana' } })
    await s3.send(new DeleteObjectCommand({ Bucket: 'films', Key: 'source ü' }))
    expect(await (await s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'copy' }))).Body?.transformToString()).toBe('copied')
  })

  test('onto itself must change something', async () => {
    await put('self', 'self')
    const copy = { Bucket: 'films', Key: 'self', CopySource: 'films/self' }
    expect(await refusal(s3.send(new CopyObjectCommand(copy)))).toBe('InvalidRequest')
    await s3.send(new CopyObjectCommand({ ...copy, MetadataDirective: 'REPLACE', ContentType: 'text/html' }))
    expect(await head('self')).toMatchObject({ ContentType: 'text/html', ContentLength: 4 })
  })

  test('of nothing is NoSuchKey', async () => {
    expect(await refusal(s3.send(new CopyObjectCommand({ Bucket: 'films', Key: 'x', CopySource: 'other/nothing' })))).toBe('NoSuchKey')
  })
})

describe('deleting', () => {
  test('what is not there is no error', async () => {
    expect(await refusal(s3.send(new DeleteObjectCommand({ Bucket: 'films', Key: 'never was' })))).toBe('no error')
  })

  test('takes many keys at once, with whatever characters', async () => {
    const keys = ['many/1', 'many/ 2 & <3>', 'many/\u00fc']
    for (const key of keys) await put(key, key)
    const { Deleted, Errors } = await s3.send(new DeleteObjectsCommand({ Bucket: 'films', Delete: { Objects: [...keys, 'many/absent'].map(Key => ({ Key })) } }))
    expect(Deleted?.map(one => one.Key)).toEqual([...keys, 'many/absent'])
    expect(Errors ?? []).toEqual([])
    for (const key of keys) expect(await refusal(head(key))).toBe('NotFound')
  })
})

test('a link may name the type and file name of what it gives', async () => {
  await put('link', 'link')
  const answer = await fetch(await cloud.presign('GET', '/films/link', { query: { 'response-content-type': 'text/vtt', 'response-content-disposition': 'attachment' } }))
  expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual(['text/vtt', 'attachment'])
})

test('a bucket tells that it is there and where', async () => {
  expect(await s3.send(new HeadBucketCommand({ Bucket: 'films' }))).toMatchObject({ BucketRegion: 'us-east-1' })
  expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'films' }))).LocationConstraint).toBeUndefined()
})

test('what is not implemented is refused, not ignored', async () => {
  expect(await refusal(put('tagged', 'x', { Tagging: 'a=b' }))).toBe('NotImplemented')
  const acl = await fetch(await cloud.presign('GET', '/films/link', { query: { acl: '' } }))
  expect([acl.status, await acl.text()]).toEqual([400, expect.stringContaining('UnknownOperationException')])
})

const filesUnder = (own: TestCloud, name: string): number => readdirSync(`${own.cloud.stateDir}/s3/${name}/bytes`).length
