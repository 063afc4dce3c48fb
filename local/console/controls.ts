/** What a test may do to the local cloud from outside, at /_local/clock and /_local/faults. */
import type { IncomingMessage } from 'node:http'
import { json as readJson } from 'node:stream/consumers'
import type { Fault } from '../faults/faults.ts'
import type { Cloud } from '../plugin.ts'

export interface ControlAnswer { readonly status: number; readonly content: object }
export type Control = (cloud: Cloud, request: IncomingMessage, query: URLSearchParams) => Promise<ControlAnswer>

const refused = (status: number, message: string): ControlAnswer => ({ status, content: { message } })

/** Only JSON is taken: a web page cannot post it here without asking first. */
async function sentJson(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) return undefined
  return (await readJson(request).catch(() => null) ?? {}) as Record<string, unknown>
}

const clock: Control = async (cloud, request) => {
  if (request.method === 'GET') return { status: 200, content: { now: cloud.now().toISOString() } }
  const sent = await sentJson(request)
  if (!sent) return refused(415, 'POST {"advanceSeconds": 60} as application/json.')
  const { advanceSeconds } = sent
  if (typeof advanceSeconds !== 'number' || !(advanceSeconds > 0 && advanceSeconds <= 400 * 86_400)) return refused(400, 'advanceSeconds is a number of seconds, more than 0 and at most 400 days: the clock never goes back.')
  cloud.advanceClock(advanceSeconds)
  cloud.record({ kind: 'info', source: 'clock', message: `The clock went ${advanceSeconds} seconds ahead.` })
  return { status: 200, content: { now: cloud.now().toISOString() } }
}

/**
 * GET lists the faults, and with `?about=` the calls written down about it. POST takes `{"inject": Fault}`,
 * `{"watch": "text"}` or `{"clear": true}` (local/faults/faults.ts).
 */
const faults: Control = async (cloud, request, query) => {
  const service = cloud.use('faults')
  if (request.method === 'GET') return { status: 200, content: { faults: service.list(), watched: service.watched(query.get('about') ?? '') } }
  const sent = await sentJson(request)
  if (!sent) return refused(415, 'POST {"inject": …}, {"watch": "…"} or {"clear": true} as application/json.')
  const { inject, watch, clear } = sent as { inject?: Fault; watch?: string; clear?: true }
  if (clear) service.clear()
  if (watch !== undefined) service.watch(watch)
  return { status: 200, content: inject === undefined ? {} : { id: service.inject(inject) } }
}

export const controls: Readonly<Record<string, Control>> = { '/_local/clock': clock, '/_local/faults': faults }
