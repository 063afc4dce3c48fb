/** Each route and its use case. */
import type { Handlers } from '../platform/api.ts'
import { openCursor, signCursor, type Cursors } from '../platform/cursor.ts'
import { readTogether } from '../platform/read-together.ts'
import { changeChannel } from './change-channel.ts'
import type { Channel, channelsContract } from './contract.ts'
import { createChannel } from './create-channel.ts'
import { errors } from './errors.ts'
import { findChannel } from './find-channel.ts'
import { channelSeen, summaryOf, type House } from './house.ts'
import type { Channels } from './wiring.ts'

export function handlers(wired: Channels, cursors: Cursors = { openCursor, signCursor }): Handlers<typeof channelsContract> {
  const { channels, follows } = wired
  const asOwner = (house: House, following = false): Channel => channelSeen(house, house.ownerId, following)

  async function afterwards(id: string, viewerId: string, following: boolean): Promise<Channel> {
    const house = await channels.find(id)
    if (!house) throw errors.channel_not_found()
    return channelSeen(house, viewerId, following)
  }

  return {
    create: async ({ person, body, request }) => asOwner(await createChannel(wired, person.id, body, request.now)),
    get: ({ viewer, params }) => findChannel(wired, viewer, params.idOrHandle),
    async put({ person, params: { id }, body, request }) {
      const house = await changeChannel(wired, { id, callerId: person.id, named: body, ifMatch: request.ifMatch, now: request.now })
      const [follow] = await readTogether([follows.request(id, person.id)])
      return asOwner(house, follow !== undefined)
    },
    async mine({ person }) {
      const houses = await channels.ownedBy(person.id)
      const followed = await readTogether(houses.map(({ id }) => follows.request(id, person.id)))
      return { items: houses.map((house, index) => asOwner(house, followed[index] !== undefined)) }
    },
    async follow({ person, params: { id }, request }) {
      await follows.follow(id, person.id, request.now)
      return afterwards(id, person.id, true)
    },
    async unfollow({ person, params: { id } }) {
      await follows.unfollow(id, person.id)
      return afterwards(id, person.id, false)
    },
    async follows({ person, query: { limit, cursor } }) {
      const list = `follows of ${person.id}`
      const { items, next } = await follows.followedBy(person.id, { limit, after: cursor === undefined ? undefined : await cursors.openCursor(cursor, list) })
      return {
        items: items.map(({ channel, followedAt }) => ({ ...summaryOf(channel), followedAt })),
        nextCursor: next && await cursors.signCursor(next, list),
      }
    },
  }
}
