/** Looks at the films that are due, the most overdue first. None keeps the others waiting, however long or often it fails. */
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock, type Clock } from '../../platform/clock.ts'
import { log } from '../../platform/log.ts'
import { sideBySide } from '../../platform/side-by-side.ts'
import { filmsDue, rest } from './films-due.ts'
import { reconcileVideo, type ReconcileEffects } from './reconcile-video.ts'

export interface Pace {
  /** How many are taken in one go; the rest are due the next time. */
  readonly films: number
  readonly atOnce: number
  /** How long one may take until it is left to itself: whatever it still does is safe to do late. */
  readonly filmSeconds: number
  /** No film is begun after this: the function runs for 60 s. */
  readonly beginSeconds: number
}
const minutely: Pace = { films: 200, atOnce: 8, filmSeconds: 10, beginSeconds: 40 }

/** `clock` tells from when a film rests: whoever brings films forward (`effects.now`) does not put off their next turn. */
export async function reconcileDue(effects: ReconcileEffects, clock: Clock = systemClock, { films, atOnce, filmSeconds, beginSeconds }: Pace = minutely): Promise<void> {
  const beganAt = performance.now()
  await sideBySide(await filmsDue(effects.now(), films), atOnce, async film => {
    if (performance.now() > beganAt + beginSeconds * 1000) return
    try {
      // First its next turn: what fails here or is cut off is not the most overdue again.
      await rest(film, effects.undoWindowSeconds, clock.now())
      await within(filmSeconds, reconcileVideo(film.id, effects))
    } catch (error) {
      log.error('A film could not be reconciled', { videoId: film.id, error })
    }
  })
}

async function within(seconds: number, work: Promise<void>): Promise<void> {
  const over = new AbortController()
  const late = async () => {
    await pause(seconds * 1000, undefined, { signal: over.signal })
    throw new Error(`It took longer than ${seconds} seconds.`)
  }
  try {
    await Promise.race([work, late()])
  } finally {
    over.abort()
  }
}
