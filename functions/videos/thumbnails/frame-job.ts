/** Taking one frame out of a film: a job of MediaConvert of its own, for as long as the film's file is kept. Pure. */
import type { Film } from '../film.ts'
import { unused } from '../pipeline/leftovers.ts'
import { thumbnailsOf } from './thumbnails.ts'

/** `at` in seconds from the beginning. `token`, `claimedAt`, `id` and `prefix` as of the film's other jobs; `tries` counts the claims. */
export interface FrameJob {
  readonly at: number
  readonly token: string
  readonly claimedAt: string
  readonly id: string | null
  readonly prefix: string
  readonly tries: number
  readonly failed: boolean
}

/** How often a job is claimed whose answer was lost, before it is given up. */
const mostTries = 3
/** A frame takes seconds, once it is its turn: whoever has waited for longer than this asks again. */
const mostSeconds = 3600
export const isFrameOverdue = ({ claimedAt }: FrameJob, now: Date): boolean => now.getTime() > Date.parse(claimedAt) + mostSeconds * 1000

/** A frame that is still being taken is not waited for any more: what its job writes goes. */
export function frameDropped(film: Film, now: Date): Film {
  const job = openFrame(film)
  return job ? { ...film, leftovers: [...film.leftovers, unused(job.prefix, now)], thumbnails: { ...thumbnailsOf(film), making: null } } : film
}

/** Another frame that is still being taken is dropped. */
export const frameAsked = (film: Film, at: number, token: string, now: Date): Film =>
  withJob(frameDropped(film, now), { at, tries: 1, failed: false, ...claimed(film, token, now) })

/** The answer to the last claim was lost: once more, or never. */
export function frameClaimedAgain(film: Film, token: string, now: Date): Film {
  const job = thumbnailsOf(film).making!
  const left = { ...film, leftovers: [...film.leftovers, unused(job.prefix, now)] }
  return withJob(left, job.tries < mostTries ? { ...job, ...claimed(film, token, now), tries: job.tries + 1 } : { ...job, failed: true })
}

export const frameStarted = (film: Film, id: string): Film => withJob(film, { ...thumbnailsOf(film).making!, id })

export const frameFailed = (film: Film, now: Date): Film =>
  withJob({ ...film, leftovers: [...film.leftovers, unused(thumbnailsOf(film).making!.prefix, now)] }, { ...thumbnailsOf(film).making!, failed: true })

/** The job that somebody must still see to; null when there is none. */
export function openFrame(film: Film): FrameJob | null {
  const { making } = thumbnailsOf(film)
  return making && !making.failed ? making : null
}

const claimed = ({ id, claims }: Film, token: string, now: Date) => ({ token, claimedAt: now.toISOString(), id: null, prefix: `v/${id}/${claims + 1}-frame/` })

/** Every claim has a prefix of its own. */
const withJob = (film: Film, making: FrameJob): Film =>
  ({ ...film, claims: making.prefix === thumbnailsOf(film).making?.prefix ? film.claims : film.claims + 1, thumbnails: { ...thumbnailsOf(film), making } })
