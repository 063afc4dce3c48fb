/**
 * A viewing's id says by itself whose viewing of which film it is, and how far it has come, under our signature: a
 * heartbeat then needs no read. Each heartbeat answers the id to send next; an older one is as good, only that what
 * it knows ends earlier, and none can claim more time than has passed since it was handed out.
 */
import { createHmac } from 'node:crypto'
import { equalInConstantTime } from '../platform/constant-time.ts'
import type { SigningKey } from '../platform/path-token.ts'
import { isView, secondsWatched, type Beat } from './what-is-a-view.ts'

export interface Session {
  /** Person id, or a random one for somebody signed out. */
  readonly viewerId: string
  readonly signedIn: boolean
  readonly videoId: string
  /** Seconds. */
  readonly duration: number
  /** When this viewing began, epoch milliseconds. */
  readonly startedAt: number
  /** Epoch seconds. */
  readonly expires: number
  /** Under whose name this viewing is to count as a view; null when it does not, or already has. */
  readonly countsFor: string | null
  /** Seconds watched so far. */
  readonly watched: number
  readonly last: Beat
}

/** The viewing after another beat, and whether it has just become a view. */
export function withBeat(session: Session, beat: Beat): { readonly session: Session; readonly isNewView: boolean } {
  const watched = session.watched + secondsWatched(session.last, beat)
  const isNewView = session.countsFor !== null && isView(watched, session.duration)
  return { session: { ...session, watched, last: beat, countsFor: isNewView ? null : session.countsFor }, isNewView }
}

/** In the order in which they are written down. */
type Written = [viewerId: string, signedIn: 0 | 1, videoId: string, duration: number, startedAt: number, expires: number, countsFor: string | null, watched: number, at: number, position: number, playing: 0 | 1]
const bit = (is: boolean) => (is ? 1 : 0)
const toMillis = (seconds: number) => Math.round(seconds * 1000) / 1000

export function sessionId({ viewerId, signedIn, videoId, duration, startedAt, expires, countsFor, watched, last }: Session, key: SigningKey): string {
  const written: Written = [viewerId, bit(signedIn), videoId, toMillis(duration), startedAt, expires, countsFor, toMillis(watched), last.at, toMillis(last.position), bit(last.playing)]
  const payload = Buffer.from(JSON.stringify(written)).toString('base64url')
  return `ses_${payload}.${mac(payload, key)}`
}

/** The session behind an id, or null if it is not ours or its time is over. */
export function openSession(id: string, keys: readonly SigningKey[], now: Date): Session | null {
  const [payload = '', given = ''] = id.slice('ses_'.length).split('.')
  if (!keys.some(key => equalInConstantTime(mac(payload, key), given))) return null
  const [viewerId, signedIn, videoId, duration, startedAt, expires, countsFor, watched, at, position, playing] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Written
  if (expires * 1000 <= now.getTime()) return null
  return { viewerId, signedIn: signedIn === 1, videoId, duration, startedAt, expires, countsFor, watched, last: { at, position, playing: playing === 1 } }
}

/** "2" because ids of an older shape must not be read as these. */
const mac = (payload: string, key: SigningKey) => createHmac('sha256', key.secret).update(`session 2 ${payload}`).digest('base64url').slice(0, 22)
