/** Where to go on watching. The first moments are not worth resuming, and the last ones are credits: both begin anew. */
export interface Place {
  /** Seconds from the beginning. */
  readonly position: number
  /** Seconds. */
  readonly duration: number
}

/** Whether only the credits are left: the last half minute, or the last twentieth of a short film. */
export const isFinished = ({ position, duration }: Place): boolean => duration > 0 && position >= duration - Math.min(30, duration * 0.05)

/** Seconds from the beginning; 0 is the beginning. */
export function resumeAt(watched: Place | null): number {
  if (!watched || watched.duration <= 0) return 0
  const { position, duration } = watched
  const worthResuming = Math.min(10, duration * 0.05)
  return position < worthResuming || isFinished(watched) ? 0 : position
}
