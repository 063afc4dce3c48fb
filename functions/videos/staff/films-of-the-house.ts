/** Films of anyone, for staff. Each state, and each channel, is a partition of its own; their latest are put together here. */
import { openCursor, signCursor, type Cursors } from '../../platform/cursor.ts'
import type { QueryOf } from '../../platform/contract.ts'
import { channelsOfOwner } from '../owner/channels-of-owner.ts'
import { processing, type StaffFilm, type videosContract } from '../contract.ts'
import { latestOf } from './latest-of.ts'
import { staffView } from './staff-view.ts'
import type { VideoStore } from '../video-store.ts'

type Asked = QueryOf<typeof videosContract.routes.staffList>

/**
 * The cursor names the last film looked at: ids are by time in every partition alike. Of a person's or a channel's films
 * those in one state are picked out here, so that a page may hold fewer than it looked at.
 */
export async function filmsOfTheHouse({ state, ownerId, channelId, limit, cursor }: Asked, store: Pick<VideoStore, 'latest'>, cursors: Cursors = { openCursor, signCursor }): Promise<{ items: StaffFilm[]; nextCursor: string | null }> {
  const scope = `staff:${state ?? 'any'}:${ownerId ?? 'anybody'}:${channelId ?? 'anywhere'}`
  const before = cursor ? (await cursors.openCursor<{ before: string }>(cursor, scope)).before : undefined
  // One more than is shown tells whether there is more.
  const { shown, last } = latestOf(await store.latest(await partitionsOf({ state, ownerId, channelId }), { limit: limit + 1, before }), limit)
  return { items: shown.filter(({ processing: one }) => !state || one === state).map(staffView), nextCursor: last ? await cursors.signCursor({ before: last }, scope) : null }
}

async function partitionsOf({ state, ownerId, channelId }: Pick<Asked, 'state' | 'ownerId' | 'channelId'>) {
  const ofChannel = (id: string) => ({ index: 'gsi1', partition: `CHANNEL#${id}#VIDEOS` }) as const
  if (channelId) return [ofChannel(channelId)]
  if (ownerId) return (await channelsOfOwner(ownerId)).map(ofChannel)
  return (state ? [state] : processing.options).map(one => ({ index: 'gsi3', partition: `VIDEOS#${one}` }) as const)
}
