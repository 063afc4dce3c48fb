/** A store with one film in memory, and a pipeline that remembers what it was asked to do. */
import type { Belonging, Film } from '../../../functions/videos/film.ts'
import type { ReconcileEffects } from '../../../functions/videos/pipeline/reconcile-video.ts'
import type { AuditNote } from '../../../functions/platform/audit.ts'
import type { Noted } from '../../../functions/videos/video-store.ts'
import { withPosterLeft } from '../../../functions/videos/thumbnails/poster-left.ts'
import { at } from './a-film.ts'

export function oneFilm(film: Film, differing: { now?: Date; sourceSize?: number | null; probe?: unknown; owner?: Belonging } = {}) {
  let kept: Film | null = film
  const done: string[] = []
  const trail: AuditNote[] = []
  const now = () => differing.now ?? at
  const store = {
    find: async () => kept,
    async change(_: string, change: (film: Film) => Film, note: Noted = () => null) {
      if (!kept) return null
      const changed = change(kept)
      const next = changed === kept ? kept : withPosterLeft(kept, changed, 'img_new', now())
      const said = next === kept ? null : note(kept, next)
      if (said) trail.push(said)
      if (next !== kept) kept = { ...next, version: kept.version + 1 }
      return kept
    },
    async erase() { kept = null },
  }
  const effects = {
    store, now, newToken: () => 'token', askForCopy: async (_: string, token: string) => void done.push(`ask for a copy by ${token}`), askForStoryboard: async (_: string, prefix: string) => void done.push(`ask for a storyboard of ${prefix}`), undoWindowSeconds: 600, maxDurationSeconds: 12 * 3600, mostProcessingSeconds: 24 * 3600,
    objects: {
      sourceSize: async () => (differing.sourceSize === undefined ? film.file.size : differing.sourceSize),
      deleteSource: async (key: string) => void done.push(`delete uploads ${key}`),
      deleteOutputs: async (prefix: string) => void done.push(`delete films ${prefix}`),
      deleteOutput: async (key: string) => void done.push(`delete films ${key}`),
      abortUpload: async (_: string, upload: string) => void done.push(`abort ${upload}`),
      outputs: async () => [], copyPoster: async (from: string, to: string) => void done.push(`copy ${from} to ${to}`),
      sourceUrl: (key: string) => `s3://uploads/${key}`, outputUrl: (prefix: string) => `s3://films/${prefix}`,
    },
    transcoder: { probe: async () => differing.probe ?? null, start: async () => 'job', look: async () => ({ state: 'running', percent: 1 }), cancel: async (id: string) => void done.push(`cancel ${id}`) },
    filmsAhead: async () => 0,
    ownerOf: async () => differing.owner ?? null,
    edge: { put: async (key: string) => void done.push(`deny ${key}`), remove: async () => {}, list: async () => [] },
  } as unknown as ReconcileEffects
  return { effects, done, trail, film: () => kept }
}
