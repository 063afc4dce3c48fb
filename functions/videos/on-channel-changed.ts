/** A channel has a new name or handle: its films carry it, so that a list needs no second read. */
import { queueConsumer } from '../platform/queue-consumer.ts'
import { channelsContract } from '../channels/contract.ts'
import { renameChannel } from './owner/rename-channel.ts'
import { store } from './wiring.ts'

export const handler = queueConsumer(channelsContract.events['channel.changed'].detail, async ({ detail: { id, handle, name } }) =>
  renameChannel({ id, handle, name }, store()))
