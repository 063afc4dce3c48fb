/**
 * Where each viewer is in each film, in the hot table: one item per profile and film, one write per heartbeat.
 *
 * | item | pk | sk | gsi1 |
 * |---|---|---|---|
 * | Watch | `VIEWER#<person>#<profile>` | `WATCH#<film>` | `VIEWER#<person>#<profile>` / when the viewing began: what they watched, latest first |
 *
 * The index holds keys only and is sorted by what stays the same throughout a viewing, so a heartbeat writes the
 * item and nothing else: one write unit, not three. People signed out have no history and stay out of the index.
 */
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { Entity } from 'dynamodb-toolbox/entity'
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { boolean } from 'dynamodb-toolbox/schema/boolean'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { documentClient, expiryAfter, hotTable } from '../platform/tables.ts'
import { deleteTogether, mostAtOnce, type DeleteKey } from './delete-together.ts'

/** Positions are kept for half a year after the last heartbeat; those of people signed out, for a day. */
const keptForSeconds = { signedIn: 180 * 24 * 3600, signedOut: 24 * 3600 }

const partitionOf = (viewerId: string, profile: string) => `VIEWER#${viewerId}#${profile}`
const prefix = 'WATCH#'

const WatchEntity = new Entity({
  name: 'Watch',
  table: hotTable,
  timestamps: false,
  schema: item({
    viewerId: string().key(), profile: string().key(), videoId: string().key(),
    position: number(), duration: number(), playing: boolean(), heartbeatAt: string(), expiresAt: number(),
    // Absent on what was noted before there was a history.
    startedAt: string().optional(), gsi1pk: string().optional().hidden(), gsi1sk: string().optional().hidden(),
  }),
  computeKey: ({ viewerId, profile, videoId }: { viewerId: string; profile: string; videoId: string }) => ({ pk: partitionOf(viewerId, profile), sk: prefix + videoId }),
})

export interface Whereabouts {
  readonly viewerId: string
  readonly profile: string
  readonly videoId: string
  /** Seconds, both. */
  readonly position: number
  readonly duration: number
  readonly playing: boolean
  /** When the viewing began, ISO 8601. */
  readonly startedAt: string
}
/** Films somebody began, latest first; what stands there is read with `request`. */
export interface Began { readonly videoIds: readonly string[]; readonly next: Record<string, unknown> | null }

export const watchStore = {
  async note({ viewerId, profile, videoId, ...where }: Whereabouts, signedIn: boolean, now: Date): Promise<void> {
    const expiresAt = expiryAfter(now, signedIn ? keptForSeconds.signedIn : keptForSeconds.signedOut)
    const listed = signedIn ? { gsi1pk: partitionOf(viewerId, profile), gsi1sk: `${where.startedAt}#${videoId}` } : {}
    await WatchEntity.build(UpdateItemCommand).item({ viewerId, profile, videoId, ...where, ...listed, heartbeatAt: now.toISOString(), expiresAt }).send()
  },
  async find(viewerId: string, profile: string, videoId: string, now: Date): Promise<Pick<Whereabouts, 'position' | 'duration'> | null> {
    const { Item } = await WatchEntity.build(GetItemCommand).key({ viewerId, profile, videoId }).send()
    return Item && isKept(Item, now) ? Item : null
  },
  /** For one batch read together with the films. */
  request: (viewerId: string, profile: string, videoId: string) => WatchEntity.build(BatchGetRequest).key({ viewerId, profile, videoId }),

  async began(viewerId: string, profile: string, { limit, after }: { limit: number; after?: Record<string, unknown> }): Promise<Began> {
    const { Items = [], LastEvaluatedKey } = await documentClient.send(new QueryCommand({
      TableName: hotTable.getName(), IndexName: 'gsi1', ScanIndexForward: false, Limit: limit, ExclusiveStartKey: after,
      KeyConditionExpression: 'gsi1pk = :viewer', ExpressionAttributeValues: { ':viewer': partitionOf(viewerId, profile) },
    }))
    return { videoIds: Items.map(({ sk }) => String(sk).slice(prefix.length)), next: LastEvaluatedKey ?? null }
  },
  async forget(viewerId: string, profile: string, videoId: string): Promise<void> {
    await WatchEntity.build(DeleteItemCommand).key({ viewerId, profile, videoId }).send()
  },
  /** May be cut off anywhere and repeated: it goes by what is left. */
  async forgetAll(viewerId: string, profile: string): Promise<void> {
    for (;;) {
      const { Items = [], LastEvaluatedKey } = await documentClient.send(new QueryCommand({
        TableName: hotTable.getName(), ConsistentRead: true, Limit: mostAtOnce, ProjectionExpression: 'pk, sk',
        KeyConditionExpression: 'pk = :viewer AND begins_with(sk, :watch)', ExpressionAttributeValues: { ':viewer': partitionOf(viewerId, profile), ':watch': prefix },
      }))
      if (Items.length > 0) await deleteTogether(Items as DeleteKey[])
      if (!LastEvaluatedKey) return
    }
  },
}
export type WatchStore = typeof watchStore

/** Time to live deletes late. */
export const isKept = ({ expiresAt }: { readonly expiresAt: number }, now: Date) => expiresAt * 1000 > now.getTime()
