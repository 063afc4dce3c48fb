import { AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand, DeleteObjectCommand, DeleteObjectsCommand, GetBucketLocationCommand, GetObjectCommand, HeadBucketCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, ListPartsCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import type { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../../local/plugin.ts'
import { bucket, refusal, role, startS3 } from './support.ts'
import type { TestCloud } from './support.ts'

const FILMS = 'arn:aws:s3:::films'
const DISTRIBUTION = 'arn:aws:cloudfront::000000000000:distribution/E1'
const actions = ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'ListBucketMultipartUploads', 'ListMultipartUploadParts', 'AbortMultipartUpload', 'GetBucketLocation'] as const

let cloud: TestCloud
let uploadId: string | undefined
const as = (name: string): S3Client => cloud.client(cloud.keysOf(name))

beforeAll(async () => {
  cloud = await startS3({
    Films: bucket('films'),
    FilmsPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Films' },
        PolicyDocument: {
          Statement: [
            { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: [FILMS, `${FILMS}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
            { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: `${FILMS}/*`, Condition: { StringEquals: { 'AWS:SourceArn': DISTRIBUTION } } },
          ],
        },
      },
    },
    Everything: role('everything', { Action: 's3:*', Resource: '*' }),
    Nothing: role('nothing', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::others/*' }),
    Prefixed: role('prefixed', { Action: 's3:ListBucket', Resource: FILMS, Condition: { StringLike: { 's3:prefix': 'v/*' } } }),
    ReadsKept: role('reads-kept', { Action: ['s3:GetObject', 's3:DeleteObject'], Resource: `${FILMS}/kept/*` }),
    ...Object.fromEntries(actions.map(action => [action, role(action, { Action: `s3:${action}`, Resource: [FILMS, `${FILMS}/*`] })])),
  })
  const operator = cloud.client()
  for (const Key of ['film', 'kept/film']) await operator.send(new PutObjectCommand({ Bucket: 'films', Key, Body: 'x' }))
  uploadId = (await operator.send(new CreateMultipartUploadCommand({ Bucket: 'films', Key: 'part' }))).UploadId
})
afterAll(() => cloud.stop())

const film = { Bucket: 'films', Key: 'film' }
const part = () => ({ Bucket: 'films', Key: 'part', UploadId: uploadId })
const calls: [name: string, needs: (typeof actions)[number], call: (client: S3Client) => Promise<unknown>][] = [
  ['GetObject', 'GetObject', client => client.send(new GetObjectCommand(film))],
  ['HeadObject', 'GetObject', client => client.send(new HeadObjectCommand(film))],
  ['PutObject', 'PutObject', client => client.send(new PutObjectCommand({ ...film, Body: 'x' }))],
  ['DeleteObject', 'DeleteObject', client => client.send(new DeleteObjectCommand({ ...film, Key: 'absent' }))],
  ['ListObjectsV2', 'ListBucket', client => client.send(new ListObjectsV2Command({ Bucket: 'films' }))],
  ['HeadBucket', 'ListBucket', client => client.send(new HeadBucketCommand({ Bucket: 'films' }))],
  ['GetBucketLocation', 'GetBucketLocation', client => client.send(new GetBucketLocationCommand({ Bucket: 'films' }))],
  ['CreateMultipartUpload', 'PutObject', client => client.send(new CreateMultipartUploadCommand(film))],
  ['UploadPart', 'PutObject', client => client.send(new UploadPartCommand({ ...part(), PartNumber: 1, Body: 'x' }))],
  ['ListParts', 'ListMultipartUploadParts', client => client.send(new ListPartsCommand(part()))],
  ['ListMultipartUploads', 'ListBucketMultipartUploads', client => client.send(new ListMultipartUploadsCommand({ Bucket: 'films' }))],
]

test.each(calls)('%s needs s3:%s, and nothing else', async (_name, needs, call) => {
  expect(await refusal(call(as(needs)))).toBe('no error')
  for (const other of actions.filter(action => action !== needs)) expect(await refusal(call(as(other)))).not.toBe('no error')
})

test('completing needs s3:PutObject, aborting its own action', async () => {
  const complete = new CompleteMultipartUploadCommand({ ...part(), MultipartUpload: { Parts: [] } })
  expect(await refusal(as('AbortMultipartUpload').send(complete))).toBe('AccessDenied')
  expect(await refusal(as('PutObject').send(complete))).toBe('MalformedXML')
  const abort = new AbortMultipartUploadCommand({ ...part(), UploadId: 'absent' })
  expect(await refusal(as('PutObject').send(abort))).toBe('AccessDenied')
  expect(await refusal(as('AbortMultipartUpload').send(abort))).toBe('NoSuchUpload')
})

test('a copy needs to read its source and to write its destination', async () => {
  const copy = new CopyObjectCommand({ Bucket: 'films', Key: 'copy', CopySource: 'films/film' })
  expect(await refusal(as('GetObject').send(copy))).toBe('AccessDenied')
  expect(await refusal(as('PutObject').send(copy))).toBe('AccessDenied')
  expect(await refusal(as('everything').send(copy))).toBe('no error')
})

test('a refusal names who, what and on which resource', async () => {
  await expect(as('nothing').send(new GetObjectCommand(film))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining(`role/nothing is not authorized to perform: s3:GetObject on resource: ${FILMS}/film`),
    $metadata: { httpStatusCode: 403 },
  })
})

test('who may not list a bucket does not learn which keys are missing', async () => {
  const absent = { Bucket: 'films', Key: 'absent' }
  await expect(as('GetObject').send(new HeadObjectCommand(absent))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
  expect(await refusal(as('GetObject').send(new GetObjectCommand(absent)))).toBe('AccessDenied')
  expect(await refusal(as('everything').send(new GetObjectCommand(absent)))).toBe('NoSuchKey')
})

test('a role may be held to a prefix', async () => {
  const list = (Prefix?: string) => refusal(as('prefixed').send(new ListObjectsV2Command({ Bucket: 'films', Prefix })))
  expect([await list('v/1'), await list('w/1'), await list()]).toEqual(['no error', 'AccessDenied', 'AccessDenied'])
})

test('deleting many, each key stands for itself', async () => {
  const { Deleted, Errors } = await as('reads-kept').send(new DeleteObjectsCommand({ Bucket: 'films', Delete: { Objects: [{ Key: 'kept/gone' }, { Key: 'film' }] } }))
  expect(Deleted).toEqual([{ Key: 'kept/gone' }])
  expect(Errors).toMatchObject([{ Key: 'film', Code: 'AccessDenied' }])
})

test('CloudFront reads for its distribution only, and only reads', async () => {
  const s3 = cloud.cloud.use('s3')
  const cloudFront = (sourceArn: string): Caller => ({ kind: 'service', principal: 'cloudfront.amazonaws.com', sourceArn })
  const { body, size, contentType } = await s3.get('films', 'kept/film', cloudFront(DISTRIBUTION))
  expect([await body.toArray().then(String), size, contentType]).toEqual(['x', 1, 'application/octet-stream'])
  expect(await refusal(s3.get('films', 'kept/film', cloudFront(DISTRIBUTION.replace('E1', 'E2'))))).toBe('AccessDenied')
  expect(await refusal(s3.put('films', 'kept/film', Buffer.from('y'), cloudFront(DISTRIBUTION)))).toBe('AccessDenied')
  expect(await refusal(s3.get('films', 'absent', cloudFront(DISTRIBUTION)))).toBe('AccessDenied')
})
