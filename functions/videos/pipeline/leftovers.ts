/** What of a film nobody is sent to any more, and when it may go. Pure. */
import { tokenLifeSeconds } from '../../platform/path-token.ts'
import type { Film, Leftover } from '../film.ts'

/** Objects that viewers may still hold addresses of: kept as long as the longest-lived of these. */
export const outdated = (film: Film, prefix: string, at: Date): Leftover =>
  ({ bucket: 'films', prefix, until: new Date(at.getTime() + tokenLifeSeconds(film.source?.durationSeconds ?? 0) * 1000).toISOString() })

/** What nobody was ever sent to: it goes once whoever may still be writing it has stopped. A function runs for five minutes at most, a job that was cancelled for a moment. */
export const unused = (prefix: string, at: Date): Leftover => ({ bucket: 'films', prefix, until: new Date(at.getTime() + 600_000).toISOString() })

/** Likewise, where nobody is writing it any more: it goes at once. */
export const unusedAtRest = (prefix: string, at: Date): Leftover => ({ bucket: 'films', prefix, until: at.toISOString() })

/** A public poster that has been replaced: pages and lists that are open somewhere may still ask for it for an hour. */
export const formerImage = (image: string, at: Date): Leftover => ({ bucket: 'films', prefix: image, until: new Date(at.getTime() + 3_600_000).toISOString() })

export const dueLeftovers = (film: Film, at: Date) => film.leftovers.filter(({ until }) => Date.parse(until) <= at.getTime())
