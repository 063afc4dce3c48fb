/** Somebody is being erased, and it is the history's turn. */
import { authContract } from '../auth/contract.ts'
import { handOn } from '../platform/erasure.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { viewStore } from './view-store.ts'
import { watchStore } from './watch-store.ts'

export const handler = queueConsumer(authContract.events['erasure.advanced'].detail, async ({ detail: { id } }, { now }) => {
  await watchStore.forgetAll(id, 'default')
  await viewStore.forgetAll(id)
  await handOn(id, 'history', 'account', now)
})
