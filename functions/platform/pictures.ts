/**
 * Pictures that people sent, made by functions/pictures and used by other domains: an item keeps a picture's id, and
 * claims it in the same transaction, so that no picture is ever used twice, lost, or left behind.
 *
 * made → used → dropped, and from made or dropped, when its time has come, gone. The sweep and erasures remove its
 * objects before its item.
 */
import { Entity } from 'dynamodb-toolbox/entity'
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete'
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { $remove } from 'dynamodb-toolbox/entity/actions/update'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure, retryOnConflict } from './conditional.ts'
import { platformTable } from './tables.ts'

type Purpose = 'face' | 'banner' | 'thumbnail'
export interface Picture { readonly id: string; readonly purpose: Purpose }

/** gsi1 `USER#<id>` or `CHANNEL#<id>` / `PICTURE#<id>`: whose it is, and with whom it goes. gsi2 `PICTURES#GOING`, while nothing holds it: when it goes. */
export const PictureEntity = new Entity({
  name: 'Picture',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), purpose: string().enum('face', 'banner', 'thumbnail'), state: string().enum('made', 'used', 'dropped', 'going'), madeBy: string(), goAt: string().optional(),
    gsi1pk: string().hidden(), gsi1sk: string().hidden(), gsi2pk: string().optional().hidden(), gsi2sk: string().optional().hidden(),
  }),
  computeKey: ({ id }: { id: string }) => ({ pk: `PICTURE#${id}`, sk: 'PICTURE' }),
})
export const goingPictures = 'PICTURES#GOING'
export type Holder = `USER#${string}` | `CHANNEL#${string}`
export const heldBy = (holder: Holder, id: string) => ({ gsi1pk: holder, gsi1sk: `PICTURE#${id}` })
export const goesAt = (id: string, at: string) => ({ goAt: at, gsi2pk: goingPictures, gsi2sk: `${at}#${id}` })

/** A picture that is no longer used stays this long: pages and lists that are open somewhere may still ask for it. */
const shownElsewhereSeconds = 3600

/** The picture is used from now on. Fails unless `by` made it for this purpose within the hour. */
const used = (id: string, { by, holder, purpose }: Pick<Swap, 'by' | 'holder' | 'purpose'>, now: Date) =>
  PictureEntity.build(UpdateTransaction).item({ id, state: 'used', ...heldBy(holder, id), goAt: $remove(), gsi2pk: $remove(), gsi2sk: $remove() })
    .options({ condition: { and: [{ attr: 'state', eq: 'made' }, { attr: 'madeBy', eq: by }, { attr: 'purpose', eq: purpose }, { attr: 'goAt', gt: now.toISOString() }] } })

/** Nothing uses the picture any more. */
const dropped = (id: string, now: Date) =>
  PictureEntity.build(UpdateTransaction).item({ id, state: 'dropped', ...goesAt(id, new Date(now.getTime() + shownElsewhereSeconds * 1000).toISOString()) })
    .options({ condition: { attr: 'state', eq: 'used' } })

export interface Swap {
  /** The pictures before and after; null for none. */
  readonly from: string | null
  readonly to: string | null
  readonly by: string
  readonly holder: Holder
  readonly purpose: Purpose
}

/** One transaction: `write` (the change of whoever shows the picture, conditional on still showing `from`), and both pictures' own. */
export async function swapPicture(write: Extract<Parameters<typeof execute>[number], { entity: unknown }>, swap: Swap, now: Date): Promise<'swapped' | 'changed meanwhile' | 'no such picture'> {
  const { from, to } = swap
  const steps = [write, ...(to ? [used(to, swap, now)] : []), ...(from ? [dropped(from, now)] : [])]
  try {
    await retryOnConflict(() => execute(...steps))
    return 'swapped'
  } catch (problem) {
    if (isConditionalFailure(problem, 0)) return 'changed meanwhile'
    if (to && isConditionalFailure(problem, 1)) return 'no such picture'
    // The former one is gone already.
    if (from && isConditionalFailure(problem, steps.length - 1)) return swapPicture(write, { ...swap, from: null }, now)
    throw problem
  }
}

/** Everything that one person or channel holds. */
export async function picturesOf(holder: Holder): Promise<Picture[]> {
  const { Items = [] } = await platformTable.build(QueryCommand)
    .query({ index: 'gsi1', partition: holder, range: { beginsWith: 'PICTURE#' } }).entities(PictureEntity).options({ maxPages: Infinity }).send()
  return Items
}

/** Its objects first, so that a crash between loses nothing. Harmless when they are gone. */
export async function removePicture({ id, purpose }: Picture, remove: (key: string) => Promise<unknown>): Promise<void> {
  for (const key of pictureKeys(id, purpose)) await remove(key)
  await PictureEntity.build(DeleteItemCommand).key({ id }).send()
}

/** The objects of a picture, its largest first. Public ones are below `i/`; a thumbnail waits where nobody can ask for it, until its film takes a copy. */
export function pictureKeys(id: string, purpose: Purpose): readonly string[] {
  return purpose === 'thumbnail' ? [`pictures/${id}.jpg`] : [`i/${id}-large.jpg`, `i/${id}-small.jpg`]
}

/** Addresses of a face or a banner; null for none. */
export const sizesOf = (id: string | null | undefined) => (id ? { small: `/i/${id}-small.jpg`, large: `/i/${id}-large.jpg` } : null)

/** Somebody as others see them in passing, with the addresses of their face instead of its id. */
export const withFace = <Seen extends { readonly face?: string | null | undefined }>({ face, ...seen }: Seen) => ({ ...seen, face: sizesOf(face) })
