/** A film as other domains see it: the part of a Video item that readers may rely on. functions/videos owns and writes it. */
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { boolean } from 'dynamodb-toolbox/schema/boolean'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { platformTable } from './tables.ts'

export const filmKey = (id: string) => ({ pk: `VIDEO#${id}`, sk: 'VIDEO' })

export interface FilmSeen {
  readonly id: string
  readonly channelId: string
  readonly ownerId: string
  readonly channel: { readonly id: string; readonly name: string; readonly handle: string }
  readonly title: string
  readonly category: string
  readonly views: number
  readonly publishedAt: string | null
  readonly access: 'public' | 'unlisted' | 'followers' | 'private'
  readonly processing: 'uploading' | 'checking' | 'transcoding' | 'ready' | 'failed'
  readonly source: { readonly durationSeconds: number } | null
  /** What plays now; `prefix` without a leading slash, with a trailing one. */
  readonly published: { readonly prefix: string } | null
  readonly poster: string | null
  readonly posterImage: string | null
  /** Its owner is suspended. */
  readonly hidden?: boolean
  /** Missing on films that an older release wrote. */
  readonly captions?: readonly { readonly language: string; readonly label: string; readonly key: string }[]
  readonly deletedAt: string | null
}

export const FilmReference = new Entity({
  name: 'Video',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), channelId: string(), ownerId: string(), channel: any().castAs<FilmSeen['channel']>(), title: string(), category: string(), views: number(), publishedAt: any().castAs<string | null>(),
    access: string().enum('public', 'unlisted', 'followers', 'private'), processing: string().enum('uploading', 'checking', 'transcoding', 'ready', 'failed'),
    source: any().castAs<FilmSeen['source']>(), published: any().castAs<FilmSeen['published']>(), poster: any().castAs<string | null>(), posterImage: any().castAs<string | null>(), captions: any().castAs<FilmSeen['captions']>().optional(), hidden: boolean().optional(), deletedAt: any().castAs<string | null>(),
  }),
  computeKey: ({ id }: { id: string }) => filmKey(id),
})

/** May somebody know that the film exists? Its owner, and by its address anybody else, unless it is private. Nobody once it is hidden or deleted. */
export const maySee = <F extends Pick<FilmSeen, 'ownerId' | 'access' | 'hidden' | 'deletedAt'>>(film: F | null | undefined, userId: string | null): film is F =>
  film != null && film.deletedAt === null && !film.hidden && (film.ownerId === userId || film.access !== 'private')

/** Where a film's captions lie; one token opens them all. */
export const captionsFolder = (id: string) => `v/${id}/captions/`

/** Names of a film's manifests below its published prefix; the jobs are told to use them. */
export const manifestNames = { hls: 'film.m3u8', dash: 'film.mpd' } as const
