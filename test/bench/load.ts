/** Closed-loop load: each connection sends its next request when the last one is answered. Times to a microsecond, which a p99 near a millisecond needs. */
import { Agent, get } from 'node:http'
import { quantile } from './report.ts'

export interface Load { readonly perSecond: number; /** Milliseconds. */ readonly p99: number }

export async function load(url: string, connections: number, { seconds = 5, headers = {} }: { seconds?: number; headers?: Record<string, string> } = {}): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const startedAt = performance.now()
  const end = startedAt + seconds * 1000
  const once = () => new Promise<void>((answered, failed) => {
    const sentAt = performance.now()
    get(url, { agent, headers }, response => {
      if (response.statusCode !== 200) return failed(new Error(`${url} answered ${response.statusCode}.`))
      response.resume().once('end', () => {
        times.push(performance.now() - sentAt)
        answered()
      })
    }).once('error', failed)
  })
  await Promise.all(Array.from({ length: connections }, async () => { while (performance.now() < end) await once() }))
  const elapsed = (performance.now() - startedAt) / 1000
  agent.destroy()
  return { perSecond: times.length / elapsed, p99: quantile(times, 0.99) }
}
