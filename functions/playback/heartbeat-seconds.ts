/**
 * How long until a player tells again where it is. The next heartbeat comes when the viewing may become a view; after
 * that seldom, because players also tell at once when they pause, seek or leave: what a crash can lose is `seldom`.
 * A heartbeat costs some six millionths of a dollar, nearly all of it the request, not the write (`npm run cost`).
 */
import type { Session } from './session-id.ts'
import { secondsForView } from './what-is-a-view.ts'

/** Seconds. `often`: stalls and seeking back make a view come later; asking again at once would not make it come sooner. */
export const heartbeatPace = { often: 5, seldom: 120 } as const

/** Whole seconds. One more than is missing, so that a player's clock may be a little ahead of ours. */
export function heartbeatSeconds({ countsFor, watched, duration }: Pick<Session, 'countsFor' | 'watched' | 'duration'>): number {
  if (countsFor === null) return heartbeatPace.seldom
  return Math.max(heartbeatPace.often, Math.ceil(secondsForView(duration) - watched) + 1)
}
