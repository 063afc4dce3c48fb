/** Somebody asked something of the pipeline: another attempt, a picture, a poster in its place. Wakes the reconciler. */
import * as z from 'zod'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { reconcileVideo } from './pipeline/reconcile-video.ts'
import { reconcileEffects } from './wiring.ts'

/** Of `video.asked`, all that is read here: the contract with all its routes would weigh more than the pipeline itself. */
const videoAsked = z.object({ id: z.string() })

export const handler = queueConsumer(videoAsked, ({ detail: { id } }) => reconcileVideo(id, reconcileEffects()))
