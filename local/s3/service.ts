/** `services.s3`: what other plugins may do with objects, on behalf of a role or service, with the permissions of the wire. */
import { used } from '../kernel/usage.ts'
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Caller } from '../plugin.ts'
import { AwsError } from '../plugin.ts'
import type { S3Service } from '../services.ts'
import { invalidRange, noSuchBucket } from './wire/errors.ts'
import type { Bucket } from './model.ts'
import { headersOf, headersToStore } from './wire/object-headers.ts'
import { findObject, readBytes, removeObject, storeObject } from './objects.ts'
import type { S3 } from './objects.ts'
import { onObject } from './permissions.ts'
import { receiveBytes } from './store/receive-bytes.ts'

export const createService = (s3: S3): S3Service => {
  const bucketNamed = (name: string): Bucket => {
    const bucket = s3.buckets.get(name)
    if (!bucket) throw noSuchBucket(name)
    return bucket
  }
  const allowed = (action: string, name: string, key: string, caller: Caller): Bucket => {
    const bucket = bucketNamed(name)
    s3.cloud.iam.authorise(caller, [onObject(action, bucket, key)])
    return bucket
  }
  const found = (name: string, key: string, caller: Caller) => {
    const bucket = allowed('GetObject', name, key, caller)
    return { bucket, object: findObject(s3, bucket, key, caller) }
  }

  return {
    async head(name, key, caller) {
      try {
        const { object } = found(name, key, caller)
        return { size: object.size, etag: object.etag, contentType: object.headers['content-type'] ?? '', headers: headersOf(object) }
      } catch (error) {
        if (error instanceof AwsError && error.code === 'NoSuchKey') return undefined
        throw error
      }
    },

    async localFile(name, key, caller) {
      const { bucket, object } = found(name, key, caller)
      return bucket.store.pathOf(object.bytes)
    },

    async get(name, key, caller, range) {
      used('s3.GetObject')
      const { bucket, object } = found(name, key, caller)
      const headers = headersOf(object)
      if (range && (range.start >= object.size || range.end < range.start)) throw invalidRange(`bytes=${range.start}-${range.end}`, object.size)
      const end = range && Math.min(range.end, object.size - 1)
      if (range && end !== undefined) {
        headers['content-length'] = String(end - range.start + 1)
        headers['content-range'] = `bytes ${range.start}-${end}/${object.size}`
      }
      const body = readBytes(bucket, object, range && end !== undefined ? { start: range.start, end } : undefined)
      return { body, size: object.size, contentType: object.headers['content-type'] ?? '', headers }
    },

    async put(name, key, source, caller, headers = {}) {
      used('s3.PutObject')
      const bucket = allowed('PutObject', name, key, caller)
      const bytes = bucket.store.newBytes()
      const body = source instanceof Readable ? source : source instanceof Uint8Array ? Readable.from([Buffer.from(source)]) : createReadStream(source.file)
      const { size, md5 } = await receiveBytes(body, bucket.store.pathOf(bytes), {})
      const lowerCased = Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]))
      try {
        storeObject(s3, bucket, { key, bytes, size, etag: md5, headers: headersToStore(lowerCased) }, { reason: 'PutObject', cause: { caller, requestId: randomUUID() }, conditions: lowerCased })
      } catch (error) {
        bucket.store.discard(bytes)
        throw error
      }
    },

    async remove(name, key, caller) {
      removeObject(s3, allowed('DeleteObject', name, key, caller), key, 'DeleteObject', { caller, requestId: randomUUID() })
    },

    buckets: () => [...s3.buckets.keys()],
    list: (name, prefix = '') => {
      const { store } = bucketNamed(name)
      return store.keys().filter(key => key.startsWith(prefix)).map(key => ({ key, size: store.objects.get(key)?.size ?? 0 }))
    },
  }
}
