/** A film's line in a public list, as other domains read it. functions/videos owns and writes it. */
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import type { FilmSeen } from './shared-film.ts'
import { platformTable } from './tables.ts'

export const ListingReference = new Entity({
  name: 'Listing',
  table: platformTable,
  timestamps: false,
  schema: item({ id: string().key(), list: string().key(), card: any().castAs<Pick<FilmSeen, 'title' | 'channel' | 'publishedAt' | 'posterImage'>>() }),
  computeKey: ({ id, list }: { id: string; list: string }) => ({ pk: `VIDEO#${id}`, sk: `LISTING#${list}` }),
})
