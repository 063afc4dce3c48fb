/** The modules a CloudFront Function may import or require, and the runtime's own globals: no files, no network, no timers. */
import { createHash, createHmac } from 'node:crypto'
import querystring from 'node:querystring'
import { used } from '../../kernel/usage.ts'
import type { Services } from '../../services.ts'

export interface ModuleEffects {
  readonly stores: () => Services['keyValueStores']
  /** ARNs of the associated stores; AWS allows one. */
  readonly associated: readonly string[]
}

const digests = new Set(['md5', 'sha1', 'sha256'])
const encodings = new Set(['utf8', 'hex', 'base64', 'base64url'])

const known = (algorithm: string) => {
  if (!digests.has(algorithm)) throw new Error(`The algorithm ${algorithm} is not known at the edge.`)
  return algorithm
}

const crypto = Object.freeze({
  createHash: (algorithm: string) => createHash(known(algorithm)),
  createHmac: (algorithm: string, key: string | Uint8Array) => createHmac(known(algorithm), key),
})

/** By the name they are imported under. */
export function modules({ stores, associated }: ModuleEffects): Readonly<Record<string, unknown>> {
  const buffer = Object.freeze({ Buffer: EdgeBuffer })
  return { crypto, querystring: Object.freeze({ ...querystring }), buffer, cloudfront: cloudfrontModule(stores, associated) }
}

function cloudfrontModule(stores: ModuleEffects['stores'], associated: readonly string[]) {
  return Object.freeze({
    /** Without an id: the associated store. */
    kvs(id?: string) {
      const arn = id === undefined ? associated[0] : associated.find(one => one === id || one.endsWith(`/${id}`))
      if (arn === undefined) throw new Error(id === undefined ? 'No key value store is associated with this function.' : `The key value store ${id} is not associated with this function.`)
      return Object.freeze({
        async get(key: string, options?: { format?: string }) {
          used('cloudfront.key-value-reads')
          const value = stores().get(arn, key)
          if (value === undefined) throw new Error(`The key ${key} was not found.`)
          return formatted(value, options?.format)
        },
        exists: async (key: string) => stores().get(arn, key) !== undefined,
        count: async () => stores().describe(arn).count,
        async meta() {
          const { created, lastModified, count } = stores().describe(arn)
          return { creationDateTime: created, lastUpdatedDateTime: lastModified, keyCount: count }
        },
      })
    },
    edgeLocation: Object.freeze({ name: 'LCL', serverIp: '127.0.0.1', region: 'us-east-1' }),
  })
}

function formatted(value: string, format = 'string'): unknown {
  switch (format) {
    case 'string': return value
    case 'json': return JSON.parse(value) as unknown
    case 'bytes': return Buffer.from(value)
    default: throw new Error(`A value has no format "${format}".`)
  }
}

/** Buffer's documented functions, with the edge's few encodings: Node knows latin1, the edge does not. */
const EdgeBuffer = Object.freeze({
  from(value: never, encoding?: unknown, length?: number) {
    if (typeof value === 'string' && encoding !== undefined && !encodings.has(encoding as string)) throw new TypeError(`"${encoding}" encoding is not supported`)
    return Buffer.from(value, encoding as never, length as never)
  },
  alloc: Buffer.alloc, allocUnsafe: Buffer.allocUnsafe, byteLength: Buffer.byteLength, compare: Buffer.compare,
  concat: Buffer.concat, isBuffer: Buffer.isBuffer, isEncoding: (name: string) => encodings.has(name),
})

export const runtimeGlobals = { atob, btoa, TextEncoder, TextDecoder, Buffer: EdgeBuffer }
