import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { platformTable } from '../../platform/tables.ts'
import type { Film } from '../film.ts'
import { VideoEntity } from '../video-store.ts'

/** How many films of its owner are being converted that were announced before it. Of a page of what is under way in the house, which is some hundreds: more would make no difference. */
export async function filmsAhead({ id, ownerId }: Pick<Film, 'id' | 'ownerId'>): Promise<number> {
  const { Count = 0 } = await platformTable.build(QueryCommand)
    .query({ index: 'gsi3', partition: 'VIDEOS#transcoding', range: { lt: id } }).entities(VideoEntity)
    .options({ reverse: true, select: 'COUNT', filters: { Video: { and: [{ attr: 'ownerId', eq: ownerId }, { attr: 'deletedAt', type: 'NULL' }] } } }).send()
  return Count
}
