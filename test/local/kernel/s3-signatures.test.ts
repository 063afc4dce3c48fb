/** Bodies that stream, and signatures in the query: what only S3 does. The service behind is a stand-in that reads the body. */
import { createHmac, createHash } from 'node:crypto'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SignatureV4 } from '@smithy/signature-v4'
import { AwsClient } from 'aws4fetch'
import { describe, expect, test } from 'vitest'
import type { RunningCloud } from '../../../local/kernel/start.ts'
import type { CreatePlugin } from '../../../local/plugin.ts'
import { cloudOf, roleWith, workerKeys, WORKER } from './support.ts'

/** Answers with what arrived; errors as S3 writes them. */
const s3: CreatePlugin = () => ({
  name: 's3', resources: {},
  api: {
    signingName: 's3',
    unsignedOperation: wire => (wire.method === 'OPTIONS' ? 'Preflight' : null),
    operationOf: () => 'PutObject',
    permissions: (_, { url }) => [{ action: 's3:PutObject', resource: `arn:aws:s3:::${url.pathname.slice(1)}` }],
    async handle(operation, wire) {
      const text = await wire.text()
      return { status: 200, headers: { etag: text }, body: JSON.stringify({ operation, text, caller: wire.caller.principal, presigned: wire.presigned, length: wire.headers['content-length'], crc: wire.headers['x-amz-checksum-crc32'] }) }
    },
    error: error => ({ status: error.status, headers: { 'content-type': 'application/xml' }, body: `<Error><Code>${error.code}</Code><Message>${error.message}</Message></Error>` }),
  },
})
const start = (action = 's3:PutObject') => cloudOf({ app: { template: { Resources: { Role: roleWith({ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::films/*' }) } } } }, [s3])

interface Signing { readonly expires?: number; readonly headers?: Record<string, string>; readonly key?: string; readonly datetime?: string }
async function presign(running: RunningCloud, { expires = 300, headers = {}, key = 'v/1.mp4', datetime }: Signing = {}): Promise<string> {
  const signer = new AwsClient({ ...workerKeys(running.cloud), service: 's3', region: 'us-east-1' })
  const signed = await signer.sign(`${running.endpoint}/films/${key}?X-Amz-Expires=${expires}`, { method: 'PUT', headers, aws: { signQuery: true, allHeaders: true, ...(datetime && { datetime }) } })
  return signed.url
}
const put = async (url: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url, { method: 'PUT', body, headers })
  return { status: response.status, text: await response.text() }
}
const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, '')

describe('a presigned URL', () => {
  test('carries the rights of who signed it', async () => {
    const running = await start()
    expect(JSON.parse((await put(await presign(running), 'film')).text)).toMatchObject({ text: 'film', caller: WORKER, presigned: true })
  })
  test('is worth nothing when its signer may not do it', async () => {
    const running = await start('s3:GetObject')
    expect(await put(await presign(running), 'film')).toMatchObject({ status: 403, text: expect.stringMatching(/<Code>AccessDenied<.*s3:PutObject/) })
  })
  test.each<[string, (url: string) => string]>([
    ['its key', url => url.replace('1.mp4', '2.mp4')],
    ['its life', url => url.replace('X-Amz-Expires=300', 'X-Amz-Expires=301')],
    ['a parameter more', url => `${url}&partNumber=1`],
    ['its signature', url => url.replace(/Signature=./, found => found.slice(0, -1) + (found.endsWith('0') ? '1' : '0'))],
  ])('is refused with %s changed', async (_, change) => {
    const running = await start()
    expect(await put(change(await presign(running)), 'film')).toMatchObject({ status: 403, text: expect.stringContaining('SignatureDoesNotMatch') })
  })
  test('is refused with another length than the signed one', async () => {
    const running = await start()
    const url = await presign(running, { headers: { 'content-length': '4' } })
    expect((await put(url, 'film')).status).toBe(200)
    expect(await put(url, 'films')).toMatchObject({ status: 403, text: expect.stringContaining('SignatureDoesNotMatch') })
  })
  test('is refused with a header for S3 that was not signed', async () => {
    const running = await start()
    expect(await put(await presign(running), 'film', { 'x-amz-acl': 'public-read' })).toMatchObject({ status: 403, text: expect.stringContaining('not signed: x-amz-acl') })
  })
  test('ends with its life, and does not begin in the future', async () => {
    const running = await start()
    expect((await put(await presign(running, { datetime: at(-4) }), 'film')).status).toBe(200)
    expect(await put(await presign(running, { datetime: at(-6) }), 'film')).toMatchObject({ status: 403, text: expect.stringContaining('Request has expired') })
    expect(await put(await presign(running, { datetime: at(16) }), 'film')).toMatchObject({ status: 403, text: expect.stringContaining('RequestTimeTooSkewed') })
  })
  test('may not live longer than a week', async () => {
    const running = await start()
    expect(await put(await presign(running, { expires: 604_801 }), 'film')).toMatchObject({ status: 400 })
  })
  test.each(['ä ö/(1) & co.mp4', "it's+a=b,c;d.mp4", 'a//b.mp4', '100%.mp4'])('holds for a key like %s', async key => {
    const running = await start()
    expect((await put(await presign(running, { key: key.split('/').map(encodeURIComponent).join('/') }), 'film')).status).toBe(200)
  })
})

describe('a body', () => {
  const client = (running: RunningCloud, more: object = {}) =>
    new S3Client({ endpoint: running.endpoint, region: 'us-east-1', credentials: workerKeys(running.cloud), forcePathStyle: true, maxAttempts: 1, ...more })

  test('of the real SDK arrives, of known and of unknown length', async () => {
    const running = await start()
    for (const Body of ['film', Readable.from(['fi', 'lm'])]) {
      const sent = await client(running).send(new PutObjectCommand({ Bucket: 'films', Key: 'a', Body, ContentLength: 4 }))
      expect(sent.ETag).toBe('film')
    }
  })
  test('that is not the signed one is refused', async () => {
    const running = await start()
    const signed = await new AwsClient({ ...workerKeys(running.cloud), service: 's3', region: 'us-east-1' }).sign(`${running.endpoint}/films/a`, { method: 'PUT', body: 'film', headers: { 'x-amz-content-sha256': createHash('sha256').update('film').digest('hex') } })
    expect((await put(signed.url, 'film', Object.fromEntries(signed.headers))).status).toBe(200)
    expect(await put(signed.url, 'mlif', Object.fromEntries(signed.headers))).toMatchObject({ status: 400, text: expect.stringContaining('XAmzContentSHA256Mismatch') })
  })
  test('in frames arrives as it was before, its checksum after it', async () => {
    const running = await start()
    const body = '5\r\nslow \r\n8\r\nmachines\r\n0\r\nx-amz-checksum-crc32:sOO8/Q==\r\n\r\n'
    const { text } = await putSigned(running, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', body, 13)
    expect(JSON.parse(text)).toMatchObject({ text: 'slow machines', length: '13', crc: 'sOO8/Q==' })
  })
  test.each([['cut short', '5\r\nslow \r\n8\r\nmach', 'IncompleteBody'], ['with a frame too long', '4\r\nslow \r\n0\r\n\r\n', 'InvalidRequest'], ['without sizes', 'slow machines', 'IncompleteBody']])('in frames, %s, is refused', async (_, body, code) => {
    const running = await start()
    expect((await putSigned(running, 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', body, 13)).text).toContain(code)
  })
  test('in signed frames is checked frame by frame', async () => {
    const running = await start()
    const frames = (sign: ChunkSign) => ['slow ', 'machines', ''].map(data => `${data.length.toString(16)};chunk-signature=${sign(data)}\r\n${data}\r\n`).join('')
    expect(JSON.parse((await putSigned(running, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', frames, 13)).text)).toMatchObject({ text: 'slow machines' })
    const changed = (sign: ChunkSign) => frames(sign).replace('machines', 'machined')
    expect((await putSigned(running, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', changed, 13)).text).toContain('SignatureDoesNotMatch')
  })
  test('whose sender goes away fails, and the next request is served', async () => {
    const running = await start()
    const { headers } = await signHead(running, 'UNSIGNED-PAYLOAD', { 'content-length': '100' })
    await new Promise<void>(resolve => {
      const sending = request(`${running.endpoint}/films/a`, { method: 'PUT', headers })
      sending.on('error', () => resolve())
      sending.write('half', () => sending.destroy(new Error('gone')))
    })
    expect((await put(await presign(running), 'film')).status).toBe(200)
  })
})

test('a preflight needs no signature, anything else does', async () => {
  const running = await start()
  expect((await fetch(`${running.endpoint}/films/a`, { method: 'OPTIONS' })).status).toBe(200)
  const refused = await fetch(`${running.endpoint}/films/a`)
  expect([refused.status, await refused.text()]).toEqual([403, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'])
})

type ChunkSign = (data: string) => string
const sha256 = class {
  readonly #hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string)
  }
  update(data: Uint8Array | string) { this.#hash.update(data) }
  async digest() { return new Uint8Array(this.#hash.digest()) }
  reset() {}
}

async function signHead(running: RunningCloud, declared: string, headers: Record<string, string>) {
  const { hostname, port, host } = new URL(running.endpoint)
  const signer = new SignatureV4({ credentials: workerKeys(running.cloud), region: 'us-east-1', service: 's3', sha256, uriEscapePath: false, applyChecksum: false })
  return signer.sign({ method: 'PUT', protocol: 'http:', hostname, port: Number(port), path: '/films/a', query: {}, headers: { host, 'x-amz-content-sha256': declared, ...headers } })
}

/** A PUT whose head is signed with the given word for its body; the frames may sign on from the head's signature. */
async function putSigned(running: RunningCloud, declared: string, body: string | ((sign: ChunkSign) => string), length: number) {
  const { headers } = await signHead(running, declared, { 'x-amz-decoded-content-length': String(length), 'content-encoding': 'aws-chunked' })
  const [, scope, signature] = /Credential=[^/]+\/([^,]+),.*Signature=(\w+)/.exec(headers['authorization']!)!
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = scope!.split('/').reduce<string | Buffer>(hmac, `AWS4${workerKeys(running.cloud).secretAccessKey}`)
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  let previous = signature!
  const sign: ChunkSign = data => (previous = hmac(key, `AWS4-HMAC-SHA256-PAYLOAD\n${headers['x-amz-date']}\n${scope}\n${previous}\n${digest('')}\n${digest(data)}`).toString('hex'))
  return put(`${running.endpoint}/films/a`, typeof body === 'string' ? body : body(sign), headers)
}
