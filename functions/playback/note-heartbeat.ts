/** A player tells where it is. One write and no read: the session's id says all that must be known. */
import type { SigningKey } from '../platform/path-token.ts'
import { errors } from './errors.ts'
import { heartbeatSeconds } from './heartbeat-seconds.ts'
import { openSession } from './session-id.ts'
import type { WatchStore } from './watch-store.ts'

export interface HeartbeatEffects { readonly watches: WatchStore; acceptedKeys(): Promise<readonly SigningKey[]> }

export async function noteHeartbeat(id: string, { position, playing }: { position: number; playing: boolean }, callerId: string | null, now: Date, { watches, acceptedKeys }: HeartbeatEffects) {
  const session = openSession(id, await acceptedKeys(), now)
  // A signed-in viewing is moved on by its own viewer only; the id of one signed out is its own proof.
  if (!session || (session.signedIn && session.viewerId !== callerId)) throw errors.session_unknown()
  await watches.note({ viewerId: session.viewerId, profile: 'default', videoId: session.videoId, position: Math.min(position, session.duration), duration: session.duration, playing, startedAt: new Date(session.startedAt).toISOString() }, session.signedIn, now)
  return { heartbeatSeconds }
}
