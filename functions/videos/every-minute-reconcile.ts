/** Looks at films that have sat too long: an event was lost, an undo window has passed, an upload was abandoned. And at what may remain of those that are gone. */
import { measure } from '../platform/metrics.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { oldestUnderWay } from './pipeline/oldest-under-way.ts'
import { reconcileDue } from './pipeline/reconcile-due.ts'
import { clearRemains } from './pipeline/remains.ts'
import { reconcileEffects } from './wiring.ts'

export const handler = scheduled(async ({ now }) => {
  const effects = reconcileEffects()
  const ahead = Math.max(0, now.getTime() - Date.now())
  await reconcileDue({ ...effects, now: () => new Date(Date.now() + ahead) })
  await clearRemains(effects.objects, now)
  measure('OldestUnfinished', await oldestUnderWay(now), 'film')
})
