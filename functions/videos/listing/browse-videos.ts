/** Lists of films: the public ones, and a channel's. A page is one query, marked by a signed cursor. */
import { openCursor, signCursor } from '../../platform/cursor.ts'
import type { QueryOf } from '../../platform/contract.ts'
import type { videosContract } from '../contract.ts'
import type { Pass } from '../owner/insiders-address.ts'
import { cardView, videoView } from '../video-view.ts'
import type { VideoStore } from '../video-store.ts'

type Browse = QueryOf<typeof videosContract.routes.browse>
type OfChannel = QueryOf<typeof videosContract.routes.ofChannel>

/** Films of one channel come newest first; `sort` and `category` are for the whole house, and refused beside a channel. */
export async function browseVideos({ sort, category, channelId, limit, cursor }: Browse, now: Date, store: VideoStore) {
  if (channelId) {
    const page = await channelPage(channelId, { limit, cursor, status: undefined }, true, store)
    return { items: page.items.map(film => videoView(film, false, now, null)), nextCursor: page.nextCursor }
  }
  const list = category ?? 'all'
  const scope = `browse:${sort}:${list}`
  const { items, next } = await store.browse(list, sort, { limit, after: cursor ? await openCursor<Record<string, unknown>>(cursor, scope) : undefined })
  return { items: items.map(cardView), nextCursor: next ? await signCursor(next, scope) : null }
}

/** `pass` is for its team, who see everything in it. */
export async function videosOfChannel(channelId: string, query: OfChannel, now: Date, pass: Pass | null, store: VideoStore) {
  const page = await channelPage(channelId, query, pass === null, store)
  return { items: page.items.map(film => videoView(film, pass !== null, now, pass)), nextCursor: page.nextCursor }
}

async function channelPage(channelId: string, { limit, cursor, status }: OfChannel, listedOnly: boolean, store: VideoStore) {
  const scope = `channel:${channelId}:${status ?? 'any'}:${listedOnly}`
  const { items, next } = await store.ofChannel(channelId, { limit, after: cursor ? await openCursor<Record<string, unknown>>(cursor, scope) : undefined }, { processing: status, listedOnly })
  return { items, nextCursor: next ? await signCursor(next, scope) : null }
}
