/** S3 says that an object was created: a film's source, perhaps. Wakes the reconciler. */
import * as z from 'zod'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { reconcileVideo } from './pipeline/reconcile-video.ts'
import { reconcileEffects } from './wiring.ts'

const objectCreated = z.object({ object: z.object({ key: z.string() }) })

export const handler = queueConsumer(objectCreated, async ({ detail }) => {
  const [, id] = /^uploads\/(vid_[0-9a-z]+)\/source(?:-[0-9a-z]+)?$/.exec(detail.object.key) ?? []
  if (id) await reconcileVideo(id, reconcileEffects())
})
