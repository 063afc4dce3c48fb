/** A channel has changed: its films carry what it is now, so that a list needs no second read. The event only says which one, so it may come late. */
import { queueConsumer } from '../platform/queue-consumer.ts'
import { channelsContract } from '../channels/contract.ts'
import { followChannel } from './owner/follow-channel.ts'
import { presentOwner } from './owner/present-owner.ts'
import { store } from './wiring.ts'

export const handler = queueConsumer(channelsContract.events['channel.changed'].detail, async ({ detail: { id } }) =>
  followChannel(id, { store: store(), ownerOf: presentOwner, now: () => new Date() }))
