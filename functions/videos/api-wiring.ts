/**
 * What the API of this domain needs, apart from the pipeline's effects. Opening and listing films needs DynamoDB only;
 * the clients of S3 and of the edge's store are loaded when somebody uploads or edits, so that they cost no cold start.
 */
import type { S3Client } from '@aws-sdk/client-s3'
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { awsClient } from '../platform/aws-fetch.ts'
import { readEnv } from '../platform/env.ts'
import { once } from '../platform/once.ts'
import { readTogether } from '../platform/read-together.ts'
import { secretOf } from '../platform/secrets.ts'
import { ChannelReference } from '../platform/shared-keys.ts'
import { env as shape } from './env.ts'
import { videoStore } from './video-store.ts'

const now = () => new Date()

export function wiring() {
  const env = readEnv(shape)
  let s3: S3Client | undefined
  return {
    now,
    store: videoStore({ undoWindowSeconds: env.UNDO_WINDOW_SECONDS, now }),
    bucket: once(async () => {
      const [{ S3Client }, { uploadBucket }] = await Promise.all([import('@aws-sdk/client-s3'), import('./upload-bucket.ts')])
      // Path-style where an endpoint is configured, the bucket's own host on AWS.
      const custom = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL
      const endpoint = custom ? `${custom}/${env.UPLOADS_BUCKET}` : `https://${env.UPLOADS_BUCKET}.s3.${process.env.AWS_REGION}.amazonaws.com`
      // An empty body's checksum in a presigned address would refuse every upload.
      return uploadBucket(new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }), awsClient('s3'), endpoint, env.UPLOADS_BUCKET)
    }),
    async putVtt(key: string, vtt: string) {
      const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
      s3 ??= new S3Client({})
      // Its name is new with every change: whoever has it may keep it.
      await s3.send(new PutObjectCommand({ Bucket: env.FILMS_BUCKET, Key: key, Body: vtt, ContentType: 'text/vtt; charset=utf-8', CacheControl: 'max-age=31536000, immutable' }))
    },
    edge: once(async () => (await import('../platform/edge-store.ts')).edgeStore(env.KEY_VALUE_STORE_ARN)),
    playbackSecret: secretOf(env.PLAYBACK_SECRET_ARN),
    undoWindowSeconds: env.UNDO_WINDOW_SECONDS,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    async findChannel(id: string) {
      const [channel] = await readTogether([ChannelReference.build(BatchGetRequest).key({ id })], { consistent: true })
      return channel ?? null
    },
  }
}
