/** Somebody asked something of the pipeline: another attempt, a picture, a poster in its place. Wakes the reconciler. */
import { queueConsumer } from '../platform/queue-consumer.ts'
import { videosContract } from './contract.ts'
import { reconcileVideo } from './pipeline/reconcile-video.ts'
import { reconcileEffects } from './wiring.ts'

export const handler = queueConsumer(videosContract.events['video.asked'].detail, ({ detail: { id } }) => reconcileVideo(id, reconcileEffects()))
