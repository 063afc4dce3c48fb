/** Somebody is being erased, and it is the channels' turn. */
import { authContract } from '../auth/contract.ts'
import { handOn } from '../platform/erasure.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { eraseChannels } from './erase-channels.ts'
import { wire } from './wiring.ts'

const wired = wire()

export const handler = queueConsumer(authContract.events['erasure.advanced'].detail, async ({ detail: { id } }, { now }) => {
  await eraseChannels(wired, id)
  await handOn(id, 'channels', 'history', now)
})
