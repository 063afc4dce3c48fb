/**
 * Items that several domains read and one domain writes: their keys, and no more of their shape than the
 * readers may rely on. Channels owns and writes them (functions/channels); everybody else only reads.
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { platformTable } from './tables.ts'

export const channelKey = (id: string) => ({ pk: `CHANNEL#${id}`, sk: 'CHANNEL' })
/** Under the channel, so that "does this person follow it?" is one key. */
export const followKey = (channelId: string, userId: string) => ({ pk: `CHANNEL#${channelId}`, sk: `FOLLOW#${userId}` })

export const channelAttributes = { id: string().key(), handle: string(), name: string(), ownerId: string(), version: number() }
/** A channel as other domains see it. @example viewer.readWith(ChannelReference.build(BatchGetRequest).key({ id })) */
export const ChannelReference = new Entity({
  name: 'Channel',
  table: platformTable,
  timestamps: false,
  schema: item(channelAttributes),
  computeKey: ({ id }: { id: string }) => channelKey(id),
})

export const followAttributes = { channelId: string().key(), userId: string().key(), followedAt: string() }
/** That a person follows a channel; its existence is the answer. */
export const FollowReference = new Entity({
  name: 'Follow',
  table: platformTable,
  timestamps: false,
  schema: item(followAttributes),
  computeKey: ({ channelId, userId }: { channelId: string; userId: string }) => followKey(channelId, userId),
})
