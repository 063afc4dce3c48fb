/** The reconciler's step for a version behind a film. */
import type { Film } from '../film.ts'
import type { ReconcileEffects } from '../pipeline/reconcile-video.ts'
import { openFrame } from '../thumbnails/frame-job.ts'
import { replacementGone, versionOf } from './replacement.ts'
import { versionStore } from './version-store.ts'

/** `step` takes the next step of a film on its way; here it is handed the version, and a store that sees versions. Answers whether anything moved. */
export async function stepBehind(film: Film, effects: ReconcileEffects, step: (version: Film, effects: ReconcileEffects) => Promise<boolean>): Promise<boolean> {
  const version = versionOf(film)
  if (!version) return false
  if (!film.replacement!.givenUp) return step(version, { ...effects, store: versionStore(effects.store, () => effects.now()) })
  await stopVersion(version, effects)
  const after = await effects.store.change(film.id, latest => (latest.replacement?.sourceKey === version.sourceKey ? replacementGone(latest, effects.now()) : latest))
  return after !== null && after.version !== film.version
}

/** Ends its job and its upload; may be repeated. */
export async function stopVersion(version: Film, { objects, transcoder }: Pick<ReconcileEffects, 'objects' | 'transcoder'>): Promise<void> {
  for (const job of [version.jobs.first, version.jobs.ladder]) if (job?.id && job.status === 'running') await transcoder.cancel(job.id)
  const frame = openFrame(version)
  if (frame?.id) await transcoder.cancel(frame.id)
  if (version.upload) await objects.abortUpload(version.sourceKey, version.upload.id)
}
