/** The real effects of this domain, each built once, when first asked for. */
import { MediaConvertClient } from '@aws-sdk/client-mediaconvert'
import { S3Client } from '@aws-sdk/client-s3'
import { edgeStore } from '../platform/edge-store.ts'
import { readEnv } from '../platform/env.ts'
import { newId } from '../platform/ids.ts'
import { answeredWithin } from '../platform/patience.ts'
import { sendWork } from '../platform/send-work.ts'
import { channelChangedEnv, pipelineEnv } from './env.ts'
import { filmObjects } from './pipeline/film-objects.ts'
import { filmsAhead } from './pipeline/films-ahead.ts'
import { presentOwner } from './owner/present-owner.ts'
import type { ReconcileEffects } from './pipeline/reconcile-video.ts'
import { transcoder } from './pipeline/transcoder.ts'
import { videoStore, type VideoStore } from './video-store.ts'

const now = () => new Date()
/** What is not answered in three tries, the film's next turn does. */
const patience = answeredWithin(8000)

let storeOnce: VideoStore | undefined
export const store = (): VideoStore => (storeOnce ??= videoStore({ undoWindowSeconds: readEnv(channelChangedEnv).UNDO_WINDOW_SECONDS, now }))

let effectsOnce: ReconcileEffects | undefined
export function reconcileEffects(): ReconcileEffects {
  return (effectsOnce ??= buildEffects())
}

function buildEffects(): ReconcileEffects {
  const env = readEnv(pipelineEnv)
  return {
    store: store(),
    objects: filmObjects(new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', ...patience }), { uploads: env.UPLOADS_BUCKET, films: env.FILMS_BUCKET }),
    transcoder: transcoder(new MediaConvertClient(patience), { roleArn: env.MEDIACONVERT_ROLE_ARN, queueArn: env.MEDIACONVERT_QUEUE_ARN }),
    askForCopy: async (videoId, token) => void (await sendWork(env.COPY_QUEUE_URL, { videoId, token })),
    askForStoryboard: async (videoId, prefix) => void (await sendWork(env.STORYBOARD_QUEUE_URL, { videoId, prefix })),
    edge: edgeStore(env.KEY_VALUE_STORE_ARN),
    filmsAhead,
    ownerOf: presentOwner,
    maxDurationSeconds: env.MAX_DURATION_SECONDS,
    mostProcessingSeconds: env.MOST_PROCESSING_SECONDS,
    undoWindowSeconds: env.UNDO_WINDOW_SECONDS,
    now,
    newToken: () => newId('job'),
  }
}
