/** What somebody has watched, as lists of films. A film that they may no longer see is in none of them. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import type { Cursors } from '../platform/cursor.ts'
import { FilmReference } from '../platform/film-reference.ts'
import { withFace } from '../platform/pictures.ts'
import { readTogether } from '../platform/read-together.ts'
import { maySee, type FilmSeen } from '../platform/shared-film.ts'
import { memberRequest } from '../platform/team.ts'
import { mayManage } from '../platform/who-may-manage-a-channel.ts'
import type { Watched } from './contract.ts'
import { isFinished, resumeAt, type Place } from './resume-at.ts'
import { isKept, type WatchStore } from './watch-store.ts'

export interface ListEffects { readonly watches: WatchStore; readonly cursors: Cursors }
export interface Viewing { readonly viewerId: string; readonly profile: string; readonly now: Date }

/** Latest first. Two requests a page: the index, then positions and films in one. */
export async function listHistory({ viewerId, profile, now }: Viewing, { limit, cursor }: { limit: number; cursor?: string }, { watches, cursors }: ListEffects) {
  const list = `history of ${viewerId} ${profile}`
  const { videoIds, next } = await watches.began(viewerId, profile, { limit, after: cursor === undefined ? undefined : await cursors.openCursor(cursor, list) })
  const found = await readTogether([...videoIds.map(id => watches.request(viewerId, profile, id)), ...videoIds.map(filmOf)])
  const watched = found.slice(0, videoIds.length) as (Watch | undefined)[]
  const films = found.slice(videoIds.length) as (FilmSeen | undefined)[]
  const isMine = await insidersOf(films, viewerId)
  const items = watched.flatMap((watch, index) => seen(watch, films[index], isMine, now))
  return { items, nextCursor: next && await cursors.signCursor(next, list) }
}

/** As many as one read takes; whoever is in the middle of more films has other worries. */
const lookBack = 100

/** What is worth resuming, latest first. Only films in the middle are read. */
export async function listUnfinished({ viewerId, profile, now }: Viewing, { limit }: { limit: number }, { watches }: Pick<ListEffects, 'watches'>) {
  const { videoIds } = await watches.began(viewerId, profile, { limit: lookBack })
  const watched = await readTogether(videoIds.map(id => watches.request(viewerId, profile, id))) as (Watch | undefined)[]
  const inTheMiddle = watched.filter(watch => watch !== undefined && resumeAt(watch) > 0) as Watch[]
  const films = await readTogether(inTheMiddle.map(({ videoId }) => filmOf(videoId))) as (FilmSeen | undefined)[]
  const isMine = await insidersOf(films, viewerId)
  return { items: inTheMiddle.flatMap((watch, index) => seen(watch, films[index], isMine, now)).slice(0, limit) }
}

interface Watch extends Place { readonly videoId: string; readonly expiresAt: number; readonly startedAt?: string }

const filmOf = (id: string) => FilmReference.build(BatchGetRequest).key({ id })

/** Which of these films' teams the viewer belongs to. Only private films ask, so usually nothing is read. */
async function insidersOf(films: readonly (FilmSeen | undefined)[], viewerId: string): Promise<(film: FilmSeen) => boolean> {
  const asking = new Set(films.flatMap(film => (film?.access === 'private' && film.ownerId !== viewerId ? [film.channelId] : [])))
  const members = await readTogether([...asking].map(channelId => memberRequest(channelId, viewerId)), { consistent: true })
  const byChannel = new Map([...asking].map((channelId, index) => [channelId, members[index]]))
  return film => mayManage(film, byChannel.get(film.channelId), viewerId, 'films')
}

/** One entry, or none when the viewing has expired or the film is gone, or was taken from this viewer. */
function seen(watch: Watch | undefined, film: FilmSeen | undefined, isMine: (film: FilmSeen) => boolean, now: Date): Watched[] {
  if (!film || !watch?.startedAt || !isKept(watch, now) || !maySee(film, isMine(film))) return []
  const { id, title, channel: { id: channelId, handle, name, face }, access, category, views, publishedAt, posterImage } = film
  return [{
    video: {
      id, title, channel: withFace({ id: channelId, handle, name, face }), durationSeconds: film.source?.durationSeconds ?? null, posterUrl: posterImage ? `/${posterImage}` : null,
      views, access, category: category as Watched['video']['category'], publishedAt,
    },
    position: watch.position, finished: isFinished(watch), watchedAt: watch.startedAt,
  }]
}
