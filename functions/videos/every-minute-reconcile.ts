/** Looks at films that have sat too long: an event was lost, an undo window has passed, an upload was abandoned. */
import { log } from '../platform/log.ts'
import { measure } from '../platform/metrics.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { oldestUnderWay } from './pipeline/oldest-under-way.ts'
import { reconcileVideo } from './pipeline/reconcile-video.ts'
import { reconcileEffects } from './wiring.ts'

/** As many as fit in a minute of calls; the rest are due the next time. */
const filmsAtOnce = 100

export const handler = scheduled(async ({ now }) => {
  const effects = { ...reconcileEffects(), now: () => now }
  for (const id of await effects.store.dueForReconcile(now, filmsAtOnce)) {
    // One film's trouble must not keep the others waiting.
    await reconcileVideo(id, effects).catch(error => log.error('A film could not be reconciled', { videoId: id, error }))
    // It was looked at: nothing is due again before its patience has passed.
    await effects.store.rest(id)
  }
  measure('OldestUnfinished', await oldestUnderWay(now), 'film')
})
