/** The owner changes what a film is called and who may watch it, or deletes it. */
import { deny, type EdgeStore } from '../platform/edge-denials.ts'
import type { BodyOf } from '../platform/contract.ts'
import type { videosContract } from './contract.ts'
import { errors } from './errors.ts'
import { deleted, edited, type Film } from './film.ts'
import type { VideoStore } from './video-store.ts'

export interface EditEffects { readonly store: VideoStore; edge(): Promise<EdgeStore>; now(): Date }

/** `ifMatch` is the version the caller saw, or null when they do not mind. */
export async function editVideo(film: Film, metadata: BodyOf<typeof videosContract.routes.put>, ifMatch: number | null, effects: EditEffects): Promise<Film> {
  const at = effects.now()
  const next = await effects.store.change(film.id, latest => {
    if (ifMatch !== null && latest.version !== ifMatch) throw errors.version_changed()
    if (latest.deletedAt) throw errors.video_not_found()
    return edited(latest, metadata, at)
  })
  if (!next) throw errors.video_not_found()
  return withdrawn(next, effects)
}

export async function deleteVideo(film: Film, effects: EditEffects): Promise<void> {
  const next = await effects.store.change(film.id, latest => deleted(latest, effects.now()))
  if (next) await withdrawn(next, effects)
}

/**
 * Tells the edge at once. The film remembers that it must be told (`withdrawnAt`), so the reconciler does it
 * if this never happens; it also clears the memory.
 */
async function withdrawn(film: Film, { edge }: EditEffects): Promise<Film> {
  if (film.withdrawnAt) await deny(await edge(), 'film', film.id, new Date(film.withdrawnAt))
  return film
}
