/** Somebody wants to watch: addresses that carry their own permission, or the reason why not. */
import { newId } from '../platform/ids.ts'
import { measure } from '../platform/metrics.ts'
import { tokenAddress, tokenLifeSeconds, type PathClaims, type SigningKey } from '../platform/path-token.ts'
import { captionsFolder, manifestNames, storyboardName, type FilmSeen } from '../platform/shared-film.ts'
import type { Person } from '../platform/principal.ts'
import { admit, type DoorEffects } from './admit.ts'
import { heartbeatSeconds } from './heartbeat-seconds.ts'
import { resumeAt } from './resume-at.ts'
import { sessionId, type Session } from './session-id.ts'
import type { WatchStore } from './watch-store.ts'
import { countsFor } from './what-is-a-view.ts'
import { visitorAt, type Caller } from './visitor.ts'

export interface StartEffects extends DoorEffects {
  readonly watches: WatchStore
  signingKey(): Promise<SigningKey>
  visitorSalt(): Promise<string>
}

export async function startPlayback(asked: FilmSeen | null, person: Person | null, caller: Caller, now: Date, effects: StartEffects) {
  const { watches, signingKey, visitorSalt } = effects
  const { film, insider } = await admit(asked, person, effects, reason => measure('PlaybackDenied', 1, reason))
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

