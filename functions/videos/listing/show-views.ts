/** How often a film was viewed, as its page and the lists show it. Apart from the store, so that only who is told of views carries what this takes. */
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put'
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { isConditionalFailure, retryOnConflict } from '../../platform/conditional.ts'
import type { Film } from '../film.ts'
import { listingsOf } from './listing.ts'
import { ListingEntity, VideoEntity } from '../video-store.ts'

/**
 * Writes the number into the film first and then into its lists; the film's version stays, so that nobody's edit fails
 * because of it. The number only grows, so older news changes nothing, and a run that was cut off in between is made
 * good by the next.
 */
export async function showViews(id: string, views: number): Promise<void> {
  const { Item } = await VideoEntity.build(GetItemCommand).key({ id }).options({ consistent: true }).send()
  const known = Item as Film | undefined
  if (!known) return
  const film = known.views >= views ? known : await retryOnConflict(() => VideoEntity.build(UpdateItemCommand).item({ id, views })
    .options({ condition: { attr: 'views', lt: views }, returnValues: 'ALL_NEW' }).send()).then(({ Attributes }) => Attributes as Film, unlessConditional)
  if (!film) return
  // A list that knows a higher number was written by somebody who knew more.
  await Promise.all(listingsOf(film).map(one => retryOnConflict(() => ListingEntity.build(PutItemCommand).item(one).options({ condition: { attr: 'gsi3sk', lt: one.gsi3sk } }).send()).catch(unlessConditional)))
}

function unlessConditional(problem: unknown): null {
  if (isConditionalFailure(problem)) return null
  throw problem
}
