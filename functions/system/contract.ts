import * as z from 'zod'
import { contract, instant, route, text } from '../platform/contract.ts'

/** A queue by what it is for: its domain and what it waits for, like `videos-source-uploaded`. */
export const queueName = z.string().regex(/^[a-z0-9-]{3,80}$/, 'Use the name of a queue, as the list shows it.').meta({ example: 'videos-source-uploaded' })

/** Numbers are approximate, as SQS counts them. */
export const queueSeen = z.object({
  name: queueName,
  /** Null where only what was set aside is kept: records of a table's stream. */
  work: z.object({ waiting: z.int(), underWay: z.int() }).nullable(),
  /** What nobody could work off. `mayGoBack`: it can be given back to the queue it came from. */
  deadLetters: z.object({ waiting: z.int(), mayGoBack: z.boolean() }),
})
export type QueueSeen = z.output<typeof queueSeen>

/** `body` as it was sent, at most the first 4,000 characters. */
export const deadLetter = z.object({ id: z.string(), sentAt: instant, body: z.string() })

export const alarmState = z.enum(['alarm', 'ok', 'unknown'])
export const alarmSeen = z.object({
  name: z.string(),
  state: alarmState,
  /** When it came into this state. */
  since: instant,
  /** CloudWatch's own words for the state. */
  reason: z.string(),
  whoIsHurt: z.string(),
  /** The heading of its article in docs/runbook.md. */
  article: z.string().nullable(),
})
export type AlarmSeen = z.output<typeof alarmSeen>

const byName = z.object({ name: queueName })

export const systemContract = contract({
  domain: 'system',
  about: 'The platform about itself.',
  routes: {
    health: route({ method: 'GET', path: '/health', who: 'anyone', summary: 'Whether the platform answers and its table can be read.', replies: { 200: z.object({ status: z.literal('ok'), stage: z.string(), version: z.string() }) } }),
    openapi: route({ method: 'GET', path: '/openapi.json', who: 'anyone', summary: 'This API, as OpenAPI 3.1.', replies: { 200: z.record(z.string(), z.unknown()) } }),
    docs: route({ method: 'GET', path: '/docs', who: 'anyone', summary: 'The API reference as a page.', replies: { 200: z.string() } }),
    queues: route({
      method: 'GET', path: '/system/queues', who: ['admin'], summary: 'Every queue of the platform: what waits in it, and what nobody could work off.',
      replies: { 200: z.object({ items: z.array(queueSeen) }) },
    }),
    deadLetters: route({
      method: 'GET', path: '/system/queues/{name}/dead-letters', who: ['admin'], summary: 'Some of what nobody could work off, at most ten. Looking changes nothing.',
      params: byName, replies: { 200: z.object({ items: z.array(deadLetter) }) }, errors: ['queue_not_found'],
    }),
    redrive: route({
      method: 'POST', path: '/system/queues/{name}/redrive', who: ['admin'], summary: 'Gives all dead letters of a queue back to it, to be worked off once more.',
      params: byName, body: z.object({ reason: text(500, 3) }), replies: { 202: queueSeen }, errors: ['queue_not_found', 'no_dead_letters', 'cannot_go_back', 'going_back_already'],
    }),
    alarms: route({
      method: 'GET', path: '/system/alarms', who: ['admin'], summary: 'Every alarm with its state, those that ring first.',
      replies: { 200: z.object({ items: z.array(alarmSeen) }) },
    }),
  },
})
