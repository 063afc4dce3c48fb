/** The film among its keys and indexes. Writes are whole films, guarded by their version. */
import { setTimeout as pause } from 'node:timers/promises'
import { Entity } from 'dynamodb-toolbox/entity'
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete'
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut'
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite'
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import type { Condition } from 'dynamodb-toolbox/entity/actions/parseCondition'
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put'
import { any } from 'dynamodb-toolbox/schema/any'
import { boolean } from 'dynamodb-toolbox/schema/boolean'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query'
import { isConditionalFailure, retryOnConflict, type RetryEffects } from '../platform/conditional.ts'
import { audited, type AuditNote } from '../platform/audit.ts'
import { platformErrors } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { filmKey } from '../platform/shared-film.ts'
import { platformTable } from '../platform/tables.ts'
import type { Access, Processing } from './contract.ts'
import type { Film } from './film.ts'
import { noteFigures } from './pipeline/film-metrics.ts'
import { remainsOf } from './pipeline/remains.ts'
import { listingsOf, type Listing } from './listing/listing.ts'
import { whenToWake } from './pipeline/when-to-wake.ts'
import { withPosterLeft } from './thumbnails/poster-left.ts'

const nullable = <T>() => any().castAs<T | null>()
const indexKeys = {
  gsi1pk: string().optional().hidden(), gsi1sk: string().optional().hidden(),
  gsi2pk: string().optional().hidden(), gsi2sk: string().optional().hidden(),
  gsi3pk: string().optional().hidden(), gsi3sk: string().optional().hidden(),
}

export const wakePartition = 'VIDEOS#WAKE'
/**
 * | index | partition | sorted by | answers |
 * |---|---|---|---|
 * | gsi1 | `CHANNEL#<id>#VIDEOS` | film id (its time) | a channel's films |
 * | gsi2 | `VIDEOS#WAKE` | when to look again | what the reconciler must not forget |
 * | gsi3 | `VIDEOS#<processing>` | film id | everybody's films, for staff |
 */
export const VideoEntity = new Entity({
  name: 'Video',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), channelId: string(), ownerId: string(), channel: any().castAs<Film['channel']>(),
    title: string(), description: string(), tags: any().castAs<Film['tags']>(), category: string(), access: string().enum('public', 'unlisted', 'followers', 'private'), language: string(),
    file: any().castAs<Film['file']>(), upload: nullable<NonNullable<Film['upload']>>(), sourceKey: string(),
    processing: string().enum('uploading', 'checking', 'transcoding', 'ready', 'failed'), failure: nullable<NonNullable<Film['failure']>>(), source: nullable<NonNullable<Film['source']>>(),
    claims: number(), jobs: any().castAs<Film['jobs']>(), published: nullable<NonNullable<Film['published']>>(), poster: nullable<string>(), imageName: string(), posterImage: nullable<string>(),
    captions: any().castAs<Film['captions']>().optional(), thumbnails: any().castAs<Film['thumbnails']>().optional(), storyboard: any().castAs<Film['storyboard']>().optional(), leftovers: any().castAs<Film['leftovers']>().optional(), replacement: any().castAs<Film['replacement']>().optional(), erasing: boolean().optional(), asks: number().optional(),
    views: number(), receivedAt: string().optional(), underWaySince: string().optional(), publication: any().castAs<Film['publication']>().optional(), publishedAt: nullable<string>(), withdrawnAt: nullable<string>(), hidden: boolean().optional(), ownerVersion: number().optional(), deletedAt: nullable<string>(), createdAt: string(), updatedAt: string(), version: number(),
    ...indexKeys,
  }),
  computeKey: ({ id }: { id: string }) => filmKey(id),
})

/**
 * A film's line in one public list (`all`, or its category), with all that a card shows: a page of any list is one query.
 * gsi2 `BROWSE#<list>` is sorted by publication, gsi3 `POPULAR#<list>` by views.
 */
export const ListingEntity = new Entity({
  name: 'Listing',
  table: platformTable,
  timestamps: false,
  schema: item({ id: string().key(), list: string().key(), card: any().castAs<Listing['card']>(), ...indexKeys }),
  computeKey: ({ id, list }: { id: string; list: string }) => ({ pk: `VIDEO#${id}`, sk: `LISTING#${list}` }),
})

export interface Page<T> { readonly items: readonly T[]; readonly next: Record<string, unknown> | null }
export interface PageQuery { readonly limit: number; readonly after?: Record<string, unknown> }

/** A stored item as the film it is: what older releases did not write yet has its beginnings. */
export const asFilm = (item: object): Film => ({ captions: [], leftovers: [], publication: null, replacement: null, erasing: false, asks: 0, ...item }) as unknown as Film

/** Thrown when a film changed between reading and writing. */
export class Stale extends Error {}

const mostTries = 10

/** What the audit trail is to say of a change; null for nothing. */
export type Noted = (before: Film, after: Film) => AuditNote | null

export function videoStore({ undoWindowSeconds, now, retries }: { undoWindowSeconds: number; now: () => Date; retries?: RetryEffects }) {
  const put = async (film: Film, previous: Film | null, note: AuditNote | null = null) => {
    const wakeAt = whenToWake(film, undoWindowSeconds)
    const row = {
      ...film,
      gsi1pk: `CHANNEL#${film.channelId}#VIDEOS`, gsi1sk: film.id, gsi3pk: `VIDEOS#${film.processing}`, gsi3sk: film.id,
      ...(wakeAt ? { gsi2pk: wakePartition, gsi2sk: `${wakeAt}#${film.id}` } : {}),
    }
    // Views come in without a new version, so that nobody's edit fails because of them; but this write would undo them.
    const condition: Condition<typeof VideoEntity> = previous ? { and: [{ attr: 'version', eq: previous.version }, { attr: 'views', eq: previous.views }] } : { attr: 'id', exists: false }
    const [before, after] = [previous ? listingsOf(previous) : [], listingsOf(film)]
    const gone = before.filter(old => !after.some(one => one.list === old.list))
    const fresh = after.filter(one => !before.some(old => JSON.stringify(old) === JSON.stringify(one)))
    const write = () => (gone.length + fresh.length === 0 && !note ? VideoEntity.build(PutItemCommand).item(row).options({ condition }).send() : execute(
      VideoEntity.build(PutTransaction).item(row).options({ condition }),
      ...fresh.map(one => ListingEntity.build(PutTransaction).item(one)),
      ...gone.map(({ id, list }) => ListingEntity.build(DeleteTransaction).key({ id, list })),
      ...(note ? [audited(note, now())] : []),
    ))
    try {
      // Another writer of the film, or of its views in a list, may hold an item just now; whether it changed the film, the condition says.
      await retryOnConflict<unknown>(write, retries)
    } catch (problem) {
      if (isConditionalFailure(problem)) throw new Stale(`Film ${film.id} changed meanwhile.`, { cause: problem })
      throw problem
    }
  }
  const find = async (id: string): Promise<Film | null> => {
    const { Item } = await VideoEntity.build(GetItemCommand).key({ id }).options({ consistent: true }).send()
    return Item ? asFilm(Item) : null
  }

  return {
    find,
    /** For one batch read together with other things. */
    request: (id: string) => VideoEntity.build(BatchGetRequest).key({ id }),

    create: (film: Film) => put(film, null),

    /**
     * Reads the film, applies a pure change, and writes it if nobody else wrote meanwhile; otherwise again from
     * the start, a little later. A change that returns the film itself writes nothing. Null when there is no film. What
     * `note` says of a change stands in the audit trail with it or not at all.
     */
    async change(id: string, change: (film: Film) => Film, note: Noted = () => null, tries = mostTries): Promise<Film | null> {
      const film = await find(id)
      if (!film) return null
      const changed = change(film)
      if (changed === film) return film
      const next = withPosterLeft(film, changed, newId('img', { now: now() }), now())
      const saved = { ...next, version: film.version + 1, updatedAt: now().toISOString() }
      try {
        await put(saved, film, note(film, saved))
        noteFigures(film, saved)
        return saved
      } catch (problem) {
        if (!(problem instanceof Stale)) throw problem
        if (tries <= 1) throw platformErrors.try_again({ cause: problem, headers: { 'retry-after': '1' } })
        // Full jitter, doubling from 10 ms to 320 ms: a handful who write to one film all come through.
        await pause(Math.random() * Math.min(320, 10 * 2 ** (mostTries - tries)))
        return this.change(id, change, note, tries - 1)
      }
    },

    /** The film's item goes last, when all its objects have gone; somebody looks there again later. */
    async erase(film: Film): Promise<void> {
      await retryOnConflict(() => execute(
        VideoEntity.build(DeleteTransaction).key({ id: film.id }).options({ condition: { attr: 'deletedAt', exists: true } }),
        remainsOf(film, now()),
      ), retries)
    },

    async ofChannel(channelId: string, { limit, after }: PageQuery, only: { processing?: Processing; listedOnly: boolean; /** Those for followers besides the public ones. */ orForFollowers?: boolean }): Promise<Page<Film>> {
      const { Items = [], LastEvaluatedKey } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `CHANNEL#${channelId}#VIDEOS` })
        .entities(VideoEntity)
        .options({
          limit, reverse: true, exclusiveStartKey: after,
          filters: { Video: { and: [
            { or: [{ attr: 'deletedAt', exists: false }, { attr: 'deletedAt', type: 'NULL' }] },
            ...(only.processing ? [{ attr: 'processing', eq: only.processing } as const] : []),
            ...(only.listedOnly ? [{ attr: 'access', in: only.orForFollowers ? ['public', 'followers'] satisfies Access[] : ['public'] satisfies Access[] } as const, { attr: 'publishedAt', type: 'S' } as const, { attr: 'hidden', ne: true } as const] : []),
          ] } },
        }).send()
      return { items: Items.map(asFilm), next: LastEvaluatedKey ?? null }
    },

    /** Every film of a channel, deleted ones included. */
    async idsOfChannel(channelId: string): Promise<string[]> {
      const { Items = [] } = await platformTable.build(QueryCommand)
        .query({ index: 'gsi1', partition: `CHANNEL#${channelId}#VIDEOS` }).entities(VideoEntity).options({ attributes: ['id'], maxPages: Infinity }).send()
      return Items.map(({ id }) => id)
    },

    /** Films with an id below `before`, the latest of each of these partitions; deleted ones included. */
    async latest(partitions: readonly { index: 'gsi1' | 'gsi3'; partition: string }[], { limit, before }: { limit: number; before?: string }): Promise<Film[]> {
      const found = await Promise.all(partitions.map(async ({ index, partition }) => {
        const { Items = [] } = await platformTable.build(QueryCommand)
          .query({ index, partition, ...(before ? { range: { lt: before } } : {}) }).entities(VideoEntity).options({ limit, reverse: true }).send()
        return Items.map(asFilm)
      }))
      return found.flat()
    },

    async browse(list: string, sort: 'newest' | 'popular', { limit, after }: PageQuery): Promise<Page<Listing>> {
      const { Items = [], LastEvaluatedKey } = await platformTable.build(QueryCommand)
        .query(sort === 'newest' ? { index: 'gsi2', partition: `BROWSE#${list}` } : { index: 'gsi3', partition: `POPULAR#${list}` })
        .entities(ListingEntity)
        .options({ limit, reverse: true, exclusiveStartKey: after })
        .send()
      return { items: Items as unknown as Listing[], next: LastEvaluatedKey ?? null }
    },
  }
}
export type VideoStore = ReturnType<typeof videoStore>
