/**
 * | item | pk | sk | gsi1 |
 * |---|---|---|---|
 * | Channel | `CHANNEL#<id>` | `CHANNEL` | `USER#<ownerId>` / `CHANNEL#<id>`: a person's channels |
 * | Handle | `HANDLE#<handle>` | `HANDLE` | its existence keeps the handle unique |
 * | Follow | `CHANNEL#<id>` | `FOLLOW#<userId>` | `USER#<userId>` / `FOLLOW#<followedAt>`: whom a person follows |
 * | Member | `CHANNEL#<id>` | `MEMBER#<userId>` | `USER#<userId>` / `MEMBER#<channelId>`: the teams a person belongs to |
 * | Invitation | `CHANNEL#<id>` | `INVITATION#<id>` | `INVITED#<address>` / `<channelId>`: what must go when a person is erased |
 * | ChannelTally | `USER#<ownerId>` | `CHANNELS` | how many channels a person owns |
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { channelAttributes, channelKey, followAttributes, followKey, handleKey, memberAttributes, memberKey } from '../platform/shared-keys.ts'
import { channelRoles } from '../platform/who-may-manage-a-channel.ts'
import { platformTable } from '../platform/tables.ts'

export const invitationKey = (channelId: string, id: string) => ({ pk: `CHANNEL#${channelId}`, sk: `INVITATION#${id}` })

const gsi1 = { gsi1pk: string().hidden(), gsi1sk: string().hidden() }

export const ChannelEntity = new Entity({
  name: 'Channel',
  table: platformTable,
  timestamps: false,
  schema: item({ ...channelAttributes, description: string(), banner: any().castAs<string | null>().optional(), followers: number(), createdAt: string(), updatedAt: string(), ...gsi1 }),
  computeKey: ({ id }: { id: string }) => channelKey(id),
})

export const HandleEntity = new Entity({
  name: 'Handle',
  table: platformTable,
  timestamps: false,
  schema: item({ handle: string().key(), channelId: string() }),
  computeKey: ({ handle }: { handle: string }) => handleKey(handle),
})

export const FollowEntity = new Entity({
  name: 'Follow',
  table: platformTable,
  timestamps: false,
  schema: item({ ...followAttributes, ...gsi1 }),
  computeKey: ({ channelId, userId }: { channelId: string; userId: string }) => followKey(channelId, userId),
})

export const MemberEntity = new Entity({
  name: 'Member',
  table: platformTable,
  timestamps: false,
  schema: item({ ...memberAttributes, ...gsi1 }),
  computeKey: ({ channelId, userId }: { channelId: string; userId: string }) => memberKey(channelId, userId),
})

export const InvitationEntity = new Entity({
  name: 'Invitation',
  table: platformTable,
  timestamps: false,
  schema: item({
    channelId: string().key(), id: string().key(), email: string(), role: string().enum(...channelRoles), invitedBy: string(), site: string(),
    invitedAt: string(), expiresAt: string(), version: number(), tokenHashes: any().castAs<readonly string[]>(), mailedAt: string().optional(), ...gsi1,
  }),
  computeKey: ({ channelId, id }: { channelId: string; id: string }) => invitationKey(channelId, id),
})

export const TallyEntity = new Entity({
  name: 'ChannelTally',
  table: platformTable,
  timestamps: false,
  schema: item({ ownerId: string().key(), channels: number() }),
  computeKey: ({ ownerId }: { ownerId: string }) => ({ pk: `USER#${ownerId}`, sk: 'CHANNELS' }),
})
