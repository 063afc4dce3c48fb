/** The reconciler's step for a frame that its owner asked for: sees that the job is started, followed, and its picture kept. */
import { newId } from '../../platform/ids.ts'
import { thumbnailsFolder } from '../../platform/shared-film.ts'
import { moved } from '../pipeline/claim-job.ts'
import type { Film } from '../film.ts'
import { unusedAtRest } from '../pipeline/leftovers.ts'
import { posterBase } from '../pipeline/output-names.ts'
import type { ReconcileEffects } from '../pipeline/reconcile-video.ts'
import { claimIsFreshSeconds } from '../pipeline/when-to-wake.ts'
import { frameClaimedAgain, frameFailed, frameStarted, isFrameOverdue, openFrame, type FrameJob } from './frame-job.ts'
import { frameTaken } from './thumbnails.ts'

export async function seeToFrame(film: Film, effects: ReconcileEffects): Promise<boolean> {
  const job = openFrame(film)
  if (!job) return false
  return job.id === null ? start(film, job, effects) : follow(film, job, job.id, effects)
}

/** As with the film's other jobs: the same token gets the same job for a minute, afterwards a new claim is made. */
async function start(film: Film, job: FrameJob, { store, objects, transcoder, now, newToken }: ReconcileEffects): Promise<boolean> {
  if (now().getTime() > Date.parse(job.claimedAt) + claimIsFreshSeconds * 1000) {
    const token = newToken()
    return moved(film, await change(film, job, { store }, latest => frameClaimedAgain(latest, token, now())))
  }
  const id = await transcoder.startFrame({
    videoId: film.id, ownerId: film.ownerId, source: film.source!, at: job.at, token: job.token, input: objects.sourceUrl(film.sourceKey), output: objects.outputUrl(job.prefix),
  })
  const after = await change(film, job, { store }, latest => (id === null ? frameFailed(latest, now()) : frameStarted(latest, id)))
  // The film was swept away, or another picture asked for meanwhile: nobody will ask for this job again.
  if (id !== null && (!after || openFrame(after)?.token !== job.token)) await transcoder.cancel(id)
  return moved(film, after)
}

async function follow(film: Film, job: FrameJob, id: string, { store, objects, transcoder, now }: ReconcileEffects): Promise<boolean> {
  const news = await transcoder.look(id)
  if (news.state === 'running') {
    if (!isFrameOverdue(job, now())) return false
    await transcoder.cancel(id)
  }
  const [picture] = news.state === 'done' ? await objects.outputs(job.prefix + posterBase) : []
  if (!picture) return moved(film, await change(film, job, { store }, latest => frameFailed(latest, now())))
  // Named by the claim: copied twice, it is the same.
  const key = `${thumbnailsFolder(film.id)}${job.token}.jpg`
  await objects.copyPoster(picture, key)
  return moved(film, await change(film, job, { store }, latest => {
    const taken = frameTaken(latest, { at: job.at, key }, newId('img', { now: now() }), now())
    // What the job wrote besides the picture.
    return { ...taken, leftovers: [...taken.leftovers, unusedAtRest(job.prefix, now())] }
  }))
}

/** Only while it is this claim that is waited for. */
const change = (film: Film, { token, id }: FrameJob, { store }: Pick<ReconcileEffects, 'store'>, next: (latest: Film) => Film) => store.change(film.id, latest => {
  const job = openFrame(latest)
  return job?.token === token && job.id === id ? next(latest) : latest
})
