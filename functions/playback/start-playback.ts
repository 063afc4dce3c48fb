/** Somebody wants to watch: addresses that carry their own permission, or the reason why not. */
import { createHmac } from 'node:crypto'
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

export interface StartEffects extends DoorEffects {
  readonly watches: WatchStore
  signingKey(): Promise<SigningKey>
}

/** Where a request came from, as it tells itself. */
export interface Caller {
  /** The address, as it is counted: a household is one. */
  readonly address: string
  readonly userAgent: string
}

export async function startPlayback(asked: FilmSeen | null, person: Person | null, caller: Caller, now: Date, effects: StartEffects) {
  const { watches, signingKey } = effects
  const { film, insider } = await admit(asked, person, effects, reason => measure('PlaybackDenied', 1, reason))
  const viewerId = person?.id ?? newId('anon', { now })
  const [key, watched] = await Promise.all([signingKey(), person ? watches.find(person.id, person.profile, film.id, now) : null])
  const duration = film.source?.durationSeconds ?? 0
  const issued = Math.floor(now.getTime() / 1000)
  const expires = issued + tokenLifeSeconds(duration)
  const beginAt = resumeAt(watched)
  const viewer = countsFor({ personId: person?.id ?? null, visitor: visitorAt(caller, key), userAgent: caller.userAgent, ownerId: film.ownerId })
  const prefix = `/${film.published!.prefix}`
  measure('PlaybackStarted', 1)
  // What somebody sees as one of the team ends with their place in it.
  const claims: PathClaims = { s: insider?.right ?? newId('ses', { now }), p: person?.id ?? '-', v: film.id, x: prefix, i: issued, e: expires }
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

/** The same name for the same browser at the same address, that gives neither away. */
const visitorAt = ({ address, userAgent }: Caller, key: SigningKey) => `visitor_${createHmac('sha256', key.secret).update(`visitor ${address} ${userAgent}`).digest('base64url').slice(0, 22)}`
