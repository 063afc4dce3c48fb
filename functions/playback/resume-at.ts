/** Where to go on watching, in seconds. The first moments are not worth resuming, and the last ones are credits: both begin anew. */
export function resumeAt(watched: { readonly position: number; readonly duration: number } | null): number {
  if (!watched || watched.duration <= 0) return 0
  const { position, duration } = watched
  const worthResuming = Math.min(10, duration * 0.05)
  const atTheEnd = duration - Math.min(30, duration * 0.05)
  return position < worthResuming || position >= atTheEnd ? 0 : position
}
