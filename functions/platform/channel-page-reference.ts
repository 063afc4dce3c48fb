/** A channel as its page shows it, and the way to it by its handle. Apart from shared-keys.ts, so that who only names channels does not carry it. */
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { channelAttributes, channelKey, handleKey } from './shared-keys.ts'
import { platformTable } from './tables.ts'

export const HandleReference = new Entity({
  name: 'Handle',
  table: platformTable,
  timestamps: false,
  schema: item({ handle: string().key(), channelId: string() }),
  computeKey: ({ handle }: { handle: string }) => handleKey(handle),
})

export const ChannelPageReference = new Entity({
  name: 'Channel',
  table: platformTable,
  timestamps: false,
  schema: item({ ...channelAttributes, description: string(), banner: any().castAs<string | null>().optional() }),
  computeKey: ({ id }: { id: string }) => channelKey(id),
})
