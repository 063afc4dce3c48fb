/** Jobs that their film does not know. */
import type { Film } from '../film.ts'
import type { ReconcileEffects } from './reconcile-video.ts'

/** News of a job of ours. `output`: where it writes, `s3://<bucket>/<prefix>`. */
export interface JobHeardOf { readonly jobId: string; readonly status: string; readonly videoId: string; readonly output: string }

const isOver = (status: string) => status === 'COMPLETE' || status === 'ERROR' || status === 'CANCELED'

/**
 * Whoever started it was cut off before it could be written down, and the film was swept away or claimed anew
 * meanwhile: it is stopped, and what it has written goes once it writes no more. Answers whether it was such a job.
 * Every claim has a prefix of its own, which its film speaks of as long as anything below it is wanted.
 */
export async function endUnknownJob({ jobId, status, videoId, output }: JobHeardOf, { store, objects, transcoder }: Pick<ReconcileEffects, 'store' | 'objects' | 'transcoder'>): Promise<boolean> {
  const prefix = prefixOf(output)
  if (!prefix.startsWith(`v/${videoId}/`)) return false
  const film = await store.find(videoId)
  if (film && speaksOf(film, prefix)) return false
  await (isOver(status) ? objects.deleteOutputs(prefix) : transcoder.cancel(jobId))
  return true
}

const prefixOf = (output: string) => /^s3:\/\/[^/]+\/(.+\/)$/.exec(output)?.[1] ?? ''
const speaksOf = (film: Film, prefix: string) => JSON.stringify(film).includes(prefix)
