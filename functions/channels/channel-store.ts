/** Channels and their handles. What must hold together is written together. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure, retryOnConflict, type RetryEffects } from '../platform/conditional.ts'
import { platformErrors } from '../platform/errors.ts'
import { platformTable } from '../platform/tables.ts'
import { channelKey } from '../platform/shared-keys.ts'
import { ChannelEntity, FollowEntity, HandleEntity, TallyEntity } from './channel-entities.ts'
import { errors } from './errors.ts'
import { maxChannelsPerPerson, type House, type Named } from './house.ts'

export interface ChannelStore {
  find(id: string): Promise<House | null>
  /** For one batch read together with other things. */
  request(id: string): ReturnType<typeof requestOf>
  idByHandle(handle: string): Promise<string | null>
  /** Throws `handle_taken` or `too_many_channels`. */
  create(house: House): Promise<void>
  /** Replaces what its owner may change. Throws `version_changed` unless the channel still has `house.version`, `handle_taken`. */
  rename(house: House, named: Named, now: Date): Promise<House>
  ownedBy(ownerId: string): Promise<House[]>
  /** For an erasure: whoever follows the channel follows it no more. */
  forgetFollowers(id: string): Promise<void>
  /** For an erasure: the channel and its handle go. Harmless when gone. */
  remove(house: House): Promise<void>
  forgetTally(ownerId: string): Promise<void>
}

const requestOf = (id: string) => ChannelEntity.build(BatchGetRequest).key({ id })
const unused = { attr: 'handle', exists: false } as const

export function channelStore(retries: RetryEffects = {}): ChannelStore {
  return {
    request: requestOf,
    async find(id) {
      const { Item } = await ChannelEntity.build(GetItemCommand).key({ id }).options({ consistent: true }).send()
      return Item ?? null
    },
    async idByHandle(handle) {
      const { Item } = await HandleEntity.build(GetItemCommand).key({ handle }).options({ consistent: true }).send()
      return Item?.channelId ?? null
    },
    async create(house) {
      const { id, ownerId, handle } = house
      try {
        await retryOnConflict(() => execute(
          ChannelEntity.build(PutTransaction).item({ ...house, gsi1pk: `USER#${ownerId}`, gsi1sk: `CHANNEL#${id}` }).options({ condition: { attr: 'id', exists: false } }),
          HandleEntity.build(PutTransaction).item({ handle, channelId: id }).options({ condition: unused }),
          TallyEntity.build(UpdateTransaction).item({ ownerId, channels: $add(1) })
            .options({ condition: { or: [{ attr: 'channels', exists: false }, { attr: 'channels', lt: maxChannelsPerPerson }] } }),
        ), retries)
      } catch (problem) {
        if (isConditionalFailure(problem, 1)) throw errors.handle_taken({ cause: problem })
        if (isConditionalFailure(problem, 2)) throw errors.too_many_channels({ cause: problem })
        throw problem
      }
    },
    async rename(house, { handle, name, description }, now) {
      const changed = { handle, name, description, version: house.version + 1, updatedAt: now.toISOString() }
      const change = { id: house.id, ...changed }
      const unchanged = { condition: { attr: 'version', eq: house.version } } as const
      try {
        if (handle === house.handle) await ChannelEntity.build(UpdateItemCommand).item(change).options(unchanged).send()
        else await retryOnConflict(() => execute(
          ChannelEntity.build(UpdateTransaction).item(change).options(unchanged),
          HandleEntity.build(PutTransaction).item({ handle, channelId: house.id }).options({ condition: unused }),
          HandleEntity.build(DeleteTransaction).key({ handle: house.handle }).options({ condition: { attr: 'channelId', eq: house.id } }),
        ), retries)
      } catch (problem) {
        // Whoever loses the race for the channel reads it again; only then does the handle matter.
        if (isConditionalFailure(problem) && !isOnlyAbout(problem, 1)) throw platformErrors.version_changed({ cause: problem })
        if (isConditionalFailure(problem, 1)) throw errors.handle_taken({ cause: problem })
        throw problem
      }
      return { ...house, ...changed }
    },
    async ownedBy(ownerId) {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `USER#${ownerId}`, range: { beginsWith: 'CHANNEL#' } })
        .entities(ChannelEntity)
        .options({ limit: maxChannelsPerPerson })
        .send()
      return Items
    },
    async forgetFollowers(id) {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ partition: channelKey(id).pk, range: { beginsWith: 'FOLLOW#' } }).entities(FollowEntity).options({ consistent: true, maxPages: Infinity }).send()
      for (const { channelId, userId } of Items) await FollowEntity.build(DeleteItemCommand).key({ channelId, userId }).send()
    },
    async remove({ id, handle }) {
      await retryOnConflict(() => execute(
        ChannelEntity.build(DeleteTransaction).key({ id }),
        HandleEntity.build(DeleteTransaction).key({ handle }).options({ condition: { or: [{ attr: 'handle', exists: false }, { attr: 'channelId', eq: id }] } }),
      ), retries)
    },
    async forgetTally(ownerId) { await TallyEntity.build(DeleteItemCommand).key({ ownerId }).send() },
  }
}

const isOnlyAbout = (problem: unknown, action: number) => isConditionalFailure(problem, action) && !isConditionalFailure(problem, 0) && !isConditionalFailure(problem, 2)
