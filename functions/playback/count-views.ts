/**
 * Brings earned views into the films' numbers. Goes by what is still to be counted, so a run that was cut off, or two
 * at once, neither lose nor double one; what is not reached in time is there for the next.
 */
import { viewsAtOnce, viewShards, type ViewStore } from './view-store.ts'

export interface CountEffects { readonly views: Pick<ViewStore, 'pending' | 'count'>; now(): Date }

/** Answers how many views were counted before `deadline`. */
export async function countViews({ views, now }: CountEffects, deadline: Date): Promise<number> {
  let counted = 0
  // One shard after the other, and so one writer for a film's number.
  for (let shard = 0; shard < viewShards; shard++) {
    let after: Record<string, unknown> | undefined
    do {
      const page = await views.pending(shard, after)
      for (const [videoId, ofFilm] of Map.groupBy(page.views, view => view.videoId))
        for (let start = 0; start < ofFilm.length; start += viewsAtOnce) {
          if (now() >= deadline) return counted
          counted += await views.count(videoId, ofFilm.slice(start, start + viewsAtOnce).map(({ id }) => id), now())
        }
      after = page.next ?? undefined
    } while (after)
  }
  return counted
}
