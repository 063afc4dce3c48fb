/**
 * | item | pk | sk | gsi1 |
 * |---|---|---|---|
 * | Channel | `CHANNEL#<id>` | `CHANNEL` | `USER#<ownerId>` / `CHANNEL#<id>`: a person's channels |
 * | Handle | `HANDLE#<handle>` | `HANDLE` | its existence keeps the handle unique |
 * | Follow | `CHANNEL#<id>` | `FOLLOW#<userId>` | `USER#<userId>` / `FOLLOW#<followedAt>`: whom a person follows |
 * | ChannelTally | `USER#<ownerId>` | `CHANNELS` | how many channels a person owns |
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { channelAttributes, channelKey, followAttributes, followKey } from '../platform/shared-keys.ts'
import { platformTable } from '../platform/tables.ts'

const gsi1 = { gsi1pk: string().hidden(), gsi1sk: string().hidden() }

export const ChannelEntity = new Entity({
  name: 'Channel',
  table: platformTable,
  timestamps: false,
  schema: item({ ...channelAttributes, description: string(), followers: number(), createdAt: string(), updatedAt: string(), ...gsi1 }),
  computeKey: ({ id }: { id: string }) => channelKey(id),
})

export const HandleEntity = new Entity({
  name: 'Handle',
  table: platformTable,
  timestamps: false,
  schema: item({ handle: string().key(), channelId: string() }),
  computeKey: ({ handle }: { handle: string }) => ({ pk: `HANDLE#${handle}`, sk: 'HANDLE' }),
})

export const FollowEntity = new Entity({
  name: 'Follow',
  table: platformTable,
  timestamps: false,
  schema: item({ ...followAttributes, ...gsi1 }),
  computeKey: ({ channelId, userId }: { channelId: string; userId: string }) => followKey(channelId, userId),
})

export const TallyEntity = new Entity({
  name: 'ChannelTally',
  table: platformTable,
  timestamps: false,
  schema: item({ ownerId: string().key(), channels: number() }),
  computeKey: ({ ownerId }: { ownerId: string }) => ({ pk: `USER#${ownerId}`, sk: 'CHANNELS' }),
})
