/** Somebody is being erased, and it is the films' turn. */
import { authContract } from '../auth/contract.ts'
import { handOn } from '../platform/erasure.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { channelsOfOwner } from './owner/channels-of-owner.ts'
import { eraseFilmsOfOwner } from './owner/erase-films-of-owner.ts'
import { reconcileEffects } from './wiring.ts'

export const handler = queueConsumer(authContract.events['erasure.advanced'].detail, async ({ detail: { id } }, { now }) => {
  if (await eraseFilmsOfOwner(id, reconcileEffects(), channelsOfOwner)) await handOn(id, 'films', 'channels', now)
})
