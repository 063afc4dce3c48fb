/** One key-value store: what it holds, its version (ETag), and the limits that CloudFront puts on it. No I/O. */
import { randomBytes } from 'node:crypto'
import { AwsError } from '../plugin.ts'

/** As kept on disk. */
export interface StoreState {
  readonly name: string
  readonly id: string
  readonly arn: string
  readonly created: string
  lastModified: string
  etag: string
  readonly items: Record<string, string>
}

export interface Changes {
  readonly puts: readonly { key: string; value: string }[]
  readonly deletes: readonly { key: string }[]
}

/** Bytes, as the service quotas give them. */
export const limits = { key: 512, value: 1024, store: 5 * 1024 * 1024, changesPerCall: 50 }

export function newStore(name: string, now: Date): StoreState {
  const hex = randomBytes(16).toString('hex')
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
  const created = now.toISOString()
  return { name, id, arn: `arn:aws:cloudfront::000000000000:key-value-store/${id}`, created, lastModified: created, etag: newEtag(), items: Object.create(null) }
}

export const totalSize = (store: StoreState) =>
  Object.entries(store.items).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0)

export const has = (store: StoreState, key: string) => Object.hasOwn(store.items, key)

/**
 * Applies all changes or none. The caller names the version it has seen: a store that has moved on answers
 * ConflictException, so that of two writers one reads again.
 */
export function change(store: StoreState, ifMatch: string | undefined, changes: Changes, now: Date): void {
  if (!ifMatch) throw new AwsError('ValidationException', 'The If-Match header is required.')
  if (ifMatch !== store.etag) throw new AwsError('ConflictException', `The If-Match version ${ifMatch} is not the current version of the key value store.`, 409)
  refuseWhatDoesNotFit(store, changes)
  for (const { key } of changes.deletes) delete store.items[key]
  for (const { key, value } of changes.puts) store.items[key] = value
  store.etag = newEtag()
  store.lastModified = now.toISOString()
}

function refuseWhatDoesNotFit(store: StoreState, { puts, deletes }: Changes): void {
  if (puts.length + deletes.length === 0) throw new AwsError('ValidationException', 'At least one put or delete is required.')
  if (puts.length + deletes.length > limits.changesPerCall) throw new AwsError('ValidationException', `At most ${limits.changesPerCall} keys can be changed in one call.`)
  const touched = new Set<string>()
  for (const { key } of [...puts, ...deletes]) {
    if (!key) throw new AwsError('ValidationException', 'A key must not be empty.')
    if (Buffer.byteLength(key) > limits.key) throw new AwsError('ValidationException', `A key has at most ${limits.key} bytes.`)
    if (touched.has(key)) throw new AwsError('ValidationException', `The key ${key} appears more than once.`)
    touched.add(key)
  }
  for (const { key, value } of puts) {
    if (typeof value !== 'string') throw new AwsError('ValidationException', `The key ${key} has no value.`)
    if (Buffer.byteLength(value) > limits.value) throw new AwsError('ValidationException', `The value of ${key} has more than ${limits.value} bytes.`)
  }
  for (const { key } of deletes) if (!has(store, key)) throw new AwsError('ResourceNotFoundException', `Key ${key} was not found.`, 404)
  const sizeOf = (key: string) => (has(store, key) ? Buffer.byteLength(key) + Buffer.byteLength(store.items[key]!) : 0)
  const freed = [...touched].reduce((sum, key) => sum + sizeOf(key), 0)
  const added = puts.reduce((sum, { key, value }) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0)
  if (totalSize(store) - freed + added > limits.store) throw new AwsError('ServiceQuotaExceededException', 'A key value store holds at most 5 MB.', 402)
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const newEtag = () => `E${Array.from(randomBytes(13), byte => alphabet[byte % alphabet.length]).join('')}`
