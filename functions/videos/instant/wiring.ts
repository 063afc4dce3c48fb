/** The real effects of a copy, built once, when first asked for. */
import { S3Client } from '@aws-sdk/client-s3'
import { readEnv } from '../../platform/env.ts'
import { answeredWithin } from '../../platform/patience.ts'
import { copyEnv } from '../env.ts'
import { videoStore } from '../video-store.ts'
import { copyObjects } from './copy-objects.ts'
import type { MakeCopyEffects } from './make-copy.ts'

let effectsOnce: MakeCopyEffects | undefined
export const copyEffects = (): MakeCopyEffects => (effectsOnce ??= buildEffects())

function buildEffects(): MakeCopyEffects {
  const env = readEnv(copyEnv)
  const now = () => new Date()
  return {
    store: videoStore({ undoWindowSeconds: env.UNDO_WINDOW_SECONDS, now }),
    objects: copyObjects(new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', ...answeredWithin(20_000) }), { uploads: env.UPLOADS_BUCKET, films: env.FILMS_BUCKET }),
    now,
  }
}
