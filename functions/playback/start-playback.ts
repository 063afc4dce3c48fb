/** Somebody wants to watch: addresses that carry their own permission, or the reason why not. */
import { newId } from '../platform/ids.ts'
import { measure } from '../platform/metrics.ts'
import { tokenAddress, tokenLifeSeconds, type PathClaims, type SigningKey } from '../platform/path-token.ts'
import { captionsFolder, manifestNames, storyboardName, type FilmSeen } from '../platform/shared-film.ts'
import type { Insider, OfChannel } from '../platform/team.ts'
import type { Person } from '../platform/principal.ts'
import { errors } from './errors.ts'
import { heartbeatSeconds } from './heartbeat-seconds.ts'
import { resumeAt } from './resume-at.ts'
import { sessionId, type Session } from './session-id.ts'
import type { WatchStore } from './watch-store.ts'
import { countsFor } from './what-is-a-view.ts'
import { visitorAt, type Caller } from './visitor.ts'
import { whoMayWatch } from './who-may-watch.ts'

export interface StartEffects {
  readonly watches: WatchStore
  follows(channelId: string, userId: string): Promise<boolean>
  insiderIn(film: OfChannel, personId: string): Promise<Insider | null>
  signingKey(): Promise<SigningKey>
  visitorSalt(): Promise<string>
}

export async function startPlayback(film: FilmSeen | null, person: Person | null, caller: Caller, now: Date, { watches, follows, insiderIn, signingKey, visitorSalt }: StartEffects) {
  if (!film || film.deletedAt || film.hidden) throw errors.video_not_found()
  // Only a film that is not for everybody asks these, so only it pays the reads.
  const insider = person !== null && (film.access === 'private' || film.access === 'followers') ? await insiderIn(film, person.id) : null
  const doesFollow = film.access === 'followers' && person !== null && !insider && await follows(film.channelId, person.id)
  const answer = whoMayWatch({
    film: { access: film.access, processing: film.processing, hasSomethingToPlay: film.published !== null },
    viewerId: person?.id ?? null,
    inTeam: insider !== null,
    follows: doesFollow,
  })
  if (!answer.may) {
    measure('PlaybackDenied', 1, answer.reason)
    throw errors[answer.reason](sentenceFor(answer.reason, film))
  }

  const viewerId = person?.id ?? newId('anon', { now })
  const [key, watched, visitor] = await Promise.all([signingKey(), person ? watches.find(person.id, person.profile, film.id, now) : null, person ? null : visitorSalt().then(salt => visitorAt(caller, salt))])
  const duration = film.source?.durationSeconds ?? 0
  const issued = Math.floor(now.getTime() / 1000)
  const expires = issued + tokenLifeSeconds(duration)
  const beginAt = resumeAt(watched)
  const viewer = insider ? null : countsFor({ viewer: person?.id ?? visitor!, userAgent: caller.userAgent, ownerId: film.ownerId })
  const prefix = `/${film.published!.prefix}`
  measure('PlaybackStarted', 1)
  // What somebody sees as one of the team ends with their place in it.
  const claims: PathClaims = { s: insider?.right ?? newId('ses', { now }), p: person?.id ?? '-', v: film.id, o: film.ownerId, x: prefix, i: issued, e: expires }
  const session: Session = { viewerId, signedIn: person !== null, videoId: film.id, duration, startedAt: now.getTime(), expires, countsFor: viewer, watched: 0, last: { at: now.getTime(), position: beginAt, playing: true } }
  return {
    sessionId: sessionId(session, key),
    manifestUrl: tokenAddress(claims, key, manifestNames.hls),
    dashUrl: tokenAddress(claims, key, manifestNames.dash),
    posterUrl: film.posterImage ? `/${film.posterImage}` : film.poster ? tokenAddress({ ...claims, x: `/${film.poster}` }, key, '') : null,
    storyboardUrl: film.storyboard?.state === 'drawn' && `/${film.storyboard.prefix}` === prefix ? tokenAddress(claims, key, storyboardName) : null,
    captions: (film.captions ?? []).map(({ language, label, key: file }) => ({ language, label, url: tokenAddress({ ...claims, x: `/${captionsFolder(film.id)}` }, key, file.slice(captionsFolder(film.id).length)) })),
    resumeAt: beginAt,
    heartbeatSeconds: heartbeatSeconds(session),
    moreQualitiesComing: film.processing === 'transcoding',
    expiresInSeconds: expires - issued,
  }
}

/** Names the channel where that helps. */
function sentenceFor(reason: string, film: FilmSeen) {
  switch (reason) {
    case 'sign_in': return { detail: `This film is for followers of ${film.channel.name}. Sign in, then follow the channel to watch it.` }
    case 'followers_only': return { detail: `This film is for followers of ${film.channel.name}. Follow the channel to watch it; following is free.` }
    default: return {}
  }
}
