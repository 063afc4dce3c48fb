/** Several items in one request, whatever their entities, of either table. */
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Entity, FormattedItem } from 'dynamodb-toolbox/entity'
import type { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { EntityFormatter } from 'dynamodb-toolbox/entity/actions/format'
import { platformErrors } from './errors.ts'
import { documentClient } from './tables.ts'

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
  const places = requests.map((request): Place => ({ table: request.entity.table.getName(), key: request.params() as Key }))
  const unique = [...new Map(places.map(place => [nameOf(place), place])).values()]
  const found = unique.length === 0 ? [] : unique.length === 1 ? await getOne(unique[0]!, consistent) : await getMany(unique, consistent)
  const byName = new Map(found.map(({ table, item }) => [nameOf({ table, key: item }), item]))
  return requests.map((request, index) => {
    const item = byName.get(nameOf(places[index]!))
    return item && request.entity.build(EntityFormatter).format(item)
  }) as ReadItems<R>
}

interface Key { readonly pk: string; readonly sk: string }
interface Place { readonly table: string; readonly key: Key }
interface Found { readonly table: string; readonly item: Record<string, unknown> & Key }
const nameOf = ({ table, key: { pk, sk } }: Place) => `${table}\u0000${pk}\u0000${sk}`

async function getOne({ table, key }: Place, consistent: boolean): Promise<Found[]> {
  const { Item } = await documentClient.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: consistent }))
  return Item ? [{ table, item: Item as Found['item'] }] : []
}

async function getMany(places: readonly Place[], consistent: boolean, attempts = 3): Promise<Found[]> {
  const byTable = Map.groupBy(places, ({ table }) => table)
  const RequestItems = Object.fromEntries([...byTable].map(([table, of]) => [table, { Keys: of.map(({ key }) => key), ConsistentRead: consistent }]))
  const { Responses = {}, UnprocessedKeys = {} } = await documentClient.send(new BatchGetCommand({ RequestItems }))
  const found = Object.entries(Responses).flatMap(([table, items]) => items.map(item => ({ table, item: item as Found['item'] })))
  const left = Object.entries(UnprocessedKeys).flatMap(([table, { Keys = [] }]) => Keys.map(key => ({ table, key: key as Key })))
  if (left.length === 0) return found
  if (attempts <= 1) throw platformErrors.try_again({ detail: 'The table is busy. Try again in a moment.' })
  return [...found, ...await getMany(left, consistent, attempts - 1)]
}
