/** A viewing's id says by itself whose viewing of which film it is, under our signature: a heartbeat then needs no read. */
import { createHmac } from 'node:crypto'
import { equalInConstantTime } from '../platform/constant-time.ts'
import type { SigningKey } from '../platform/path-token.ts'

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
}

export function sessionId(session: Session, key: SigningKey): string {
  const { viewerId, signedIn, videoId, duration, startedAt, expires } = session
  const payload = Buffer.from(JSON.stringify([viewerId, signedIn ? 1 : 0, videoId, Math.round(duration * 1000) / 1000, startedAt, expires])).toString('base64url')
  return `ses_${payload}.${mac(payload, key)}`
}

/** The session behind an id, or null if it is not ours or its time is over. */
export function openSession(id: string, keys: readonly SigningKey[], now: Date): Session | null {
  const [payload = '', given = ''] = id.slice('ses_'.length).split('.')
  if (!keys.some(key => equalInConstantTime(mac(payload, key), given))) return null
  const [viewerId, signedIn, videoId, duration, startedAt, expires] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [string, number, string, number, number, number]
  return expires * 1000 > now.getTime() ? { viewerId, signedIn: signedIn === 1, videoId, duration, startedAt, expires } : null
}

const mac = (payload: string, key: SigningKey) => createHmac('sha256', key.secret).update(`session ${payload}`).digest('base64url').slice(0, 22)
