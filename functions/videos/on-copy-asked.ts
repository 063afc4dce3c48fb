/** The reconciler asks for a copy of a source without encoding: into segments that play as they are. */
import * as z from 'zod'
import { workConsumer } from '../platform/queue-consumer.ts'
import { makeCopy } from './instant/make-copy.ts'
import { copyEffects } from './instant/wiring.ts'

export const handler = workConsumer(z.object({ videoId: z.string(), token: z.string() }), (asked, { msLeft }) => makeCopy(asked, msLeft, copyEffects()))
