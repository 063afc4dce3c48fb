/** The real effects of drawing a storyboard, built once, when first asked for. */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { readEnv } from '../../platform/env.ts'
import { answeredWithin } from '../../platform/patience.ts'
import { storyboardEnv } from '../env.ts'
import { deleteBelow, keysBelow } from '../pipeline/s3-calls.ts'
import { videoStore } from '../video-store.ts'
import type { DrawEffects } from './draw-storyboard.ts'

let effectsOnce: DrawEffects | undefined
export const drawEffects = (): DrawEffects => (effectsOnce ??= buildEffects())

function buildEffects(): DrawEffects {
  const env = readEnv(storyboardEnv)
  const now = () => new Date()
  const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', ...answeredWithin(8000) })
  const Bucket = env.FILMS_BUCKET
  return {
    now,
    store: videoStore({ undoWindowSeconds: env.UNDO_WINDOW_SECONDS, now }),
    pictures: {
      keys: prefix => keysBelow(s3, Bucket, prefix),
      clear: prefix => deleteBelow(s3, Bucket, prefix),
      read: async Key => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToByteArray(),
      async write(Key, Body, ContentType) {
        await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, CacheControl: 'max-age=31536000, immutable' }))
      },
    },
  }
}
