/** Pictures in the platform table, from being sent to being gone; who uses them claims them by platform/pictures.ts. */
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put'
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure } from '../platform/conditional.ts'
import { goesAt, goingPictures, heldBy, PictureEntity, type Picture } from '../platform/pictures.ts'
import { platformTable } from '../platform/tables.ts'

export const pictureStore = {
  /** Before its objects are written. */
  async note({ id, purpose, madeBy, useBefore }: Picture & { madeBy: string; useBefore: string }): Promise<void> {
    await PictureEntity.build(PutItemCommand).item({ id, purpose, madeBy, state: 'made', ...heldBy(`USER#${madeBy}`, id), ...goesAt(id, useBefore) }).options({ condition: { attr: 'id', exists: false } }).send()
  },

  /** Pictures that nothing holds and whose time has come, the longest waiting first. */
  async due(now: Date, limit: number): Promise<Picture[]> {
    const { Items = [] } = await platformTable.build(QueryCommand)
      .query({ index: 'gsi2', partition: goingPictures, range: { lte: `${now.toISOString()}~` } }).entities(PictureEntity).options({ limit }).send()
    return Items
  },

  /** From here on nobody can use it. False when somebody does, or it is gone. */
  async mayGo(id: string, now: Date): Promise<boolean> {
    try {
      await PictureEntity.build(UpdateItemCommand).item({ id, state: 'going' }).options({ condition: { and: [{ attr: 'state', ne: 'used' }, { attr: 'goAt', lte: now.toISOString() }] } }).send()
      return true
    } catch (problem) {
      if (isConditionalFailure(problem)) return false
      throw problem
    }
  },
}
export type PictureStore = typeof pictureStore
