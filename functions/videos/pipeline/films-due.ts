/** Which films must be looked at without an event. Apart from the store, so that only who goes by the clock carries what this takes. */
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure } from '../../platform/conditional.ts'
import { platformTable } from '../../platform/tables.ts'
import type { Film } from '../film.ts'
import { asFilm, VideoEntity, wakePartition } from '../video-store.ts'
import { nextTurn } from './when-to-wake.ts'

/** The most overdue first. */
export async function filmsDue(at: Date, limit: number): Promise<Film[]> {
  const { Items = [] } = await platformTable.build(QueryCommand)
    .query({ index: 'gsi2', partition: wakePartition, range: { lte: `${at.toISOString()}~` } }).entities(VideoEntity).options({ limit }).send()
  return Items.map(asFilm)
}

/** A film that is about to be looked at waits for its next turn, whatever comes of it. Nothing else of it changes; one that was written meanwhile has its turn already. */
export async function rest(film: Film, undoWindowSeconds: number, at: Date): Promise<void> {
  try {
    await VideoEntity.build(UpdateItemCommand).item({ id: film.id, gsi2sk: `${nextTurn(film, undoWindowSeconds, at)}#${film.id}` }).options({ condition: { attr: 'version', eq: film.version } }).send()
  } catch (problem) {
    if (!isConditionalFailure(problem)) throw problem
  }
}
