/** The picture that stands for a film: one of three that its jobs took, a frame its owner chose, or a picture of their own. Pure. */
import type { Film } from '../film.ts'
import { outdated } from '../pipeline/leftovers.ts'
import type { FrameJob } from './frame-job.ts'

export interface Thumbnails {
  /** Full keys, in the order of the film; the first one stands for it until its owner says otherwise. */
  readonly offered: readonly string[]
  /** Full keys below the film's thumbnails: these outlive its files and its jobs. */
  readonly own: string | null
  readonly frame: { readonly at: number; readonly key: string } | null
  /** A frame that is being taken, or could not be. */
  readonly making: FrameJob | null
  readonly choice: Choice
}
export type Choice = { readonly from: 'offered'; readonly index: number } | { readonly from: 'frame' | 'own' }

/** Of a film that is older than its choice: its poster is all there is. */
export const thumbnailsOf = ({ thumbnails, poster }: Pick<Film, 'thumbnails' | 'poster'>): Thumbnails =>
  thumbnails ?? { offered: poster ? [poster] : [], own: null, frame: null, making: null, choice: { from: 'offered', index: 0 } }

/** What is chosen, or the film's own first picture where that is not there (any more). */
export function pictureChosen({ offered, own, frame, choice }: Thumbnails): string | null {
  const picture = choice.from === 'offered' ? offered[choice.index] : choice.from === 'own' ? own : frame?.key
  return picture ?? offered[0] ?? null
}

/** `imageName`: drawn anew, for the case that another picture stands for the film from now on. Under one name there is only ever one picture. */
function withThumbnails(film: Film, thumbnails: Thumbnails, imageName: string): Film {
  const poster = pictureChosen(thumbnails)
  return { ...film, thumbnails, poster, imageName: poster === film.poster ? film.imageName : imageName }
}

/** A job took these, the film's first frame before all others; openings are often black, so that one is offered only when there is no other. */
export const picturesTaken = (film: Film, keys: readonly string[]): Film =>
  (keys.length === 0 ? film : withThumbnails(film, { ...thumbnailsOf(film), offered: keys.length > 1 ? keys.slice(1) : keys }, film.imageName))

/** Another file has taken the film's place: what its owner made stays, and of the offered pictures the same one in turn. */
export function picturesReplaced(film: Film, version: Film, imageName: string): Film {
  const { offered } = thumbnailsOf(version)
  return offered.length === 0 ? film : withThumbnails(film, { ...thumbnailsOf(film), offered }, imageName)
}

/** A picture of their own, from now on. The one before it goes when its last address has expired. */
export const ownTaken = (film: Film, key: string, imageName: string, at: Date): Film =>
  withThumbnails(without(film, thumbnailsOf(film).own, at), { ...thumbnailsOf(film), own: key, choice: { from: 'own' } }, imageName)

/** The frame that was asked for. */
export const frameTaken = (film: Film, frame: NonNullable<Thumbnails['frame']>, imageName: string, at: Date): Film =>
  withThumbnails(without(film, thumbnailsOf(film).frame?.key, at), { ...thumbnailsOf(film), frame, making: null, choice: { from: 'frame' } }, imageName)

export const chosen = (film: Film, choice: Choice, imageName: string): Film => withThumbnails(film, { ...thumbnailsOf(film), choice }, imageName)

/** Back to the film's own first picture; what its owner made goes. */
export function choiceForgotten(film: Film, imageName: string, at: Date): Film {
  const { offered, own, frame } = thumbnailsOf(film)
  return withThumbnails(without(without(film, own, at), frame?.key, at), { offered, own: null, frame: null, making: null, choice: { from: 'offered', index: 0 } }, imageName)
}

const without = (film: Film, key: string | null | undefined, at: Date): Film => (key ? { ...film, leftovers: [...film.leftovers, outdated(film, key, at)] } : film)
