import { CreateMultipartUploadCommand, HeadObjectCommand, ListPartsCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bucket, refusal, role, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

const PAGE = 'http://localhost:4000'
let cloud: TestCloud
let upload: { Bucket: string; Key: string; UploadId: string | undefined }
beforeAll(async () => {
  cloud = await startS3({
    Uploads: bucket('uploads', {
      CorsConfiguration: { CorsRules: [{ AllowedOrigins: [PAGE, 'https://*.example.com'], AllowedMethods: ['PUT'], AllowedHeaders: ['content-type', 'x-amz-*'], ExposedHeaders: ['ETag'], MaxAge: 600 }] },
    }),
    Api: role('api', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::uploads/in/*' }),
  })
  const { UploadId } = await cloud.client().send(new CreateMultipartUploadCommand({ Bucket: 'uploads', Key: 'in/film' }))
  upload = { Bucket: 'uploads', Key: 'in/film', UploadId }
})
afterAll(() => cloud.stop())

const partUrl = (size: number, partNumber = '1', path = '/uploads/in/film') =>
  cloud.presign('PUT', path, { credentials: cloud.keysOf('api'), headers: { 'content-length': String(size) }, query: { partNumber, uploadId: upload.UploadId ?? '' } })
const send = (url: string, body: string, headers: Record<string, string> = {}) => fetch(url, { method: 'PUT', body, headers: { origin: PAGE, ...headers } })
const codeIn = async (response: Response) => /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]

test('a part of the signed size arrives, and the page may read its ETag', async () => {
  const response = await send(await partUrl(5), 'bytes')
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBe(PAGE)
  expect(response.headers.get('access-control-expose-headers')).toBe('ETag')
  const { Parts } = await cloud.client().send(new ListPartsCommand(upload))
  expect(Parts).toMatchObject([{ PartNumber: 1, Size: 5, ETag: response.headers.get('etag') }])
})

test.each(['byte', 'bytes!'])('a part of another size is refused: %s', async body => {
  const response = await send(await partUrl(5, '2'), body)
  expect([response.status, await codeIn(response)]).toEqual([403, 'SignatureDoesNotMatch'])
  expect((await cloud.client().send(new ListPartsCommand(upload))).Parts?.some(part => part.PartNumber === 2) ?? false).toBe(false)
})

test('a link for one part is no link for another, nor for another key', async () => {
  const url = await partUrl(5)
  expect(await codeIn(await send(url.replace('partNumber=1', 'partNumber=3'), 'bytes'))).toBe('SignatureDoesNotMatch')
  expect(await codeIn(await send(url.replace('/in/film', '/in/other'), 'bytes'))).toBe('SignatureDoesNotMatch')
  expect(await codeIn(await send(url.replace(/X-Amz-Signature=..../, 'X-Amz-Signature=0000'), 'bytes'))).toBe('SignatureDoesNotMatch')
})

test('a link carries the permissions of its signer, no more', async () => {
  const response = await send(await cloud.presign('PUT', '/uploads/elsewhere', { credentials: cloud.keysOf('api') }), 'bytes')
  const message = await response.text()
  expect(response.status).toBe(403)
  expect(message).toContain('AccessDenied')
  expect(message).toContain('arn:aws:iam::000000000000:role/api is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::uploads/elsewhere')
  expect(await refusal(cloud.client().send(new HeadObjectCommand({ Bucket: 'uploads', Key: 'elsewhere' })))).toBe('NotFound')
})

test('nothing is public', async () => {
  expect((await fetch(`${cloud.endpoint}/uploads/in/film`)).status).toBe(403)
  expect((await fetch(`${cloud.endpoint}/uploads?list-type=2`)).status).toBe(403)
})

test('a page that may upload is told so before it does', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${cloud.endpoint}/uploads/in/film?partNumber=1`, { method: 'OPTIONS', headers })
  const yes = await ask({ origin: PAGE, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type, x-amz-checksum-crc32' })
  expect([yes.status, yes.headers.get('access-control-allow-origin'), yes.headers.get('access-control-allow-methods'), yes.headers.get('access-control-allow-headers'), yes.headers.get('access-control-max-age')])
    .toEqual([200, PAGE, 'PUT', 'content-type, x-amz-checksum-crc32', '600'])
  const wildcard = await ask({ origin: 'https://studio.example.com', 'access-control-request-method': 'PUT' })
  expect(wildcard.status).toBe(200)
  const refusals: Record<string, string>[] = [
    { origin: 'https://evil.test', 'access-control-request-method': 'PUT' },
    { origin: PAGE, 'access-control-request-method': 'DELETE' },
    { origin: PAGE, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
  ]
  for (const refused of refusals) expect((await ask(refused)).status).toBe(403)
})

test('a page can read why it was refused, a stranger cannot', async () => {
  const own = await send((await partUrl(5)).replace('/in/film', '/in/other'), 'bytes')
  expect(own.headers.get('access-control-allow-origin')).toBe(PAGE)
  const stranger = await send(await partUrl(5), 'bytes', { origin: 'https://evil.test' })
  expect(stranger.headers.get('access-control-allow-origin')).toBeNull()
})
