/** Where in a file the samples of a track lie, and when each is shown: ISO/IEC 14496-12, 8.6 and 8.7. */
import type { Place, SampleTables } from './movie-header.ts'
import { bytesAt, type SourceBytes } from './source-blocks.ts'

/** Times in ticks of the track. `at`: where in the file its bytes begin. */
export interface StoredSample { readonly pts: number; readonly duration: number; readonly key: boolean; readonly at: number; readonly bytes: number }

/** Without these there is nothing to read; the compact table of sizes is nobody's any more. */
export const isListed = (tables: SampleTables): boolean => ['stts', 'stsc', 'stsz'].every(name => tables.has(name)) && (tables.has('stco') || tables.has('co64'))

/**
 * The samples of a track in the order of decoding. Its tables are read along with them, a window of each: those of a long
 * film take many times more than all else that copying it needs. Throws a RangeError where they contradict each other.
 */
export async function* storedSamples(source: SourceBytes, tables: SampleTables): AsyncGenerator<StoredSample> {
  const sizes = tables.get('stsz')!
  const [constantSize, count] = fields(await bytesAt(source, sizes.start + 4, sizes.start + 12))
  const nextSize = constantSize ? async () => [constantSize] : rows(source, sizes, 12, 4)
  const nextDuration = runs(rows(source, tables.get('stts')!, 8, 8))
  const nextShift = tables.has('ctts') ? runs(rows(source, tables.get('ctts')!, 8, 8)) : async () => 0
  const nextKey = tables.has('stss') ? rows(source, tables.get('stss')!, 8, 4) : null
  const nextPlace = placesInChunks(source, tables)

  let key = await nextKey?.()
  let decodedAt = 0
  for (let index = 0; index < count!; index++) {
    const [bytes] = must(await nextSize())
    const duration = must(await nextDuration())
    // Where the table ends, pictures are shown in the order of decoding. Some muxers store what is negative in a table of what is not.
    const pts = decodedAt + ((await nextShift() ?? 0) | 0)
    // What a film begins with is listed by some muxers only where others follow.
    const isKey = !nextKey || index === 0 || key?.[0] === index + 1
    if (key?.[0] === index + 1) key = await nextKey!()
    yield { pts, duration, key: isKey, at: await nextPlace(bytes!), bytes: bytes! }
    decodedAt += duration
  }
}

/** Samples lie one after another in chunks; which chunk holds how many is told by the first chunk of each kind. */
function placesInChunks(source: SourceBytes, tables: SampleTables): (bytes: number) => Promise<number> {
  const nextChunk = tables.has('co64') ? rows(source, tables.get('co64')!, 8, 8) : rows(source, tables.get('stco')!, 8, 4)
  const nextKind = rows(source, tables.get('stsc')!, 8, 12)
  let kind: number[] | null = null
  let kindAfter: number[] | null | undefined
  let [chunk, left, at] = [0, 0, 0]

  return async bytes => {
    while (left === 0) {
      kindAfter ??= kindAfter === undefined ? await nextKind() : null
      if (++chunk === kindAfter?.[0]) [kind, kindAfter] = [kindAfter, await nextKind()]
      const [, perChunk, description] = must(kind)
      // A track that changes its codec on the way cannot be told in one beginning.
      if (description !== 1) throw new RangeError(`The samples of chunk ${chunk} are of another kind.`)
      const place = must(await nextChunk())
      at = place.length === 2 ? place[0]! * 2 ** 32 + place[1]! : place[0]!
      left = perChunk!
    }
    left--
    return (at += bytes) - bytes
  }
}

/** Of a table that says "so many times this": this, so many times; null behind the last. */
function runs(nextRow: () => Promise<number[] | null>): () => Promise<number | null> {
  let [left, value] = [0, 0]
  return async () => {
    while (left === 0) {
      const row = await nextRow()
      if (!row) return null
      ;[left, value] = row as [number, number]
    }
    left--
    return value
  }
}

const windowBytes = 48 * 1024

/** The rows of a table one by one, as numbers of 32 bits, null behind the last. `head`: bytes before the first, of which the last four count them; not so for sizes, which are counted by who reads them. */
function rows(source: SourceBytes, { start, end }: Place, head: number, width: number): () => Promise<number[] | null> {
  const window = Buffer.allocUnsafe(windowBytes)
  let at = start + head
  let last: number | null = null
  let [read, held] = [0, 0]

  return async () => {
    last ??= Math.min(end, at + fields(await bytesAt(source, at - 4, at))[0]! * width)
    if (read === held) {
      held = Math.min(windowBytes, Math.floor((last - at) / width) * width)
      if (held <= 0) return null
      await source.read(at, window.subarray(0, held))
      at += held
      read = 0
    }
    return fields(window.subarray(read, read += width))
  }
}

/** Numbers of 32 bits, side by side. */
const fields = (bytes: Buffer): number[] => Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32BE(index * 4))

function must<Found>(found: Found | null): Found {
  if (found === null) throw new RangeError('A table of samples ends early.')
  return found
}
