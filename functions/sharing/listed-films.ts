/** The newest public films, for the sitemap and for the front page's first sight. */
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { ListingReference } from '../platform/listing-reference.ts'
import { platformTable } from '../platform/tables.ts'
import type { ListedFilm } from './for-search-engines.ts'

/** A sitemap may name 50,000; the newest five thousand are ten reads of a megabyte at most, once an hour. */
const most = 5000

/** Addresses of the posters on the front page's first screen: the newest films, a row of them. */
export async function firstPosters(): Promise<string[]> {
  const { Items = [] } = await platformTable.build(QueryCommand).query({ index: 'gsi2', partition: 'BROWSE#all' }).entities(ListingReference).options({ reverse: true, limit: 4 }).send()
  return Items.flatMap(({ card }) => (card.posterImage ? [`/${card.posterImage}`] : []))
}

export async function listedFilms(): Promise<ListedFilm[]> {
  const { Items = [] } = await platformTable.build(QueryCommand).query({ index: 'gsi2', partition: 'BROWSE#all' })
    .entities(ListingReference).options({ reverse: true, limit: most, maxPages: 10 }).send()
  return Items.slice(0, most).map(({ id, card }) => ({ id, publishedAt: card.publishedAt, handle: card.channel.handle }))
}
