/** A film as the table keeps it, and the only ways it may change. Pure: every function takes a film and returns the next one. */
import type { Access, Processing } from './contract.ts'
import type { Rung } from './pipeline/rungs-for-source.ts'
import type { Refusal, Source } from './pipeline/source-from-probe.ts'
import { outdated, unused, unusedAtRest } from './pipeline/leftovers.ts'
import { filmBase } from './pipeline/output-names.ts'
import { failureSentence, type FailureCode } from './pipeline/failures.ts'
import { picturesTaken, type Thumbnails } from './thumbnails/thumbnails.ts'
import { storyboardWanted, type Storyboard } from './storyboard/storyboard.ts'

/**
 * One way of making something that plays: `instant` copies the source without encoding, `first` and `ladder` are jobs of
 * MediaConvert. `claimed` is written before anybody is asked, so that two wakers never start it twice.
 */
export interface Job {
  readonly status: 'claimed' | 'running' | 'done' | 'failed'
  readonly token: string
  /** When it may begin: of a claim that follows a lost attempt this lies ahead. */
  readonly claimedAt: string
  /** MediaConvert's id, once it has answered; a copy goes by its token. */
  readonly id: string | null
  readonly percent: number
  /** Where its outputs go: a fresh prefix for each claim, `v/<film>/<n>-<kind>/`. */
  readonly prefix: string
  readonly rungs: readonly Rung[]
  readonly withPoster: boolean
  /** Of a ladder: seconds between the small pictures that the storyboard is made of. */
  readonly tileEverySeconds?: number
  /** Attempts that ended by no fault of the file; absent where there was none. */
  readonly lost?: number
  /** Of a copy: how often it was asked for since it last came further (0: nobody is at it), and when it was last asked for or heard of. */
  readonly asks?: number
  readonly heardAt?: string
}

/** What viewers get. Swapped as one; never goes backwards in the order of `standing`. */
export interface Published { readonly kind: JobKind; readonly prefix: string; readonly rungs: readonly Rung[] }

/**
 * A film that its owner has not published yet. While this stands the film's own access is private, so that whoever
 * reads only that is right; `access` is what it becomes. `at` in UTC and the wall clock in its zone, once it is scheduled.
 */
export interface Publication { readonly state: 'draft' | 'scheduled'; readonly access: Access; readonly at: string | null; readonly local: string | null; readonly zone: string | null }

/** Another file on its way behind the film: the fields of the way, as of a film of its own. */
export interface Replacement extends Pick<Film, 'file' | 'upload' | 'sourceKey' | 'processing' | 'failure' | 'source' | 'jobs' | 'imageName' | 'receivedAt' | 'underWaySince' | 'createdAt'> {
  /** Its owner does not want it any more. */
  readonly givenUp: boolean
}

/** Captions in one language, as WebVTT. `key` is new with every change, so that its bytes never do. */
export interface Caption { readonly language: string; readonly label: string; readonly key: string; readonly updatedAt: string }

/** Objects that nobody is sent to any more. They go when the last address that was given out for them has expired. */
export interface Leftover { readonly bucket: 'films' | 'uploads'; readonly prefix: string; readonly until: string }

export interface Film {
  readonly id: string
  readonly channelId: string
  readonly ownerId: string
  readonly channel: { readonly id: string; readonly handle: string; readonly name: string; /** Id of a picture. */ readonly face?: string | null }
  readonly title: string
  readonly description: string
  readonly tags: readonly string[]
  readonly category: string
  readonly access: Access
  readonly language: string
  readonly file: { readonly name: string; readonly size: number; readonly type: string }
  /** S3's multipart upload; null once it is closed. */
  readonly upload: { readonly id: string; readonly partSize: number; readonly partCount: number } | null
  readonly sourceKey: string
  readonly processing: Processing
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly source: Source | null
  /** Counts claims, so that every claim has its own prefix. */
  readonly claims: number
  /** A film that was written before there were copies has no word of them. */
  readonly jobs: { readonly instant?: Job | null; readonly first: Job | null; readonly ladder: Job | null }
  readonly published: Published | null
  /** What its owner may choose the poster from; absent on films from before there was a choice. */
  readonly thumbnails?: Thumbnails
  /** Full key of the poster, which is the thumbnail chosen. */
  readonly poster: string | null
  /** Unguessable part of the poster's public address, drawn once for each poster, so that placing it may be repeated. */
  readonly imageName: string
  /** Key of its public copy under `i/`, present exactly while the film is not private. */
  readonly posterImage: string | null
  /** One for each language, in the order of their tags. */
  readonly captions: readonly Caption[]
  /** Of what the ladder left; absent on films whose ladder left nothing. */
  readonly storyboard?: Storyboard | null
  readonly leftovers: readonly Leftover[]
  readonly replacement: Replacement | null
  /** Only ever seen on a version behind a film that plays, never kept (replacement/replacement.ts). */
  readonly isBehind?: true
  readonly views: number
  /** When the file had arrived whole; absent in films that had by then. */
  readonly receivedAt?: string
  /** When the present attempt to make a film of the file began: it ends after a while, come what may. Absent in films that were under way before this was noted. */
  readonly underWaySince?: string
  /** Null once it is published, which most films are from the beginning. */
  readonly publication: Publication | null
  readonly publishedAt: string | null
  /** Tokens issued up to this instant must end; null once the edge knows. */
  readonly withdrawnAt: string | null
  /** Its owner is suspended: nobody sees it. Absent on films that never met a suspension. */
  readonly hidden?: boolean
  /** Version of the owner's account that `hidden` was last told by. */
  readonly ownerVersion?: number
  readonly deletedAt: string | null
  /** Its objects are going: from here a deleted film cannot be brought back. */
  readonly erasing: boolean
  /** How often its owner has asked something of the pipeline; each time wakes the reconciler. */
  readonly asks: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly version: number
}

export type JobKind = 'instant' | 'first' | 'ladder'
/** Those that MediaConvert does. */
export type EncodingKind = Exclude<JobKind, 'instant'>

/** What is worth more to a viewer replaces what is worth less, in whatever order they arrive. */
const standing: Readonly<Record<JobKind, number>> = { instant: 0, first: 1, ladder: 2 }

/** The declared edges of processing; any other move is a mistake of ours. Another file that takes a film's place brings how far it is along (replacement.ts). */
const edges: Readonly<Record<Processing, readonly Processing[]>> = {
  uploading: ['checking', 'failed'],
  checking: ['transcoding', 'failed'],
  transcoding: ['ready', 'failed'],
  // Its owner asks for the qualities that could not be made.
  ready: ['transcoding'],
  // Its owner asks for another attempt.
  failed: ['checking'],
}
export const mayMove = (from: Processing, to: Processing) => edges[from].includes(to)

function move(film: Film, to: Processing, also: Partial<Film> = {}): Film {
  if (!mayMove(film.processing, to)) throw new Error(`A film cannot go from ${film.processing} to ${to}.`)
  return { ...film, ...also, processing: to }
}

export function uploadArrived(film: Film, at: Date): Film {
  if (film.processing !== 'uploading') throw new Error(`A film cannot go from ${film.processing} to checking because its upload arrived.`)
  return move(film, 'checking', { upload: null, receivedAt: at.toISOString(), underWaySince: at.toISOString() })
}

export const checked = (film: Film, source: Source): Film => move(film, 'transcoding', { source })

/** `sentence` where there is more to say than the code's own. */
export const failed = (film: Film, code: FailureCode | Refusal, sentence: string = failureSentence(code)): Film => move(film, 'failed', { upload: null, failure: { code, message: sentence } })

/** The pipeline has something to do that no event of AWS will tell. */
export const asked = (film: Film): Film => ({ ...film, asks: film.asks + 1 })

/** Another attempt at a file that is there, with fresh claims. What the failed one left goes at once: nobody was ever sent to it. */
export function retried(film: Film, at: Date): Film {
  const leftovers = Object.values(film.jobs).flatMap(job => (job && job.prefix !== film.published?.prefix ? [unusedAtRest(job.prefix, at)] : []))
  return asked(move(film, 'checking', { failure: null, source: null, jobs: { first: null, ladder: null }, leftovers: [...film.leftovers, ...leftovers], underWaySince: at.toISOString() }))
}

/** Whether it plays in one quality only, because the ladder could not be made. */
export const lacksQualities = ({ processing, published }: Pick<Film, 'processing' | 'published'>): boolean => processing === 'ready' && published !== null && published.kind !== 'ladder'

/** Another attempt at the ladder alone, behind what plays. */
export function ladderRetried(film: Film, at: Date): Film {
  if (!lacksQualities(film)) throw new Error('A film cannot go from ready to transcoding because it has its qualities.')
  const { ladder } = film.jobs
  return asked(move(film, 'transcoding', { jobs: { ...film.jobs, ladder: null }, leftovers: ladder ? [...film.leftovers, unused(ladder.prefix, at)] : film.leftovers, underWaySince: at.toISOString() }))
}

/** A job is claimed under the next free prefix; a job that already runs is left alone. */
export function jobClaimed(film: Film, kind: JobKind, order: { token: string; rungs: readonly Rung[]; withPoster: boolean; tileEverySeconds?: number; at: Date }): Film {
  const claims = film.claims + 1
  const job: Job = {
    status: 'claimed', token: order.token, claimedAt: order.at.toISOString(), id: null, percent: 0,
    prefix: `v/${film.id}/${claims}-${kind}/`, rungs: order.rungs, withPoster: order.withPoster,
    ...(order.tileEverySeconds ? { tileEverySeconds: order.tileEverySeconds } : {}),
    ...(film.jobs[kind]?.lost ? { lost: film.jobs[kind].lost } : {}),
  }
  return { ...film, claims, jobs: { ...film.jobs, [kind]: job } }
}

export const jobStarted = (film: Film, kind: JobKind, id: string): Film => withJob(film, kind, { status: 'running', id })

/** Progress only goes up; news of a job that is over changes nothing. */
export function jobProgressed(film: Film, kind: JobKind, jobId: string, percent: number): Film {
  const job = film.jobs[kind]
  if (!job || job.id !== jobId || job.status !== 'running' || percent <= job.percent) return film
  return withJob(film, kind, { percent: Math.min(99, Math.round(percent)) })
}

/** Somebody is asked to copy the source. */
export const copyAsked = (film: Film, at: Date): Film => withJob(film, 'instant', { asks: (film.jobs.instant?.asks ?? 0) + 1, heardAt: at.toISOString() })

/** The copy has been begun and came this far; whoever is at it is alive. */
export const copyHeard = (film: Film, percent: number, at: Date): Film =>
  withJob(film, 'instant', { status: 'running', id: film.jobs.instant!.token, percent: Math.max(film.jobs.instant!.percent, Math.min(99, Math.round(percent))), asks: 1, heardAt: at.toISOString() })

/** Whoever copied had to stop; somebody must be asked to go on. */
export const copyPaused = (film: Film): Film => withJob(film, 'instant', { asks: 0 })

export const isOpen = (job: Job | null | undefined): job is Job => job?.status === 'claimed' || job?.status === 'running'

/** The film is encoded instead. What was copied goes once nobody can be at it any more: a copier runs for five minutes. */
export const copyGivenUp = (film: Film, at: Date): Film => jobFailed({ ...film, leftovers: [...film.leftovers, unused(film.jobs.instant!.prefix, at)] }, 'instant')

/** Whether this copy is still wanted by whoever was asked for it with this token. */
export const copyWanted = ({ deletedAt, processing, jobs: { instant } }: Film, token: string) => !deletedAt && processing === 'transcoding' && isOpen(instant) && instant.token === token

/**
 * The one write that publishes. Outputs of an earlier kind never replace those of a later one. `pictures` are those it
 * took of the film, in their order; none where another job takes them.
 */
export function jobDone(film: Film, kind: JobKind, pictures: readonly string[], at: Date): Film {
  const job = film.jobs[kind]
  if (!job || job.status === 'done' || job.status === 'failed') return film
  const next = { ...picturesTaken(withJob(film, kind, { status: 'done', percent: 100 }), pictures), storyboard: storyboardWanted(job) ?? film.storyboard }
  if (film.published && standing[film.published.kind] > standing[kind]) return next
  const lesser = (['instant', 'first'] as const).filter(other => standing[other] < standing[kind])
  return settled({ ...next, leftovers: [...film.leftovers, ...overtaken(film, lesser, at)], published: { kind, prefix: job.prefix, rungs: job.rungs }, publishedAt: film.publishedAt ?? (film.publication ? null : at.toISOString()) })
}

/**
 * What plays after something better has come: it goes when nobody can be watching it any more, nor anybody be at it.
 * Pictures that were taken beside it stay, for the poster is one of them.
 */
function overtaken(film: Film, kinds: readonly JobKind[], at: Date): Leftover[] {
  return kinds.flatMap(kind => {
    const job = film.jobs[kind]
    return job && job.status !== 'failed' ? [outdated(film, job.prefix + (kind === 'instant' ? '' : filmBase), at)] : []
  })
}

export function jobFailed(film: Film, kind: JobKind): Film {
  const job = film.jobs[kind]
  if (!job || job.status === 'failed' || job.status === 'done') return film
  return settled(withJob(film, kind, { status: 'failed' }))
}

/** How often a job is begun, all in all, before it has failed although the file is not to blame. */
export const mostAttempts = 5
/** Seconds until the next attempt: 1, 4, 16, then 64 minutes. */
const pauseAfter = (lost: number) => 60 * 4 ** (lost - 1)

/** A job ended by no fault of the file: it is claimed anew, to begin after a pause, until that has happened too often. */
export function jobLost(film: Film, kind: EncodingKind, token: string, at: Date): Film {
  const job = film.jobs[kind]
  if (!isOpen(job)) return film
  const lost = (job.lost ?? 0) + 1
  if (lost >= mostAttempts) return jobFailed(film, kind)
  const left = withJob({ ...film, leftovers: [...film.leftovers, unused(job.prefix, at)] }, kind, { lost })
  return jobClaimed(left, kind, { ...job, token, at: new Date(at.getTime() + pauseAfter(lost) * 1000) })
}

/** Its time is up: nothing that has not come by now is waited for. What plays is enough to be ready with. */
export function overdue(film: Film, at: Date): Film {
  const ended = (['instant', 'first', 'ladder'] as const).reduce<Film>((left, kind) => {
    const job = left.jobs[kind]
    return isOpen(job) ? withJob({ ...left, leftovers: [...left.leftovers, unused(job.prefix, at)] }, kind, { status: 'failed' }) : left
  }, film)
  return film.published ? move(ended, 'ready') : failed(ended, 'took_too_long')
}

/**
 * What the jobs' outcomes, in whatever order they came, make of the film. The ladder decides when it is done. If it
 * failed, whatever plays is enough to be ready with; only when the others failed too, or were never wanted, is all lost.
 */
function settled(film: Film): Film {
  const { instant, first, ladder } = film.jobs
  if (film.processing !== 'transcoding') return film
  if (ladder?.status === 'done') return move(film, 'ready')
  if (ladder?.status !== 'failed') return film
  if (film.published) return move(film, 'ready')
  return isOpen(instant) || isOpen(first) ? film : failed(film, 'transcode_failed')
}

function withJob(film: Film, kind: JobKind, change: Partial<Job>): Film {
  const job = film.jobs[kind]
  if (!job) throw new Error(`The ${kind} job of film ${film.id} was never claimed.`)
  return { ...film, jobs: { ...film.jobs, [kind]: { ...job, ...change } } }
}

/** How widely a film is shown; a smaller number is narrower. */
const width: Readonly<Record<Access, number>> = { private: 0, followers: 1, unlisted: 2, public: 3 }

/** New metadata. Narrowing the access of a film that plays withdraws what was already given out. */
export function edited(film: Film, metadata: Pick<Film, 'title' | 'description' | 'tags' | 'category' | 'access' | 'language'>, at: Date): Film {
  const { title, description, tags, category, language } = metadata
  const publication = film.publication && { ...film.publication, access: metadata.access }
  const access = publication ? film.access : metadata.access
  const withdrawn = film.published && width[access] < Math.min(width[film.access], width.unlisted)
  return { ...film, title, description, tags, category, access, publication, language, withdrawnAt: withdrawn ? at.toISOString() : film.withdrawnAt }
}

export const deleted = (film: Film, at: Date): Film =>
  film.deletedAt ? film : { ...film, deletedAt: at.toISOString(), withdrawnAt: film.published ? at.toISOString() : film.withdrawnAt }

/**
 * A suspended person's films are hidden from everybody and what was given out of them ends; reinstated, they are back
 * as they were. News that is older than what the film knows, or no news, changes nothing.
 */
export function ownerStands(film: Film, status: 'active' | 'suspended', ownerVersion: number, at: Date): Film {
  if (ownerVersion <= (film.ownerVersion ?? 0)) return film
  const hidden = status === 'suspended'
  const withdrawn = hidden && !film.hidden && film.published !== null
  return { ...film, hidden, ownerVersion, withdrawnAt: withdrawn ? at.toISOString() : film.withdrawnAt }
}

/** Whom a film's channel belongs to at present, how that person stands, and the version of their item. */
export interface Belonging { readonly channel: Film['channel']; readonly ownerId: string; readonly status: 'active' | 'suspended'; readonly version: number }

/** A film carries its channel's name and holder, and stands as the holder does. Versions of two people do not compare: a new holder's counts whatever it is. */
export function belonging(film: Film, { channel, ownerId, status, version }: Belonging, at: Date): Film {
  const named = film.channel.name === channel.name && film.channel.handle === channel.handle && (film.channel.face ?? null) === (channel.face ?? null) ? film : { ...film, channel }
  return ownerStands(named.ownerId === ownerId ? named : { ...named, ownerId, ownerVersion: 0 }, status, version, at)
}

export const restored = (film: Film): Film => ({ ...film, deletedAt: null })

/** The last edge of a deleted film. */
export const erasing = (film: Film): Film => (film.erasing ? film : { ...film, erasing: true })

/** Nothing of it is kept any more: whoever still writes for it takes that away again. */
export const isGone = (film: Film | null): boolean => film === null || film.erasing

/** Whether it stands in the public lists: it plays, it is public, it is neither hidden nor deleted. */
export const isListed = (film: Film) => film.access === 'public' && film.published !== null && film.deletedAt === null && !film.hidden

/** Whether its poster may stand under a public address. Followers-only films are announced to everybody; private ones and hidden ones to nobody. */
export const isPosterPublic = (film: Film) => film.access !== 'private' && film.poster !== null && film.deletedAt === null && !film.hidden

export const posterImageKey = (film: Film) => `i/${film.imageName}.jpg`

/** Where its public poster should stand now; null for nowhere. */
export const wantedPosterImage = (film: Film) => (isPosterPublic(film) ? posterImageKey(film) : null)
