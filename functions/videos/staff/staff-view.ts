/** A film as staff see it. Its poster only where it is public: an address for a private one would be a key to the film. */
import { withFace } from '../../platform/pictures.ts'
import type { StaffFilm } from '../contract.ts'
import type { Film } from '../film.ts'
import { intendedAccess } from '../publication/publication.ts'
import { progressOf, publicationView } from '../video-view.ts'

const kinds = ['instant', 'first', 'ladder'] as const


export const staffView = (film: Film): StaffFilm => ({
  id: film.id, title: film.title, channel: withFace(film.channel), ownerId: film.ownerId, category: film.category as StaffFilm['category'], access: intendedAccess(film),
  durationSeconds: film.source?.durationSeconds ?? null,
  posterUrl: film.posterImage ? `/${film.posterImage}` : null,
  views: film.views, publishedAt: film.publishedAt, publication: publicationView(film)!,
  processing: film.processing, progress: progressOf(film),
  renditions: (film.published?.rungs ?? []).map(({ name, width, height }) => ({ name, width, height })),
  file: { name: film.file.name, size: film.file.size },
  jobs: kinds.flatMap(kind => {
    const job = film.jobs[kind]
    return job ? [{ kind, status: job.status, percent: job.percent, id: job.id, claimedAt: job.claimedAt }] : []
  }),
  hidden: film.hidden ?? false, deletedAt: film.deletedAt, createdAt: film.createdAt, updatedAt: film.updatedAt, version: film.version,
})
