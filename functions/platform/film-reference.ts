/** How other domains read a film. Apart from shared-film.ts, so that who owns films carries their shape once. */
import { Entity } from 'dynamodb-toolbox/entity'
import { any } from 'dynamodb-toolbox/schema/any'
import { boolean } from 'dynamodb-toolbox/schema/boolean'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { filmKey, type FilmSeen } from './shared-film.ts'
import { platformTable } from './tables.ts'

export const FilmReference = new Entity({
  name: 'Video',
  table: platformTable,
  timestamps: false,
  schema: item({
    id: string().key(), channelId: string(), ownerId: string(), channel: any().castAs<FilmSeen['channel']>(), title: string(), description: string().optional(), category: string(), views: number(), publishedAt: any().castAs<string | null>(),
    access: string().enum('public', 'unlisted', 'followers', 'private'), processing: string().enum('uploading', 'checking', 'transcoding', 'ready', 'failed'),
    source: any().castAs<FilmSeen['source']>(), published: any().castAs<FilmSeen['published']>(), poster: any().castAs<string | null>(), posterImage: any().castAs<string | null>(), captions: any().castAs<FilmSeen['captions']>().optional(), storyboard: any().castAs<FilmSeen['storyboard']>().optional(), hidden: boolean().optional(), deletedAt: any().castAs<string | null>(),
  }),
  computeKey: ({ id }: { id: string }) => filmKey(id),
})
