/** Somebody is being erased, and everything but the account is gone. */
import { queueConsumer } from '../platform/queue-consumer.ts'
import { authContract } from './contract.ts'
import { eraseAccount } from './erase-account.ts'
import { wireErasure } from './wiring.ts'

const effects = wireErasure()

export const handler = queueConsumer(authContract.events['erasure.advanced'].detail, async ({ detail: { id } }, { now }) => {
  const erasure = await effects.erasures.find(id)
  if (erasure) await eraseAccount(erasure, now, effects)
})
