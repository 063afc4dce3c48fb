/** What becomes of a film's storyboard, after the ladder has left the small pictures it is made of. Pure. */
import type { Film, Job } from '../film.ts'

/**
 * wanted → drawn, or given up when nobody managed to. `prefix` is the ladder's, beside whose manifests it lies. `asks`
 * counts how often somebody was asked to draw it, `askedAt` is the last time.
 */
export interface Storyboard { readonly state: 'wanted' | 'drawn' | 'given-up'; readonly prefix: string; readonly everySeconds: number; readonly asks: number; readonly askedAt: string | null }

/** Names of the small pictures begin with it; the sheets' do not. */
export const tileBase = 'tile'

/** Drawing takes seconds; whoever has not been heard of after this is asked again, three times at most. */
export const drawingSilentSeconds = 120
export const mostDrawingAsks = 3

export const storyboardWanted = ({ prefix, tileEverySeconds }: Job): Storyboard | null =>
  (tileEverySeconds ? { state: 'wanted', prefix, everySeconds: tileEverySeconds, asks: 0, askedAt: null } : null)

/** Whether it is still to be drawn from the pictures under this prefix. */
export const isToBeDrawn = ({ storyboard, deletedAt }: Film, prefix: string): boolean => !deletedAt && storyboard?.state === 'wanted' && storyboard.prefix === prefix

export const drawingAsked = (film: Film, at: Date): Film => ({ ...film, storyboard: { ...film.storyboard!, asks: film.storyboard!.asks + 1, askedAt: at.toISOString() } })

/** Either end: the small pictures have served, and go. */
export const drawn = (film: Film, at: Date): Film => over(film, 'drawn', at)
export const drawingGivenUp = (film: Film, at: Date): Film => over(film, 'given-up', at)

const over = (film: Film, state: Storyboard['state'], at: Date): Film =>
  ({ ...film, storyboard: { ...film.storyboard!, state }, leftovers: [...film.leftovers, { bucket: 'films', prefix: film.storyboard!.prefix + tileBase, until: at.toISOString() }] })

/** When to look again whether it has been drawn; null when nothing is to come. */
export const nextLookAtStoryboard = ({ storyboard, updatedAt }: Film): string | null =>
  (storyboard?.state !== 'wanted' ? null : storyboard.askedAt === null ? updatedAt : new Date(Date.parse(storyboard.askedAt) + drawingSilentSeconds * 1000).toISOString())
