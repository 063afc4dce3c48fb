/**
 * What is kept of a film that is gone: where something of it may yet be written. A job of MediaConvert that nobody heard of
 * goes on to its end; a copy, a storyboard or a caption may be on its way in the very moment in which the film goes. So
 * somebody looks again later, until nothing more was found. Holds ids that say nothing about anybody.
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { log } from '../../platform/log.ts'
import { sideBySide } from '../../platform/side-by-side.ts'
import { platformTable } from '../../platform/tables.ts'
import { posterImageKey, type Film } from '../film.ts'
import { versionOf } from '../replacement/replacement.ts'
import type { FilmObjects } from './film-objects.ts'

/** Longer than any function runs, and long enough for a job to have written something. */
const lookAgainSeconds = 3600
const atOnce = 8

/** `images`: keys of its public posters. gsi2 `VIDEOS#REMAINS` is sorted by when to look. */
const RemainsEntity = new Entity({
  name: 'Remains',
  table: platformTable,
  timestamps: false,
  schema: item({ id: string().key(), images: any().castAs<string[]>(), gsi2pk: string().hidden(), gsi2sk: string().hidden() }),
  computeKey: ({ id }: { id: string }) => ({ pk: `VIDEO#${id}`, sk: 'REMAINS' }),
})
interface Remains { readonly id: string; readonly images: string[] }

const partition = 'VIDEOS#REMAINS'
const kept = ({ id, images }: Remains, now: Date) => ({ id, images, gsi2pk: partition, gsi2sk: `${new Date(now.getTime() + lookAgainSeconds * 1000).toISOString()}#${id}` })

/** Stands from the moment in which the film does not. */
export const remainsOf = (film: Film, now: Date) =>
  RemainsEntity.build(PutTransaction).item(kept({ id: film.id, images: [film, versionOf(film)].flatMap(version => (version ? [posterImageKey(version)] : [])) }, now))

export async function clearRemains(objects: Pick<FilmObjects, 'deleteOutput' | 'deleteOutputs'>, now: Date, limit = 100): Promise<void> {
  const { Items = [] } = await platformTable.build(QueryCommand)
    .query({ index: 'gsi2', partition, range: { lte: `${now.toISOString()}~` } }).entities(RemainsEntity).options({ limit }).send()
  await sideBySide(Items, atOnce, async remains => {
    try {
      // First the next look: whatever cannot be cleared keeps nothing else waiting.
      await RemainsEntity.build(PutItemCommand).item(kept(remains, now)).send()
      for (const image of remains.images) await objects.deleteOutput(image)
      const found = await objects.deleteOutputs(`v/${remains.id}/`)
      if (found === 0) await RemainsEntity.build(DeleteItemCommand).key({ id: remains.id }).send()
      else log.warn('Something was written of a film that is gone', { videoId: remains.id, objects: found })
    } catch (error) {
      log.error('What remained of a film could not be cleared away', { videoId: remains.id, error })
    }
  })
}
