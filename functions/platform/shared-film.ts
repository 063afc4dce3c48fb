/** A film as other domains see it: the part of a Video item that readers may rely on. functions/videos owns and writes it. */
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { item } from 'dynamodb-toolbox/schema/item'
import { string } from 'dynamodb-toolbox/schema/string'
import { platformTable } from './tables.ts'

export const filmKey = (id: string) => ({ pk: `VIDEO#${id}`, sk: 'VIDEO' })

export interface FilmSeen {
  readonly id: string
  readonly channelId: string
  readonly ownerId: string
  readonly channel: { readonly name: string; readonly handle: string }
  readonly access: 'public' | 'unlisted' | 'followers' | 'private'
  readonly processing: 'uploading' | 'checking' | 'transcoding' | 'ready' | 'failed'
  readonly source: { readonly durationSeconds: number } | null
  /** What plays now; `prefix` without a leading slash, with a trailing one. */
  readonly published: { readonly prefix: string } | null
  readonly poster: string | null
  readonly posterImage: string | null
  readonly deletedAt: string | null
}

export const FilmReference = new Entity({
  name: 'Video',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), channelId: string(), ownerId: string(), channel: any().castAs<FilmSeen['channel']>(),
    access: string().enum('public', 'unlisted', 'followers', 'private'), processing: string().enum('uploading', 'checking', 'transcoding', 'ready', 'failed'),
    source: any().castAs<FilmSeen['source']>(), published: any().castAs<FilmSeen['published']>(), poster: any().castAs<string | null>(), posterImage: any().castAs<string | null>(), deletedAt: any().castAs<string | null>(),
  }),
  computeKey: ({ id }: { id: string }) => filmKey(id),
})

/** Names of a film's manifests below its published prefix; the jobs are told to use them. */
export const manifestNames = { hls: 'film.m3u8', dash: 'film.mpd' } as const
