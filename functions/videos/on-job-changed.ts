/** MediaConvert says how a job goes. Progress is noted from the event itself; anything else wakes the reconciler, which asks MediaConvert. */
import * as z from 'zod'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { jobProgressed } from './film.ts'
import { onEachVersion } from './replacement/replacement.ts'
import { reconcileVideo } from './pipeline/reconcile-video.ts'
import { endUnknownJob } from './pipeline/unknown-job.ts'
import { reconcileEffects } from './wiring.ts'

const jobChanged = z.object({
  jobId: z.string(),
  status: z.string(),
  userMetadata: z.object({ videoId: z.string(), kind: z.enum(['first', 'ladder', 'frame']), output: z.string() }).partial().optional(),
  jobProgress: z.object({ jobPercentComplete: z.number().optional() }).optional(),
})

export const handler = queueConsumer(jobChanged, async ({ detail: { jobId, status, userMetadata: { videoId, kind, output } = {}, jobProgress } }) => {
  // Somebody else's job in the same account.
  if (!videoId || !kind) return
  const effects = reconcileEffects()
  // A job that was started by an earlier release does not say where it writes.
  if (output && await endUnknownJob({ jobId, status, videoId, output }, effects)) return
  if (status !== 'STATUS_UPDATE') return reconcileVideo(videoId, effects)
  // One frame has no progress to tell.
  if (kind !== 'frame') await effects.store.change(videoId, film => onEachVersion(film, version => jobProgressed(version, kind, jobId, jobProgress?.jobPercentComplete ?? 0), effects.now()))
})
