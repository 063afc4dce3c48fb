/** Erasures whose domain has not answered: the event was lost, the domain failed, or it was too early for the end. Each is called again. */
import { callAgain } from '../platform/erasure.ts'
import { measure } from '../platform/metrics.ts'
import { scheduled } from '../platform/queue-consumer.ts'
import { wireErasure } from './wiring.ts'

const { erasures } = wireErasure()
const atOnce = 100

export const handler = scheduled(async ({ now }) => {
  const overdue = await erasures.overdue(now, atOnce)
  measure('OldestUnfinished', Math.max(0, ...overdue.map(({ requestedAt }) => (now.getTime() - Date.parse(requestedAt)) / 1000)), 'erasure')
  for (const { id, stage } of overdue) await callAgain(id, stage, now)
})
