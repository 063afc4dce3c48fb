/** The reconciler asks for the storyboard of a film whose ladder is done. */
import * as z from 'zod'
import { workConsumer } from '../platform/queue-consumer.ts'
import { drawStoryboard } from './storyboard/draw-storyboard.ts'
import { drawEffects } from './storyboard/wiring.ts'

export const handler = workConsumer(z.object({ videoId: z.string(), prefix: z.string() }), asked => drawStoryboard(asked, drawEffects()))
