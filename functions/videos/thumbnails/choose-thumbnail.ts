/** The owner says which picture stands for the film. */
import { newId } from '../../platform/ids.ts'
import type { BodyOf } from '../../platform/contract.ts'
import { thumbnailsFolder } from '../../platform/shared-film.ts'
import type { videosContract } from '../contract.ts'
import { editFilm, type EditEffects } from '../editing/edit-video.ts'
import { errors } from '../errors.ts'
import { asked, type Film } from '../film.ts'
import type { UploadBucket } from '../upload/upload-bucket.ts'
import { frameAsked, frameDropped } from './frame-job.ts'
import { choiceForgotten, chosen, ownTaken, thumbnailsOf } from './thumbnails.ts'

export interface ThumbnailEffects extends EditEffects {
  bucket(): Promise<Pick<UploadBucket, 'size'>>
  /** Whether this person made a thumbnail of this id (functions/pictures), and it is still there. */
  mayUsePicture(pictureId: string, personId: string): Promise<boolean>
  /** Copies it to this key among the film's objects. */
  takePicture(pictureId: string, key: string): Promise<void>
}

type Wish = BodyOf<typeof videosContract.routes.chooseThumbnail>

export async function chooseThumbnail(film: Film, wish: Wish, personId: string, effects: ThumbnailEffects): Promise<Film> {
  const imageName = newId('img', { now: effects.now() })
  switch (wish.from) {
    case 'offered': return editFilm(film, latest => {
      if (!thumbnailsOf(latest).offered[wish.index]) throw errors.no_such_thumbnail()
      return chosen(latest, { from: 'offered', index: wish.index }, imageName)
    }, effects)
    case 'frame': return takeFrame(film, wish.at, imageName, effects)
    case 'own': return wish.pictureId === undefined ? ownAgain(film, imageName, effects) : takeOwn(film, wish.pictureId, personId, imageName, effects)
  }
}

/** Back to the film's own first picture. */
export function forgetThumbnail(film: Film, effects: EditEffects): Promise<Film> {
  const at = effects.now()
  return editFilm(film, latest => choiceForgotten(frameDropped(latest, at), newId('img', { now: at }), at), effects)
}

/** The frame is there already, or a job takes it within seconds; until then nothing changes. */
async function takeFrame(film: Film, second: number, imageName: string, effects: ThumbnailEffects): Promise<Film> {
  const at = effects.now()
  if (thumbnailsOf(film).frame?.at === second) return editFilm(film, latest => (thumbnailsOf(latest).frame?.at === second ? chosen(latest, { from: 'frame' }, imageName) : latest), effects)
  refuseUnlessInside(film, second)
  if ((await (await effects.bucket()).size(film.sourceKey)) === null) throw errors.file_not_kept()
  const token = newId('job', { now: at })
  return editFilm(film, latest => {
    refuseUnlessInside(latest, second)
    return asked(frameAsked(latest, second, token, at))
  }, effects)
}

function refuseUnlessInside({ source, processing }: Film, second: number): void {
  if (processing !== 'ready' || !source) throw errors.not_ready_for_frames()
  if (second >= source.durationSeconds) throw errors.beyond_the_end({ detail: `The film ends after ${source.durationSeconds.toFixed(1)} seconds.` })
}

/** Copied first, under a name of its own; what a crash before the write leaves behind goes with the film. */
async function takeOwn(film: Film, pictureId: string, personId: string, imageName: string, effects: ThumbnailEffects): Promise<Film> {
  if (!await effects.mayUsePicture(pictureId, personId)) throw errors.picture_not_found()
  const at = effects.now()
  const key = `${thumbnailsFolder(film.id)}${newId('own', { now: at })}.jpg`
  await effects.takePicture(pictureId, key)
  return editFilm(film, latest => ownTaken(latest, key, imageName, at), effects)
}

const ownAgain = (film: Film, imageName: string, effects: ThumbnailEffects): Promise<Film> => editFilm(film, latest => {
  if (!thumbnailsOf(latest).own) throw errors.no_such_thumbnail()
  return chosen(latest, { from: 'own' }, imageName)
}, effects)
