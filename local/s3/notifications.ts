/**
 * `Object Created` and `Object Deleted`. The event is committed together with its change (bucket-store.ts) and
 * crossed off once the bus has it, so a process that dies in between sends it at its next start: at least once,
 * as from S3, and therefore sometimes twice.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Caller, Cloud } from '../plugin.ts'
import type { Bucket, PendingEvent, StoredObject } from './model.ts'

export type CreatedBy = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload'
export type DeletedBy = 'DeleteObject' | 'Lifecycle Expiration'
/** Who changed something, in which request. */
export interface Cause { readonly caller: Caller; readonly requestId: string }

const AT_ONCE = 32
const RETRY_MS = 1000

export const objectCreated = (bucket: Bucket, object: StoredObject, reason: CreatedBy, cause: Cause): PendingEvent => ({
  id: randomUUID(),
  detailType: 'Object Created',
  time: object.modified,
  detail: {
    version: '0',
    bucket: { name: bucket.name },
    object: { key: object.key, size: object.size, etag: object.etag, sequencer: object.sequencer },
    'request-id': cause.requestId,
    ...requester(cause),
    reason,
  },
})

export const objectDeleted = (bucket: Bucket, key: string, sequencer: string, now: Date, reason: DeletedBy, cause: Cause): PendingEvent => ({
  id: randomUUID(),
  detailType: 'Object Deleted',
  time: now.toISOString(),
  detail: {
    version: '0',
    bucket: { name: bucket.name },
    object: { key, sequencer },
    'request-id': cause.requestId,
    ...requester(cause),
    reason,
    'deletion-type': 'Permanently Deleted',
  },
})

/** S3 names the account of a person or role, and the principal of a service. Lifecycle has no address. */
const requester = ({ caller }: Cause): Record<string, string> =>
  caller.principal === 's3.amazonaws.com'
    ? { requester: 's3.amazonaws.com' }
    : { requester: caller.kind === 'service' ? caller.principal : '000000000000', 'source-ip-address': '127.0.0.1' }

export interface Notifier {
  /** Something was committed: look for events to send. */
  wake(): void
  /** The bus is there: send what an earlier process still owed, and from now on at once. */
  start(): void
  stop(): Promise<void>
}

export const createNotifier = (cloud: Cloud, buckets: () => Iterable<Bucket>): Notifier => {
  const stopping = new AbortController()
  let started = false
  let running: Promise<void> | undefined

  const owed = () => [...buckets()].flatMap(bucket => [...bucket.store.pendingEvents.values()].map(event => ({ bucket, event }))).slice(0, AT_ONCE)
  const send = async ({ bucket, event }: { bucket: Bucket; event: PendingEvent }): Promise<boolean> => {
    try {
      await cloud.use('events').put({ source: 'aws.s3', detailType: event.detailType, detail: event.detail, resources: [bucket.arn], time: new Date(event.time) })
      bucket.store.commit({ do: 'sent', event: event.id })
      return true
    } catch (error) {
      if (!stopping.signal.aborted) cloud.record({ kind: 'error', source: 's3', message: `${event.detailType} of ${bucket.name} did not reach the bus, trying again: ${(error as Error).message}` })
      return false
    }
  }
  const drain = async (): Promise<void> => {
    for (let batch = owed(); batch.length > 0 && !stopping.signal.aborted; batch = owed()) {
      const sent = await Promise.all(batch.map(send))
      if (sent.includes(false)) await pause(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const wake = (): void => {
    if (!started || stopping.signal.aborted || running || owed().length === 0) return
    running = drain().finally(() => {
      running = undefined
      // Something may have been committed since the last look.
      wake()
    })
  }
  return {
    wake,
    start: () => { started = true; wake() },
    stop: async () => { stopping.abort(); await running },
  }
}
