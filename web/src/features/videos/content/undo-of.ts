/** How to take a batch change back: what the films had before, in as few batches as possible. Pure. */
import type { Video } from '../../../../../functions/videos/contract.ts'

export type Change = Partial<Pick<Video, 'access' | 'category' | 'tags'>>
export interface Batch { readonly ids: string[]; readonly change: Change }

/** For each of these films the fields of the change as they were. Films that had the same share a batch. */
export function undoOf(films: readonly Pick<Video, 'id' | 'access' | 'category' | 'tags'>[], change: Change): Batch[] {
  const fields = Object.keys(change) as (keyof Change)[]
  const batches = Map.groupBy(films, film => JSON.stringify(Object.fromEntries(fields.map(field => [field, film[field]]))))
  return [...batches].map(([before, of]) => ({ ids: of.map(({ id }) => id), change: JSON.parse(before) as Change }))
}
