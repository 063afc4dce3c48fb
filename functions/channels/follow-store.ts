/** Who follows which channel. The follow and the channel's count change in one transaction, so the count is exact. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { $add } from 'dynamodb-toolbox/entity/actions/update'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure, retryOnConflict, type RetryEffects } from '../platform/conditional.ts'
import { readTogether } from '../platform/read-together.ts'
import { ChannelReference } from '../platform/shared-keys.ts'
import { platformTable } from '../platform/tables.ts'
import { ChannelEntity, FollowEntity } from './channel-entities.ts'
import { errors } from './errors.ts'
import type { House } from './house.ts'

export interface Followed { readonly channel: Pick<House, 'id' | 'handle' | 'name' | 'face'>; readonly followedAt: string }
export interface FollowPage { readonly items: readonly Followed[]; readonly next: Record<string, unknown> | null }

export interface FollowStore {
  request(channelId: string, userId: string): ReturnType<typeof requestOf>
  /** Following twice is harmless. Throws `channel_not_found`. */
  follow(channelId: string, userId: string, now: Date): Promise<void>
  /** Harmless when not following. */
  unfollow(channelId: string, userId: string): Promise<void>
  /** All of them, for an erasure. */
  idsFollowedBy(userId: string): Promise<string[]>
  /** The latest first. */
  followedBy(userId: string, page: { limit: number; after?: Record<string, unknown> }): Promise<FollowPage>
}

const requestOf = (channelId: string, userId: string) => FollowEntity.build(BatchGetRequest).key({ channelId, userId })

export function followStore(retries: RetryEffects = {}): FollowStore {
  const countBy = (id: string, change: 1 | -1) => ChannelEntity.build(UpdateTransaction).item({ id, followers: $add(change) }).options({ condition: { attr: 'id', exists: true } })

  return {
    request: requestOf,
    async follow(channelId, userId, now) {
      const followedAt = now.toISOString()
      try {
        await retryOnConflict(() => execute(
          FollowEntity.build(PutTransaction).item({ channelId, userId, followedAt, gsi1pk: `USER#${userId}`, gsi1sk: `FOLLOW#${followedAt}` }).options({ condition: { attr: 'channelId', exists: false } }),
          countBy(channelId, 1),
        ), retries)
      } catch (problem) {
        if (isConditionalFailure(problem, 1)) throw errors.channel_not_found({ cause: problem })
        if (!isConditionalFailure(problem, 0)) throw problem
      }
    },
    async unfollow(channelId, userId) {
      try {
        await retryOnConflict(() => execute(
          FollowEntity.build(DeleteTransaction).key({ channelId, userId }).options({ condition: { attr: 'channelId', exists: true } }),
          countBy(channelId, -1),
        ), retries)
      } catch (problem) {
        // The channel itself is gone, with its count: only the follow is left to go.
        if (isConditionalFailure(problem, 1)) await FollowEntity.build(DeleteItemCommand).key({ channelId, userId }).send()
        else if (!isConditionalFailure(problem, 0)) throw problem
      }
    },
    async idsFollowedBy(userId) {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `USER#${userId}`, range: { beginsWith: 'FOLLOW#' } }).entities(FollowEntity).options({ maxPages: Infinity }).send()
      return Items.map(({ channelId }) => channelId)
    },
    async followedBy(userId, { limit, after }) {
      const { Items = [], LastEvaluatedKey } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `USER#${userId}`, range: { beginsWith: 'FOLLOW#' } })
        .entities(FollowEntity)
        .options({ limit, reverse: true, exclusiveStartKey: after })
        .send()
      const channels = await readTogether(Items.map(({ channelId }) => ChannelReference.build(BatchGetRequest).key({ id: channelId })))
      const items = Items.flatMap(({ followedAt }, index) => {
        const channel = channels[index]
        return channel ? [{ channel, followedAt }] : []
      })
      return { items, next: LastEvaluatedKey ?? null }
    },
  }
}
