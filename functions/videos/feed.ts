/** The newest films of the channels that somebody follows, read when asked for: nothing is copied to followers when a film is published. */
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { FollowReference } from '../platform/shared-keys.ts'
import { platformTable } from '../platform/tables.ts'
import type { Film } from './film.ts'
import type { VideoStore } from './video-store.ts'

/** The channels followed last; one query each, all at once. Whoever follows more finds the others on their pages. */
const mostChannels = 24
/** Of each channel. Drafts and private films among them are left out afterwards. */
const newestOf = 8

export async function feedOf(userId: string, { limit }: { limit: number }, store: Pick<VideoStore, 'ofChannel'>): Promise<Film[]> {
  const { Items: follows = [] } = await platformTable.build(QueryCommand)
    .query({ index: 'gsi1', partition: `USER#${userId}`, range: { beginsWith: 'FOLLOW#' } }).entities(FollowReference).options({ limit: mostChannels, reverse: true }).send()
  const pages = await Promise.all(follows.map(({ channelId }) => store.ofChannel(channelId, { limit: newestOf }, { listedOnly: true, orForFollowers: true })))
  return pages.flatMap(({ items }) => items).sort((one, other) => (other.publishedAt ?? '').localeCompare(one.publishedAt ?? '')).slice(0, limit)
}
