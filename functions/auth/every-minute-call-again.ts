/** Erasures whose domain has not answered: the event was lost, the domain failed, or it was too early for the end. Each is called again. */
import { callAgain } from '../platform/erasure.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { wireErasure } from './wiring.ts'

const { erasures } = wireErasure()
const atOnce = 100

export const handler = scheduled(async ({ now }) => {
  for (const { id, stage } of await erasures.overdue(now, atOnce)) await callAgain(id, stage, now)
})
