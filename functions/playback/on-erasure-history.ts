/** Somebody is being erased, and it is the history's turn. */
import { authContract } from '../auth/contract.ts'
import { handOn } from '../platform/erasure.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { watchStore } from './watch-store.ts'

export const handler = queueConsumer(authContract.events['erasure.advanced'].detail, async ({ detail: { id } }, { now }) => {
  await watchStore.forgetAll(id, 'default')
  await handOn(id, 'history', 'account', now)
})
