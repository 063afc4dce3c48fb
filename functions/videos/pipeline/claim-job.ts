/** Claiming: the one way in which a job of a film begins. */
import { jobClaimed, type Film, type Job, type JobKind } from '../film.ts'
import type { ReconcileEffects } from './reconcile-video.ts'
import { tileEverySeconds, tilesCanBeMade } from '../storyboard/storyboard-plan.ts'

/** Whether a change was written, by us or at the same time by somebody else. */
export const moved = (before: Film, after: Film | null) => after !== null && after.version !== before.version

/** Answers whether the film moved. A claim that somebody else made meanwhile stands. */
export async function claim(film: Film, kind: JobKind, rungs: Job['rungs'], withPoster: boolean, { store, now, newToken }: Pick<ReconcileEffects, 'store' | 'now' | 'newToken'>): Promise<boolean> {
  const token = newToken()
  const tiles = kind === 'ladder' && tilesCanBeMade(film.source!) ? { tileEverySeconds: tileEverySeconds(film.source!.durationSeconds) } : {}
  return moved(film, await store.change(film.id, latest => {
    const taken = latest.processing !== 'transcoding' || latest.deletedAt || latest.jobs[kind]?.token !== film.jobs[kind]?.token
    return taken ? latest : jobClaimed(latest, kind, { token, rungs, withPoster, ...tiles, at: now() })
  }))
}
