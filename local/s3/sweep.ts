/** Lifecycle at work: at the start, and every hour of the cloud's clock (which tests may move forward). */
import type { Caller, Cloud } from '../plugin.ts'
import { hasExpired, isAbandoned } from './lifecycle.ts'
import { removeObject } from './objects.ts'
import type { S3 } from './objects.ts'

const EVERY_MS = 60 * 60 * 1000
/** How often the clock is looked at. */
const TICK_MS = 1000
const lifecycle: Caller = { kind: 'service', principal: 's3.amazonaws.com' }

export const sweep = (s3: S3, now: Date): void => {
  for (const bucket of s3.buckets.values()) {
    const { store, lifecycle: rules } = bucket
    if (rules.length === 0) continue
    for (const upload of store.uploads.values()) {
      if (!isAbandoned(rules, upload, now) || store.completing.has(upload.id)) continue
      store.commit({ do: 'abort', upload: upload.id })
      s3.cloud.record({ kind: 'info', source: 's3', message: `Aborted the abandoned upload of ${bucket.name}/${upload.key}` })
    }
    for (const object of store.objects.values()) {
      if (!hasExpired(rules, object, now)) continue
      removeObject(s3, bucket, object.key, 'Lifecycle Expiration', { caller: lifecycle, requestId: 'lifecycle' })
      s3.cloud.record({ kind: 'info', source: 's3', message: `Expired ${bucket.name}/${object.key}` })
    }
  }
}

/** Answers how to stop it. */
export const sweepHourly = (cloud: Cloud, s3: S3): (() => void) => {
  let last = cloud.now().getTime()
  sweep(s3, cloud.now())
  const timer = setInterval(() => {
    const now = cloud.now()
    if (now.getTime() - last < EVERY_MS) return
    last = now.getTime()
    sweep(s3, now)
  }, TICK_MS)
  timer.unref()
  return () => clearInterval(timer)
}
