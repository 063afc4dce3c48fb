/**
 * Compares what a film should be with what is there, and takes safe steps until nothing is left to do or
 * something must be waited for. Whatever wakes it (an event, once or twice or never; the clock) and wherever an
 * earlier run was cut off, it goes on from what it finds.
 */
import type { EdgeStore } from '../../platform/edge-denials.ts'
import { noteInRequest } from '../../platform/log.ts'
import { accessNote } from '../editing/access-note.ts'
import { claim, moved } from './claim-job.ts'
import type { FilmObjects } from './film-objects.ts'
import { belonging, checked, erasing, failed, uploadArrived, wantedPosterImage, type Belonging, type Film, type Leftover } from '../film.ts'
import { tooLongSentence } from './failures.ts'
import { seeToCopy } from '../instant/see-to-copy.ts'
import { dueLeftovers, formerImage } from './leftovers.ts'
import { published, scheduledFor } from '../publication/publication.ts'
import { withdrawFilm } from '../publication/withdraw-film.ts'
import { versionOf } from '../replacement/replacement.ts'
import { stepBehind, stopVersion } from '../replacement/step-behind.ts'
import { seeToFrame } from '../thumbnails/see-to-frame.ts'
import { firstRung, rungsForSource } from './rungs-for-source.ts'
import { seeToStoryboard } from '../storyboard/see-to-storyboard.ts'
import { seeToJob } from './see-to-job.ts'
import { sourceFromProbe } from './source-from-probe.ts'
import { beginToCount, endOverdue, isOverdue } from './time-is-up.ts'
import type { Transcoder } from './transcoder.ts'
import type { VideoStore } from '../video-store.ts'
import { abandonedAfterSeconds } from './when-to-wake.ts'

export interface ReconcileEffects {
  readonly store: VideoStore
  readonly objects: FilmObjects
  readonly transcoder: Transcoder
  /** Asks for a copy of the source without encoding, under the claim of this token. */
  askForCopy(videoId: string, token: string): Promise<void>
  /** Asks for a storyboard of the small pictures under this prefix. */
  askForStoryboard(videoId: string, prefix: string): Promise<void>
  readonly edge: EdgeStore
  /** How many films of its owner are being converted that came before it. */
  filmsAhead(film: Film): Promise<number>
  /** Whom a channel belongs to now, and how they stand; null when either is gone. */
  ownerOf(channelId: string): Promise<Belonging | null>
  readonly undoWindowSeconds: number
  /** The longest film that this house takes. */
  readonly maxDurationSeconds: number
  /** How long a film may be under way, besides what its length allows it (time-is-up.ts). */
  readonly mostProcessingSeconds: number
  now(): Date
  /** Unguessable; names a job's request. */
  newToken(): string
}

/** Enough for the longest way through; a film that still moves after it is looked at again by the clock. */
const mostSteps = 12

export async function reconcileVideo(id: string, effects: ReconcileEffects): Promise<void> {
  noteInRequest({ videoId: id })
  for (let step = 0; step < mostSteps; step++) {
    const film = await effects.store.find(id)
    if (!film || !(await takeOneStep(film, effects))) return
  }
}

/** Takes the first step that is due. Answers whether the film moved. */
async function takeOneStep(film: Film, effects: ReconcileEffects): Promise<boolean> {
  if (film.withdrawnAt) return moved(film, await withdrawFilm(film, effects))
  if (film.deletedAt) return sweep(film, film.deletedAt, effects)
  const opening = scheduledFor(film)
  if (opening !== null && opening <= effects.now().toISOString()) return publish(film, opening, effects)
  if (dueLeftovers(film, effects.now()).length > 0) return clearLeftovers(film, effects)
  return (await onItsWay(film, effects)) || (await stepBehind(film, effects, onItsWay)) || (await placePoster(film, effects)) || (await seeToFrame(film, effects)) || seeToStoryboard(film, effects)
}

/** The next step from a file to a film: the film's own, or one that is to take its place. */
async function onItsWay(film: Film, effects: ReconcileEffects): Promise<boolean> {
  switch (film.processing) {
    case 'uploading': return receive(film, effects)
    case 'checking':
    case 'transcoding': {
      if (!film.underWaySince) return beginToCount(film, effects)
      if (isOverdue(film, effects.mostProcessingSeconds, effects.now())) return endOverdue(film, effects)
      return film.processing === 'checking' ? check(film, effects) : transcode(film, effects)
    }
    case 'ready':
    case 'failed': return false
  }
}

/** Hidden since it was deleted; after the undo window its jobs, objects and at last its item go. */
async function sweep(film: Film, deletedAt: string, { objects, store, transcoder, undoWindowSeconds, now }: ReconcileEffects) {
  if (!film.erasing) {
    if (now().getTime() < Date.parse(deletedAt) + undoWindowSeconds * 1000) return false
    // Written before anything goes: whoever brings the film back in this very moment either wins here or is told that it is too late.
    return moved(film, await store.change(film.id, latest => (latest.deletedAt === deletedAt ? erasing(latest) : latest)))
  }
  for (const version of [film, versionOf(film)]) {
    if (!version) continue
    await stopVersion(version, { objects, transcoder })
    await objects.deleteSource(version.sourceKey)
  }
  await objects.deleteOutputs(`v/${film.id}/`)
  await clear(film.leftovers, objects)
  if (film.posterImage) await objects.deleteOutput(film.posterImage)
  await store.erase(film)
  return false
}

/** The moment its owner chose has come. */
async function publish(film: Film, opening: string, { store }: ReconcileEffects) {
  return moved(film, await store.change(film.id, latest => (scheduledFor(latest) === opening ? published(latest, new Date(opening)) : latest), accessNote('house')))
}

/** Deletes what nobody can have an address of any more; the film forgets it afterwards, so that a crash between loses nothing. */
async function clearLeftovers(film: Film, { objects, store, now }: ReconcileEffects) {
  const due = dueLeftovers(film, now())
  await clear(due, objects)
  return moved(film, await store.change(film.id, latest => ({ ...latest, leftovers: latest.leftovers.filter(left => !due.some(gone => gone.prefix === left.prefix)) })))
}

async function clear(leftovers: readonly Leftover[], objects: FilmObjects): Promise<void> {
  for (const { bucket, prefix } of leftovers) await (bucket === 'films' ? objects.deleteOutputs(prefix) : objects.deleteSource(prefix))
}

/** Has the file arrived, and is it what was announced? */
async function receive(film: Film, { objects, store, now }: ReconcileEffects) {
  let size = await objects.sourceSize(film.sourceKey)
  if (size === null && now().getTime() >= Date.parse(film.createdAt) + abandonedAfterSeconds * 1000) {
    // From here on nobody can complete it; but somebody may just have done so.
    if (film.upload) await objects.abortUpload(film.sourceKey, film.upload.id)
    size = await objects.sourceSize(film.sourceKey)
    if (size === null) return moved(film, await store.change(film.id, late => (late.processing === 'uploading' ? failed(late, 'upload_abandoned') : late)))
  }
  if (size === null) return false
  return moved(film, await store.change(film.id, latest => {
    if (latest.processing !== 'uploading') return latest
    return size === latest.file.size ? uploadArrived(latest, now()) : failed(latest, 'size_mismatch')
  }))
}

/**
 * Looks into the file: the facts that the ladder follows, or why it is no film. Nothing of it plays yet: the moment to see
 * whom it belongs to, should it have been announced in the very instant in which that changed and no list showed it.
 */
async function check(film: Film, { objects, store, transcoder, ownerOf, maxDurationSeconds, now }: ReconcileEffects) {
  const outcome = (await objects.sourceSize(film.sourceKey)) === null
    ? { refusal: 'source_missing' as const }
    : await transcoder.probe(objects.sourceUrl(film.sourceKey)).then(probe => (probe ? sourceFromProbe(probe) : { refusal: 'not_a_film' as const }))
  const owner = 'refusal' in outcome ? null : await ownerOf(film.channelId)
  return moved(film, await store.change(film.id, latest => {
    if (latest.processing !== 'checking') return latest
    if ('refusal' in outcome) return failed(latest, outcome.refusal)
    if (outcome.durationSeconds > maxDurationSeconds) return failed(latest, 'too_long', tooLongSentence(outcome.durationSeconds, maxDurationSeconds))
    return owner ? belonging(checked(latest, outcome), owner, now()) : checked(latest, outcome)
  }))
}

/** Sees that the jobs are claimed, started, followed and published. */
async function transcode(film: Film, effects: ReconcileEffects): Promise<boolean> {
  const copy = await seeToCopy(film, effects)
  if (copy !== 'settled') return copy === 'moved'
  const rungs = rungsForSource(film.source!)
  // Where the source itself plays, no first quality is needed; behind a film that plays, nobody waits for one.
  const { instant } = film.jobs
  const isCopied = instant ? instant.status !== 'failed' : false
  const first = film.isBehind || isCopied ? null : firstRung(rungs)
  if (first && !film.jobs.first) return claim(film, 'first', [first], true, effects)
  if (!film.jobs.ladder) return claim(film, 'ladder', rungs, !first, effects)
  const steps = await Promise.all((['first', 'ladder'] as const).map(kind => seeToJob(film, kind, effects)))
  return steps.some(Boolean)
}

/** A poster stands under a public, unguessable address exactly while its film is not private. */
async function placePoster(film: Film, { objects, store, now }: ReconcileEffects): Promise<boolean> {
  const [wanted, image] = [wantedPosterImage(film), film.posterImage]
  if (wanted === image) return false
  if (wanted === null) {
    await objects.deleteOutput(image!)
    return moved(film, await store.change(film.id, latest => (latest.posterImage === image && wantedPosterImage(latest) === null ? { ...latest, posterImage: null } : latest)))
  }
  await objects.copyPoster(film.poster!, wanted)
  const after = await store.change(film.id, latest => {
    if (latest.posterImage !== image || wantedPosterImage(latest) !== wanted) return latest
    return { ...latest, posterImage: wanted, leftovers: image ? [...latest.leftovers, formerImage(image, now())] : latest.leftovers }
  })
  // The film became private, was deleted or got another poster meanwhile: this copy must not stay.
  if (after?.posterImage !== wanted) await objects.deleteOutput(wanted)
  return moved(film, after)
}
