/** That the films of somebody have followed where they stand. Told by functions/videos; functions/users tells them again until it is so. */
import { Entity } from 'dynamodb-toolbox/entity'
import { $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { isConditionalFailure } from './conditional.ts'
import { principalKey } from './principal.ts'
import { platformTable } from './tables.ts'

const FollowedEntity = new Entity({
  name: 'User',
  table: platformTable,
  timestamps: false,
  schema: item({ id: string().key(), filmsBehind: number().optional() }),
  computeKey: ({ id }: { id: string }) => principalKey(id),
})

/** All films of this person know of the standing that came with this version of their item, or of a later one. */
export async function filmsFollowed(id: string, version: number): Promise<void> {
  try {
    await FollowedEntity.build(UpdateItemCommand).item({ id, filmsBehind: $remove() }).options({ condition: { attr: 'filmsBehind', lte: version } }).send()
  } catch (problem) {
    if (!isConditionalFailure(problem)) throw problem
  }
}
