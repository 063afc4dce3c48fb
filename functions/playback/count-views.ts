/**
 * Brings earned views into the films' numbers. Goes by what is still to be counted, so a run that was cut off, or two
 * at once, neither lose nor double one; what is not reached in time is there for the next.
 */
import { viewsAtOnce, viewShards, type PendingPage, type ViewStore } from './view-store.ts'

export interface CountEffects { readonly views: Pick<ViewStore, 'pending' | 'count'>; now(): Date }

/** Answers how many views were counted before `deadline`. */
export async function countViews({ views, now }: CountEffects, deadline: Date): Promise<number> {
  let counted = 0
  let shards: { shard: number; after?: Record<string, unknown> }[] = Array.from({ length: viewShards }, (_, shard) => ({ shard }))
  while (shards.length > 0) {
    // A page of each shard, so that a film's views come together and its number is written as seldom as can be.
    const pages: PendingPage[] = await Promise.all(shards.map(({ shard, after }) => views.pending(shard, after)))
    for (const [videoId, ofFilm] of Map.groupBy(pages.flatMap(page => page.views), view => view.videoId))
      for (let start = 0; start < ofFilm.length; start += viewsAtOnce) {
        if (now() >= deadline) return counted
        counted += await views.count(videoId, ofFilm.slice(start, start + viewsAtOnce).map(({ key }) => key), now())
      }
    shards = pages.flatMap(({ next }, index) => (next ? [{ shard: shards[index]!.shard, after: next }] : []))
  }
  return counted
}
