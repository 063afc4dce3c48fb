/** The reconciler's part in a job of MediaConvert: starts what is claimed, follows what runs. */
import { log } from '../../platform/log.ts'
import { jobDone, jobFailed, jobLost, jobProgressed, jobStarted, type EncodingKind, type Film, type Job } from '../film.ts'
import { claim, moved } from './claim-job.ts'
import { posterBase } from './output-names.ts'
import type { ReconcileEffects } from './reconcile-video.ts'
import { claimIsFreshSeconds } from './when-to-wake.ts'

/** Answers whether the film moved. */
export async function seeToJob(film: Film, kind: EncodingKind, effects: ReconcileEffects): Promise<boolean> {
  const job = film.jobs[kind]
  if (job?.status === 'claimed') return start(film, kind, job, effects)
  if (job?.status === 'running') return follow(film, kind, job, effects)
  return false
}

/**
 * Starts a claimed job, once its time has come. If an earlier run was cut off between asking and writing down the answer,
 * the same token gets the same job; once MediaConvert has forgotten the token, a new claim under a new prefix is made,
 * and the job of the lost answer, if there was one, is ended when it is heard of (unknown-job.ts).
 */
async function start(film: Film, kind: EncodingKind, job: Job, effects: ReconcileEffects): Promise<boolean> {
  const { objects, store, transcoder, filmsAhead, now } = effects
  const waited = now().getTime() - Date.parse(job.claimedAt)
  if (waited < 0) return false
  if (waited > claimIsFreshSeconds * 1000) return claim(film, kind, job.rungs, job.withPoster, effects)
  const id = await transcoder.start({
    videoId: film.id, ownerId: film.ownerId, kind, ahead: await filmsAhead(film), source: film.source!, rungs: job.rungs, withPoster: job.withPoster, tileEverySeconds: job.tileEverySeconds, token: job.token, language: film.language,
    input: objects.sourceUrl(film.sourceKey), output: objects.outputUrl(job.prefix),
  })
  const after = await store.change(film.id, latest => (latest.jobs[kind]?.token === job.token && latest.jobs[kind].status === 'claimed' ? (id === null ? jobFailed(latest, kind) : jobStarted(latest, kind, id)) : latest))
  // The film was swept away or claimed anew meanwhile: nobody will ask for this job again.
  if (id !== null && after?.jobs[kind]?.token !== job.token) await transcoder.cancel(id)
  return moved(film, after)
}

async function follow(film: Film, kind: EncodingKind, job: Job, { objects, store, transcoder, now, newToken }: ReconcileEffects): Promise<boolean> {
  const news = await transcoder.look(job.id!)
  const pictures = news.state === 'done' && job.withPoster ? await objects.outputs(job.prefix + posterBase) : []
  const token = newToken()
  const after = await store.change(film.id, latest => {
    if (latest.jobs[kind]?.id !== job.id || latest.processing !== 'transcoding') return latest
    switch (news.state) {
      case 'done': return jobDone(latest, kind, pictures, now())
      case 'failed': return jobFailed(latest, kind)
      case 'lost': return jobLost(latest, kind, token, now())
      case 'running': return jobProgressed(latest, kind, job.id!, news.percent)
    }
  })
  // Progress alone is no reason to look again at once.
  if (news.state === 'running' || !moved(film, after)) return false
  if (news.state !== 'done') log.warn('A job of MediaConvert failed', { kind, jobId: job.id, state: news.state, reason: news.message })
  return true
}
