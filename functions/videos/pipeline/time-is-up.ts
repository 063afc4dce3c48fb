/** Every film ends: what is neither ready nor failed after a while is not waited for any more. */
import { log } from '../../platform/log.ts'
import { overdue, type Film } from '../film.ts'
import { moved } from './claim-job.ts'
import type { ReconcileEffects } from './reconcile-video.ts'
import { seeToJob } from './see-to-job.ts'

/**
 * A queue may be long, hence the stage's patience; and a film of twelve hours may be worked on for longer than it lasts,
 * hence twice its own length besides. Counted from when this attempt began.
 */
export const isOverdue = ({ underWaySince, source }: Pick<Film, 'underWaySince' | 'source'>, patienceSeconds: number, now: Date): boolean =>
  underWaySince !== undefined && now.getTime() >= Date.parse(underWaySince) + (patienceSeconds + 2 * (source?.durationSeconds ?? 0)) * 1000

/** Its jobs are stopped first: one that ran on would write for nobody. What had come to its end by itself counts as it ended. */
export async function endOverdue(film: Film, effects: ReconcileEffects): Promise<boolean> {
  for (const kind of ['first', 'ladder'] as const) {
    const job = film.jobs[kind]
    if (job?.status !== 'running') continue
    try {
      if (await seeToJob(film, kind, effects)) return true
      await effects.transcoder.cancel(job.id!)
    } catch (error) {
      log.error('A job whose time is up could not be stopped', { kind, jobId: job.id, error })
    }
  }
  const after = await effects.store.change(film.id, latest => (latest.processing === film.processing && isOverdue(latest, effects.mostProcessingSeconds, effects.now()) ? overdue(latest, effects.now()) : latest))
  if (moved(film, after)) log.error('A film was not ready in time', { processing: film.processing, underWaySince: film.underWaySince })
  return moved(film, after)
}

/** A film that was under way before anybody noted since when: from now on. */
export async function beginToCount(film: Film, { store, now }: Pick<ReconcileEffects, 'store' | 'now'>): Promise<boolean> {
  return moved(film, await store.change(film.id, latest => (latest.processing !== film.processing || latest.underWaySince ? latest : { ...latest, underWaySince: now().toISOString() })))
}
