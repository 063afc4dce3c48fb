/** How long something takes that tells only how far it is. Pure. */

export interface Seen { readonly percent: number; readonly atMs: number }

/** Before this share has passed under one's eyes, any guess would be wild. */
const leastShare = 4

/** Whole seconds to 100, by the pace since it was first seen; null while that says too little. */
export function secondsLeft(first: Seen, now: Seen): number | null {
  const moved = now.percent - first.percent
  if (moved < leastShare || now.percent >= 100 || now.atMs <= first.atMs) return null
  return Math.ceil(((100 - now.percent) * (now.atMs - first.atMs)) / moved / 1000)
}
