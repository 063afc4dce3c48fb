/**
 * Views, from the moment one is earned until it is in the film's number.
 *
 * | item | table | pk | sk | gsi1 |
 * |---|---|---|---|---|
 * | Viewed | hot | `VIEWED#<viewer>#<film>` | `VIEWED` | its existence keeps the next view of 24 hours from counting |
 * | Place | hot | `VIEWED-FROM#<household>#<film>` | `PLACE#<1–5>` | taken by a viewer who is signed out: no place, no view; free again after 24 hours |
 * | View | hot | `VIEWS-OF#<pseudonym>` | `VIEW#<view>` | `VIEWS#<shard>` / `<film>#<view>` until it is counted |
 * | ViewTally | platform | `VIDEO#<film>` | `VIEWS` | the number; its changes are the event `views.counted` |
 *
 * No key is hot: earned views lie under keys of their own, and a film's number is written once for up to 99 of them.
 */
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { cancellationReasons, isConditionalFailure, retryOnConflict } from '../platform/conditional.ts'
import { newId } from '../platform/ids.ts'
import { filmKey } from '../platform/shared-film.ts'
import { pseudonym, viewsPartition } from '../platform/shared-keys.ts'
import { documentClient, expiryAfter, hotTable, platformTable } from '../platform/tables.ts'
import { deleteTogether } from './delete-together.ts'
import { householdOf } from './visitor.ts'
import { viewRule } from './what-is-a-view.ts'

export interface EarnedView {
  readonly viewer: string
  readonly videoId: string
  readonly signedIn: boolean
  /** Seconds. */
  readonly watched: number
}
/** `key` is that of its item. */
export interface PendingView { readonly key: ViewKey; readonly videoId: string }
export interface ViewKey { readonly pk: string; readonly sk: string }
export interface PendingPage { readonly views: readonly PendingView[]; readonly next: Record<string, unknown> | null }

/** Raw views are kept for thirteen months, so that a year can be compared with the one before. */
const keptForSeconds = 400 * 24 * 3600
/** Eight partitions of an index take 8,000 new views a second. */
export const viewShards = 8
/** A transaction holds 100 items; one is the tally. */
export const viewsAtOnce = 99

export const viewStore = {
  /** Notes a view, unless this viewer had one of this film within the window, or everybody at their address together as many as count: then nothing happens. */
  async claim({ viewer, videoId, signedIn, watched }: EarnedView, now: Date): Promise<boolean> {
    const id = newId('view', { now })
    const earliest = new Date(now.getTime() - viewRule.onceInSeconds * 1000).toISOString()
    const TableName = hotTable.getName()
    const onceInTheWindow = (pk: string, sk: string) => ({ Put: {
      TableName, Item: { pk, sk, viewedAt: now.toISOString(), expiresAt: expiryAfter(now, viewRule.onceInSeconds) },
      // The item may outlive its expiry.
      ConditionExpression: 'attribute_not_exists(pk) OR viewedAt <= :earliest', ExpressionAttributeValues: { ':earliest': earliest },
    } })
    const household = householdOf(viewer)
    const claimWith = async (place: number | null) => {
      await retryOnConflict(() => documentClient.send(new TransactWriteCommand({ TransactItems: [
        onceInTheWindow(`VIEWED#${viewer}#${videoId}`, 'VIEWED'),
        { Put: { TableName, Item: {
          ...viewKey(viewer, id), entity: 'View', id, videoId, viewer: pseudonym(viewer), signedIn, watched, viewedAt: now.toISOString(), expiresAt: expiryAfter(now, keptForSeconds),
          gsi1pk: `VIEWS#${shardOf(id)}`, gsi1sk: `${videoId}#${id}`,
        } } },
        ...(place === null ? [] : [onceInTheWindow(`VIEWED-FROM#${household}#${videoId}`, `PLACE#${place}`)]),
      ] })))
    }
    const places = household === null ? [null] : Array.from({ length: viewRule.signedOutPerAddress }, (_, index) => index + 1)
    for (const place of places) {
      try {
        await claimWith(place)
        return true
      } catch (problem) {
        if (isConditionalFailure(problem, 0)) return false
        if (!isConditionalFailure(problem, 2)) throw problem
      }
    }
    return false
  },

  /** Views of one shard that are not counted yet, those of one film beside each other. */
  async pending(shard: number, after?: Record<string, unknown>): Promise<PendingPage> {
    const { Items = [], LastEvaluatedKey } = await documentClient.send(new QueryCommand({
      TableName: hotTable.getName(), IndexName: 'gsi1', Limit: 1000, ExclusiveStartKey: after, KeyConditionExpression: 'gsi1pk = :shard', ExpressionAttributeValues: { ':shard': `VIEWS#${shard}` },
    }))
    return { views: Items.map(({ pk, sk, gsi1sk }) => ({ key: { pk: String(pk), sk: String(sk) }, videoId: String(gsi1sk).split('#')[0]! })), next: LastEvaluatedKey ?? null }
  },

  /**
   * Adds views of one film to its number and marks them counted, all or none. The index may still show what an earlier
   * run has counted: those are left out and the rest tried again. Answers how many were added.
   */
  async count(videoId: string, keys: readonly ViewKey[], now: Date): Promise<number> {
    if (keys.length === 0) return 0
    const at = now.toISOString()
    try {
      await retryOnConflict(() => documentClient.send(new TransactWriteCommand({ TransactItems: [
        { Update: {
          TableName: platformTable.getName(), Key: tallyKey(videoId), UpdateExpression: 'ADD #views :n, version :one SET entity = :entity, videoId = :film, updatedAt = :at',
          ExpressionAttributeNames: { '#views': 'views' }, ExpressionAttributeValues: { ':n': keys.length, ':one': 1, ':entity': 'ViewTally', ':film': videoId, ':at': at },
        } },
        ...keys.map(Key => ({ Update: {
          TableName: hotTable.getName(), Key, UpdateExpression: 'REMOVE gsi1pk, gsi1sk SET countedAt = :at', ConditionExpression: 'attribute_exists(gsi1pk)', ExpressionAttributeValues: { ':at': at },
        } })),
      ] })))
      return keys.length
    } catch (problem) {
      if (!isConditionalFailure(problem)) throw problem
      const reasons = cancellationReasons(problem)
      return this.count(videoId, keys.filter((_, index) => reasons[index + 1] !== 'ConditionalCheckFailed'), now)
    }
  },

  /** For an erasure: every view of a person, and that they viewed. Numbers stay. May be cut off anywhere and repeated. */
  async forgetAll(viewer: string): Promise<void> {
    for (;;) {
      const { Items = [], LastEvaluatedKey } = await documentClient.send(new QueryCommand({
        TableName: hotTable.getName(), ConsistentRead: true, Limit: 12, ProjectionExpression: 'pk, sk, videoId',
        KeyConditionExpression: 'pk = :viewer', ExpressionAttributeValues: { ':viewer': viewsPartition(viewer) },
      }))
      const keys = Items.flatMap(({ pk, sk, videoId }) => [{ pk: `VIEWED#${viewer}#${videoId}`, sk: 'VIEWED' }, { pk: String(pk), sk: String(sk) }])
      if (keys.length > 0) await deleteTogether(keys)
      if (!LastEvaluatedKey) return
    }
  },
}
export type ViewStore = typeof viewStore

/** Under the person, so that all of theirs are found when they are erased. Views that an earlier release wrote stand elsewhere; they are counted by their own keys. */
const viewKey = (viewer: string, id: string): ViewKey => ({ pk: viewsPartition(viewer), sk: `VIEW#${id}` })
const tallyKey = (videoId: string) => ({ pk: filmKey(videoId).pk, sk: 'VIEWS' })
const shardOf = (id: string) => id.charCodeAt(id.length - 1) % viewShards
