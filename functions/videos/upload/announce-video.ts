/** A creator says which file is coming: opens the upload, then writes the film. */
import type { BodyOf } from '../../platform/contract.ts'
import { newId } from '../../platform/ids.ts'
import type { videosContract } from '../contract.ts'
import { errors } from '../errors.ts'
import type { Film } from '../film.ts'
import { untilPublished, withPublication } from '../publication/publish-video.ts'
import { uploadPlan } from './upload-plan.ts'
import type { UploadBucket } from './upload-bucket.ts'
import type { VideoStore } from '../video-store.ts'

export interface AnnounceEffects {
  readonly store: VideoStore
  bucket(): Promise<UploadBucket>
  findChannel(id: string): Promise<{ id: string; ownerId: string; handle: string; name: string } | null>
  /** Bytes. */
  readonly maxUploadBytes: number
}

/** Refuses a file of that many bytes before anything is sent. */
export function mayAnnounce(size: number, maxUploadBytes: number): void {
  if (size === 0) throw errors.file_empty()
  if (size > maxUploadBytes) throw errors.file_too_large({ detail: `Films may have up to ${Math.floor(maxUploadBytes / 1e9)} GB here. Export it at a lower bitrate, or cut it into parts.` })
}

/** An upload opened just before a crash has no film; the bucket's lifecycle aborts it. The other order would leave a film that nothing can be sent to. */
export async function announceVideo(announced: BodyOf<typeof videosContract.routes.create>, ownerId: string, now: Date, { store, bucket, findChannel, maxUploadBytes }: AnnounceEffects): Promise<Film> {
  const { channelId, file, publication: wish, ...metadata } = announced
  const until = untilPublished(wish, now)
  mayAnnounce(file.size, maxUploadBytes)
  const channel = await findChannel(channelId)
  if (!channel) throw errors.channel_not_found()
  if (channel.ownerId !== ownerId) throw errors.not_yours()

  const id = newId('vid', { now })
  const sourceKey = `uploads/${id}/source`
  const at = now.toISOString()
  const film: Film = {
    id, channelId, ownerId, channel: { id: channel.id, handle: channel.handle, name: channel.name }, ...metadata, file, sourceKey,
    upload: { id: await (await bucket()).open(sourceKey, file.type), ...uploadPlan(file.size) },
    processing: 'uploading', failure: null, source: null, claims: 0, jobs: { first: null, ladder: null },
    published: null, poster: null, imageName: newId('img', { now }), posterImage: null, captions: [], leftovers: [], replacement: null,
    views: 0, publication: null, publishedAt: null, withdrawnAt: null, deletedAt: null, erasing: false, asks: 0, createdAt: at, updatedAt: at, version: 1,
  }
  const announcedFilm = withPublication(film, until, now)
  await store.create(announcedFilm)
  return announcedFilm
}
