/**
 * The published rule. A view is thirty seconds of a film, or half of a shorter one, watched by one viewer; the same
 * viewer's next view of that film counts 24 hours later at the earliest. Of people signed out, at most five at one address
 * count for a film in 24 hours, whatever their browsers call themselves. Whom the film belongs to, its channel's team and
 * known bots are no viewers.
 * Pure: what has been watched follows from what the player told and when it told it, by our clock.
 */
import { isbot } from 'isbot'

export const viewRule = { seconds: 30, shareOfFilm: 0.5, onceInSeconds: 24 * 3600, signedOutPerAddress: 5 } as const

/** What a player tells of itself, and when that reached us. */
export interface Beat {
  /** Epoch milliseconds. */
  readonly at: number
  /** Seconds from the beginning. */
  readonly position: number
  readonly playing: boolean
}

/**
 * Seconds watched between two beats: no more than have passed, so that seeking forward gains nothing, and no more
 * than the film went on, so that neither a pause nor a stall counts. At double speed it is the viewer's time that counts.
 */
export function secondsWatched(before: Beat, after: Beat): number {
  if (!before.playing) return 0
  return Math.max(0, Math.min((after.at - before.at) / 1000, after.position - before.position))
}

/** `duration` in seconds. */
export const secondsForView = (duration: number): number => Math.min(viewRule.seconds, duration * viewRule.shareOfFilm)

export const isView = (watched: number, duration: number): boolean => duration > 0 && watched >= secondsForView(duration)

export interface Audience {
  /** A person's id; of somebody signed out the name that stands for them (visitor.ts). */
  readonly viewer: string
  readonly userAgent: string
  readonly ownerId: string
}

/**
 * Under whose name a viewing counts, or null when it counts for nobody. Every browser names itself; what does not is none.
 * Who else belongs to the team is looked at once a view is earned (note-heartbeat.ts): only then is it worth a read.
 */
export const countsFor = ({ viewer, userAgent, ownerId }: Audience): string | null =>
  (viewer === ownerId || userAgent.trim() === '' || isbot(userAgent) ? null : viewer)
