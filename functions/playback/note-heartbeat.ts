/** A player tells where it is. One write and no read: the session's id says all that must be known. The one that makes a view notes that too. */
import { measure } from '../platform/metrics.ts'
import type { SigningKey } from '../platform/path-token.ts'
import { errors } from './errors.ts'
import { heartbeatSeconds } from './heartbeat-seconds.ts'
import { openSession, sessionId, withBeat } from './session-id.ts'
import type { ViewStore } from './view-store.ts'
import type { WatchStore } from './watch-store.ts'

export interface HeartbeatEffects {
  readonly watches: Pick<WatchStore, 'note'>
  readonly views: Pick<ViewStore, 'claim'>
  signingKey(): Promise<SigningKey>
  acceptedKeys(): Promise<readonly SigningKey[]>
  /** Whether a person belongs to the team of a film's channel. */
  isInsider(videoId: string, personId: string): Promise<boolean>
}

export async function noteHeartbeat(id: string, { position, playing, buffering }: { position: number; playing: boolean; buffering?: { count: number; seconds: number } }, callerId: string | null, now: Date, { watches, views, signingKey, acceptedKeys, isInsider }: HeartbeatEffects) {
  const opened = openSession(id, await acceptedKeys(), now)
  // A signed-in viewing is moved on by its own viewer only; the id of one signed out is its own proof.
  if (!opened || (opened.signedIn && opened.viewerId !== callerId)) throw errors.session_unknown()
  if (buffering && buffering.count > 0) measure('PlaybackStalled', buffering.count)
  if (buffering && buffering.seconds > 0) measure('PlaybackStalledSeconds', buffering.seconds)
  const { session, isNewView } = withBeat(opened, { at: now.getTime(), position: Math.min(position, opened.duration), playing })
  const { viewerId, signedIn, videoId, duration, startedAt, last } = session
  await Promise.all([
    watches.note({ viewerId, profile: 'default', videoId, position: last.position, duration, playing, startedAt: new Date(startedAt).toISOString() }, signedIn, now),
    // Asked again when this fails, because the caller then has no newer id; it counts once all the same.
    isNewView && claim(opened.countsFor!),
  ])

  async function claim(viewer: string) {
    if (signedIn && await isInsider(videoId, viewer)) return
    await views.claim({ viewer, videoId, signedIn, watched: session.watched }, now)
  }
  return { heartbeatSeconds: heartbeatSeconds(session), sessionId: sessionId(session, await signingKey()) }
}
