/**
 * The published rule. A view is thirty seconds of a film, or half of a shorter one, watched by one viewer; the same
 * viewer's next view of that film counts 24 hours later at the earliest. The film's owner and known bots are no viewers.
 * Pure: what has been watched follows from what the player told and when it told it, by our clock.
 */
import { isbot } from 'isbot'

export const viewRule = { seconds: 30, shareOfFilm: 0.5, onceInSeconds: 24 * 3600 } as const

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
  /** Null when signed out. */
  readonly personId: string | null
  /** Stands for somebody signed out, as well as an address and a browser can. */
  readonly visitor: string
  readonly userAgent: string
  readonly ownerId: string
}

/** Under whose name a viewing counts, or null when it counts for nobody. Every browser names itself; what does not is none. */
export function countsFor({ personId, visitor, userAgent, ownerId }: Audience): string | null {
  if (personId === ownerId || userAgent.trim() === '' || isbot(userAgent)) return null
  return personId ?? visitor
}
