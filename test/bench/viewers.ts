/** People who watch and look around: each tells where they are and turns a page, again and again. */
import { quantile } from './report.ts'

export interface Watching { readonly perSecond: number; /** Milliseconds. */ readonly p50: number; readonly p99: number; readonly errors: number }
/** What one viewer does once, each request within `time`. */
export type Round = (time: (request: () => Promise<Response>) => Promise<void>) => Promise<void>

/** Closed loop: every viewer begins the next round when theirs is done. */
export async function viewersFor(seconds: number, rounds: readonly Round[]): Promise<Watching> {
  const times: number[] = []
  let errors = 0
  const time = async (request: () => Promise<Response>) => {
    const sentAt = performance.now()
    const answer = await request().catch(() => null)
    await answer?.arrayBuffer()
    times.push(performance.now() - sentAt)
    if (!answer?.ok) errors++
  }
  const startedAt = performance.now()
  await Promise.all(rounds.map(async round => { while (performance.now() < startedAt + seconds * 1000) await round(time) }))
  return { perSecond: times.length / ((performance.now() - startedAt) / 1000), p50: quantile(times, 0.5), p99: quantile(times, 0.99), errors }
}

const json = (body: object): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** One who is signed in: a heartbeat, the film's page, the newest films. `videos` and `playback` are where these domains' routes begin. */
export function watching({ videos, playback, videoId, sessionId, token }: { videos: string; playback: string; videoId: string; sessionId: string; token: string }): Round {
  const authorization = `Bearer ${token}`
  let position = 0
  return async time => {
    const beat = json({ position: position = (position + 1) % 10, playing: true })
    await time(() => fetch(`${playback}/api/playback/${sessionId}/heartbeat`, { ...beat, headers: { ...beat.headers as Record<string, string>, authorization } }))
    await time(() => fetch(`${videos}/api/videos/${videoId}`, { headers: { authorization } }))
    await time(() => fetch(`${videos}/api/videos?limit=24`, { headers: { authorization } }))
  }
}
