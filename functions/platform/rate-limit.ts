/**
 * How often one caller may use a route: fixed windows of a minute, per route and per address or account.
 * `strict` is counted exactly, one write per call. The other buckets are counted inside each instance and
 * shared through the hot table only once a caller has used a quarter of theirs, so that an ordinary request
 * costs no write; many instances together can then overshoot by at most a quarter each.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { RateBucket } from './contract.ts'
import { platformErrors } from './errors.ts'
import { bucketSizes } from './rate-buckets.ts'
import { documentClient, expiryAfter, hotTable } from './tables.ts'

const windowMs = 60_000
/** Callers remembered per instance; beyond it (an attack from many addresses) the oldest are forgotten. */
const maxCallers = 20_000

export interface Use {
  readonly bucket: RateBucket
  readonly route: string
  /** Whom to count: an address, an account, or both, each on its own. */
  readonly callers: readonly string[]
  readonly now: Date
}
export interface RateLimiter {
  /** Counts one use. Throws `too_many_requests` with Retry-After when a caller's bucket is empty. */
  use(use: Use): Promise<void>
}

/** Adds to a caller's shared count in a window, and answers the total. */
export type AddShared = (key: string, window: number, calls: number) => Promise<number>

interface Tally { mine: number; unreported: number; sharedTotal: number }

/** `scale` multiplies every bucket (a stage for tests has larger ones). */
export function rateLimiter({ scale, addShared = addInHotTable }: { scale: number; addShared?: AddShared }): RateLimiter {
  let window = 0
  let tallies = new Map<string, Tally>()

  function tallyOf(key: string): Tally {
    let tally = tallies.get(key)
    if (!tally) {
      if (tallies.size >= maxCallers) tallies.delete(tallies.keys().next().value!)
      tallies.set(key, tally = { mine: 0, unreported: 0, sharedTotal: 0 })
    }
    return tally
  }

  async function count(key: string, size: number, exact: boolean): Promise<number> {
    const tally = tallyOf(key)
    // Once known to be empty, a bucket costs no more writes until the minute is over.
    if (exact) return tally.sharedTotal = tally.sharedTotal > size ? tally.sharedTotal : await addShared(key, window, 1)
    tally.mine++
    tally.unreported++
    // From a quarter on, in steps of a twentieth: at most 16 writes a minute and caller.
    if (tally.mine >= size / 4 && tally.unreported >= size / 20 && tally.sharedTotal < size) {
      const calls = tally.unreported
      tally.unreported = 0
      tally.sharedTotal = Math.max(tally.sharedTotal, await addShared(key, window, calls))
    }
    return Math.max(tally.mine, tally.sharedTotal + tally.unreported)
  }

  return {
    async use({ bucket, route, callers, now }) {
      const current = Math.floor(now.getTime() / windowMs)
      if (current !== window) {
        window = current
        tallies = new Map()
      }
      const size = bucketSizes[bucket] * scale
      const counts = await Promise.all(callers.map(caller => count(`${route}#${caller}`, size, bucket === 'strict')))
      if (counts.some(used => used > size)) {
        const seconds = Math.ceil(((current + 1) * windowMs - now.getTime()) / 1000)
        throw platformErrors.too_many_requests({ headers: { 'retry-after': String(seconds) } })
      }
    },
  }
}

/** An address as it is counted. One household holds a whole /64 of IPv6, so that is one caller. */
export function addressCaller(ip: string): string {
  if (!ip.includes(':')) return `ip:${ip}`
  const [head = '', tail] = ip.split('%')[0]!.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right]
  return `ip:${groups.slice(0, 4).map(group => group.replace(/^0+(?=.)/, '').toLowerCase()).join(':')}::/64`
}

async function addInHotTable(key: string, window: number, calls: number): Promise<number> {
  const { Attributes } = await documentClient.send(new UpdateCommand({
    TableName: hotTable.getName(),
    Key: { pk: `RATE#${key}`, sk: String(window) },
    UpdateExpression: 'ADD #count :calls SET expiresAt = :expiresAt',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':calls': calls, ':expiresAt': expiryAfter(new Date(window * windowMs), 3 * 60) },
    ReturnValues: 'UPDATED_NEW',
  }))
  return Number(Attributes?.count)
}
