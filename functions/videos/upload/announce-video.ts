/** A creator says which file is coming: opens the upload, then writes the film. */
import type { Attempt } from '../../platform/attempt.ts'
import type { BodyOf } from '../../platform/contract.ts'
import { newId } from '../../platform/ids.ts'
import type { Insider } from '../../platform/team.ts'
import type { videosContract } from '../contract.ts'
import { errors } from '../errors.ts'
import { belonging, type Belonging, type Film } from '../film.ts'
import { untilPublished, withPublication } from '../publication/publish-video.ts'
import { uploadPlan } from './upload-plan.ts'
import type { UploadBucket } from './upload-bucket.ts'
import type { VideoStore } from '../video-store.ts'

export interface AnnounceEffects {
  readonly store: VideoStore
  bucket(): Promise<UploadBucket>
  /** The channel with what somebody is in it; null when there is none. */
  findChannel(id: string, personId: string): Promise<{ channel: { id: string; ownerId: string; handle: string; name: string; face?: string | null }; insider: Insider | null } | null>
  ownerOf(channelId: string): Promise<Belonging | null>
  /** Bytes. */
  readonly maxUploadBytes: number
}

/** Refuses a file of that many bytes before anything is sent. */
export function mayAnnounce(size: number, maxUploadBytes: number): void {
  if (size === 0) throw errors.file_empty()
  if (size > maxUploadBytes) throw errors.file_too_large({ detail: `Films may have up to ${Math.floor(maxUploadBytes / 1e9)} GB here. Export it at a lower bitrate, or cut it into parts.` })
}

export interface Announcement { readonly announced: BodyOf<typeof videosContract.routes.create>; readonly personId: string; readonly attempt: Attempt; readonly now: Date }

/**
 * An upload opened just before a crash has no film; the bucket's lifecycle aborts it. The other order would leave a film
 * that nothing can be sent to. Cut off after the film was written and repeated, the same request finds that film.
 */
export async function announceVideo({ announced, personId, attempt, now }: Announcement, { store, bucket, findChannel, ownerOf, maxUploadBytes }: AnnounceEffects): Promise<{ film: Film; insider: Insider }> {
  const { channelId, file, publication: wish, ...metadata } = announced
  const until = untilPublished(wish, now)
  mayAnnounce(file.size, maxUploadBytes)
  const found = await findChannel(channelId, personId)
  if (!found) throw errors.channel_not_found()
  const { channel, insider } = found
  if (!insider) throw errors.not_yours()

  const id = attempt.id('vid')
  const written = attempt.isRepeated ? await store.find(id) : null
  if (written) return { film: written, insider }
  // Whoever it belongs to is asked for anew only where that is somebody else: the caller is here.
  const owner = channel.ownerId === personId ? null : await ownerOf(channelId)
  const sourceKey = `uploads/${id}/source`
  const at = now.toISOString()
  const film: Film = {
    id, channelId, ownerId: channel.ownerId, channel: { id: channel.id, handle: channel.handle, name: channel.name, face: channel.face ?? null }, ...metadata, file, sourceKey,
    upload: { id: await (await bucket()).open(sourceKey, file.type), ...uploadPlan(file.size) },
    processing: 'uploading', failure: null, source: null, claims: 0, jobs: { first: null, ladder: null },
    published: null, poster: null, imageName: newId('img', { now }), posterImage: null, captions: [], leftovers: [], replacement: null,
    views: 0, publication: null, publishedAt: null, withdrawnAt: null, deletedAt: null, erasing: false, asks: 0, createdAt: at, updatedAt: at, version: 1,
  }
  const published = withPublication(film, until, now)
  const begun = owner ? belonging(published, owner, now) : published
  await store.create(begun)
  return { film: begun, insider }
}
