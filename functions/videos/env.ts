import * as z from 'zod'
import { commonEnv, platformTableEnv } from '../platform/common-env.ts'

/** How long a deleted film can be brought back, in seconds: then its objects go. */
const undo = { UNDO_WINDOW_SECONDS: z.coerce.number().int().min(0).default(600) }
const edge = { KEY_VALUE_STORE_ARN: z.string().min(1) }

/** api.ts */
export const env = commonEnv.extend({
  ...edge,
  ...undo,
  UPLOADS_BUCKET: z.string().min(3),
  /** Captions and thumbnails only. */
  FILMS_BUCKET: z.string().min(3),
  PLAYBACK_SECRET_ARN: z.string().min(1),
  /** The largest file a stage takes, in bytes. */
  MAX_UPLOAD_BYTES: z.coerce.number().int().positive(),
})

/** on-source-uploaded.ts, on-job-changed.ts, every-minute-reconcile.ts: each may take any step of the pipeline. */
export const pipelineEnv = platformTableEnv.extend({
  ...edge,
  ...undo,
  UPLOADS_BUCKET: z.string().min(3),
  FILMS_BUCKET: z.string().min(3),
  /** The longest film a stage takes. */
  MAX_DURATION_SECONDS: z.coerce.number().positive(),
  /** How long a film may be under way until it ends as it is, besides twice its own length. */
  MOST_PROCESSING_SECONDS: z.coerce.number().positive(),
  MEDIACONVERT_ROLE_ARN: z.string().min(1),
  MEDIACONVERT_QUEUE_ARN: z.string().min(1),
  /** Where copies without encoding are asked for. */
  COPY_QUEUE_URL: z.url(),
  /** Where storyboards are asked for. */
  STORYBOARD_QUEUE_URL: z.url(),
})

/** on-copy-asked.ts */
export const copyEnv = platformTableEnv.extend({
  ...undo,
  UPLOADS_BUCKET: z.string().min(3),
  FILMS_BUCKET: z.string().min(3),
})

/** on-storyboard-asked.ts */
export const storyboardEnv = platformTableEnv.extend({ ...undo, FILMS_BUCKET: z.string().min(3) })

/** on-channel-changed.ts */
export const channelChangedEnv = platformTableEnv.extend(undo)

/** on-views-counted.ts */
export const viewsCountedEnv = platformTableEnv
