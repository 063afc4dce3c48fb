/** What was watched in the last minute enters the films' numbers. */
import { readEnv } from '../platform/env.ts'
import { log } from '../platform/log.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { countViews } from './count-views.ts'
import { countEnv } from './env.ts'
import { viewStore } from './view-store.ts'

readEnv(countEnv)

/** Of the minute until the next run. */
const workForMs = 45_000

export const handler = scheduled(async ({ now }) => {
  const counted = await countViews({ views: viewStore, now: () => new Date() }, new Date(now.getTime() + workForMs))
  if (counted > 0) log.info('Views counted', { counted })
})
