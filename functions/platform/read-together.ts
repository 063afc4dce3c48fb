/** Several items of the platform table in one request, whatever their entities. */
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Entity, FormattedItem } from 'dynamodb-toolbox/entity'
import type { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { EntityFormatter } from 'dynamodb-toolbox/entity/actions/format'
import { platformErrors } from './errors.ts'
import { documentClient, platformTable } from './tables.ts'

/** What any entity's `build(BatchGetRequest).key(…)` makes. */
export type ReadRequest = Pick<BatchGetRequest, 'entity' | 'params'>
export type ReadItem<R> = R extends { readonly entity: infer E extends Entity } ? FormattedItem<E> | undefined : never
export type ReadItems<R extends readonly ReadRequest[]> = { -readonly [K in keyof R]: ReadItem<R[K]> }

export interface ReadOptions {
  /** Sees every write that finished before; costs twice the read units. */
  readonly consistent?: boolean
}

/**
 * One GetItem for a single key, else one BatchGetItem (at most 100 keys); a key asked for twice is read once.
 * What DynamoDB leaves unprocessed is asked for again at once, twice at most, then the caller is told to try again.
 */
export async function readTogether<const R extends readonly ReadRequest[]>(requests: R, { consistent = false }: ReadOptions = {}): Promise<ReadItems<R>> {
  const keys = requests.map(request => request.params() as Key)
  const unique = [...new Map(keys.map(key => [nameOf(key), key])).values()]
  const found = unique.length === 0 ? [] : unique.length === 1 ? await getOne(unique[0]!, consistent) : await getMany(unique, consistent)
  const byName = new Map(found.map(item => [nameOf(item), item]))
  return requests.map((request, index) => {
    const item = byName.get(nameOf(keys[index]!))
    return item && request.entity.build(EntityFormatter).format(item)
  }) as ReadItems<R>
}

interface Key { readonly pk: string; readonly sk: string }
type Item = Record<string, unknown> & Key
const nameOf = ({ pk, sk }: Key) => `${pk}\u0000${sk}`

async function getOne(key: Key, consistent: boolean): Promise<Item[]> {
  const { Item } = await documentClient.send(new GetCommand({ TableName: platformTable.getName(), Key: key, ConsistentRead: consistent }))
  return Item ? [Item as Item] : []
}

async function getMany(keys: Key[], consistent: boolean, attempts = 3): Promise<Item[]> {
  const table = platformTable.getName()
  const { Responses, UnprocessedKeys } = await documentClient.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: consistent } } }))
  const items = (Responses?.[table] ?? []) as Item[]
  const left = UnprocessedKeys?.[table]?.Keys as Key[] | undefined
  if (!left?.length) return items
  if (attempts <= 1) throw platformErrors.try_again({ detail: 'The table is busy. Try again in a moment.' })
  return [...items, ...await getMany(left, consistent, attempts - 1)]
}
