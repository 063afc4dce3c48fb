/** Somebody was suspended or reinstated: their films are hidden, or back. */
import { filmsFollowed } from '../platform/films-follow.ts'
import { queueConsumer } from '../platform/queue-consumer.ts'
import { usersContract } from '../users/contract.ts'
import { channelsOfOwner } from './owner/channels-of-owner.ts'
import { tellFilmsOfOwner } from './owner/tell-films-of-owner.ts'
import { reconcileEffects } from './wiring.ts'

export const handler = queueConsumer(usersContract.events['user.standing_changed'].detail, async ({ detail: { id, version } }) => {
  await tellFilmsOfOwner(id, reconcileEffects(), channelsOfOwner)
  await filmsFollowed(id, version)
})
