/**
 * Items that several domains read and one domain writes: their keys, and no more of their shape than the
 * readers may rely on. Channels owns and writes them (functions/channels); everybody else only reads.
 */
import { createHash } from 'node:crypto'
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { platformTable } from './tables.ts'
import { channelRoles } from './who-may-manage-a-channel.ts'

export const channelKey = (id: string) => ({ pk: `CHANNEL#${id}`, sk: 'CHANNEL' })
/** Its existence keeps the handle unique. */
export const handleKey = (handle: string) => ({ pk: `HANDLE#${handle}`, sk: 'HANDLE' })
/** Under the channel, so that "does this person follow it?" is one key. */
export const followKey = (channelId: string, userId: string) => ({ pk: `CHANNEL#${channelId}`, sk: `FOLLOW#${userId}` })

export const channelAttributes = { id: string().key(), handle: string(), name: string(), ownerId: string(), face: any().castAs<string | null>().optional(), version: number() }
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

/** Where the views of a viewer stand in the hot table (functions/playback). Ids are random: nobody finds the person behind this name, and once they are erased nobody can. */
export const viewsPartition = (viewer: string) => `VIEWS-OF#${pseudonym(viewer)}`
export const pseudonym = (viewer: string) => createHash('sha256').update(`view ${viewer}`).digest('base64url').slice(0, 16)

/** Under the channel, so that "does this person belong to its team?" is one key; gsi1 `USER#<userId>` / `MEMBER#<channelId>` is the other way round. */
export const memberKey = (channelId: string, userId: string) => ({ pk: `CHANNEL#${channelId}`, sk: `MEMBER#${userId}` })
/** `id` is that of the membership: who leaves and comes back has another one. */
export const memberAttributes = { channelId: string().key(), userId: string().key(), id: string(), role: string().enum(...channelRoles), version: number(), joinedAt: string() }
/** That a person belongs to a channel's team. Whom the channel belongs to has none: the channel itself says so. */
export const MemberReference = new Entity({
  name: 'Member',
  table: platformTable,
  timestamps: false,
  schema: item(memberAttributes),
  computeKey: ({ channelId, userId }: { channelId: string; userId: string }) => memberKey(channelId, userId),
})
