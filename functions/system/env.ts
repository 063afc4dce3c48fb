import * as z from 'zod'
import { commonEnv } from '../platform/common-env.ts'

const pair = /^(?<name>[a-z0-9-]+)=(?<queue>[\w-]+)$/

/** `videos-source-uploaded=<SQS's name>,…` as a map. */
const queueNames = z.string().transform(list => new Map(list.split(',').map(entry => {
  const { name, queue } = pair.exec(entry)?.groups ?? {}
  if (!name || !queue) throw new Error(`QUEUES holds "${entry}", which is no name=queue.`)
  return [name, queue] as const
})))

export const env = commonEnv.extend({
  /** Every queue that has dead letters, by what it is for. */
  QUEUES: queueNames,
  /** What comes before a queue's name in its URL. */
  QUEUES_AT: z.string().endsWith('/'),
  /** With what the names of this stage's alarms begin. */
  ALARM_PREFIX: z.string().min(1),
})
