/** Where in a file the samples of a track lie, and when each is shown: ISO/IEC 14496-12, 8.6 and 8.7. */
import { collectGarbage } from './collect-garbage.ts'
import type { Place, SampleTables } from './movie-header.ts'
import { bytesAt, type SourceBytes } from './source-blocks.ts'

/** Times in ticks of the track. `at`: where in the file its bytes begin. */
export interface StoredSample { readonly pts: number; readonly duration: number; readonly key: boolean; readonly at: number; readonly bytes: number }

/** Without these there is nothing to read; the compact table of sizes is nobody's any more. */
export const isListed = (tables: SampleTables): boolean => ['stts', 'stsc', 'stsz'].every(name => tables.has(name)) && (tables.has('stco') || tables.has('co64'))

/** Samples told at once, and rows held of each table. A sample takes one row of a table at most. */
const batch = 4096

/**
 * The samples of a track in the order of decoding, some thousands at a time. Its tables are read along with them, a window
 * of each: those of a long film take many times more than all else that copying it needs. Throws a RangeError where they
 * contradict each other. `from`: the tick from which times are counted.
 */
export async function* storedSamples(source: SourceBytes, tables: SampleTables, from = 0): AsyncGenerator<StoredSample[]> {
  const head = await bytesAt(source, tables.get('stsz')!.start + 4, tables.get('stsz')!.start + 12)
  const [constantSize, count] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const table = (name: string, head: number, width: number) => rows(source, tables.get(name), head, width)
  const [sizes, keys, chunks, kinds] = [table('stsz', 12, 4), table('stss', 8, 4), tables.has('co64') ? table('co64', 8, 8) : table('stco', 8, 4), table('stsc', 8, 12)]
  const [durations, shifts] = [table('stts', 8, 8), table('ctts', 8, 8)]
  const [nextDuration, nextShift, nextPlace] = [runs(durations), runs(shifts), placesInChunks(chunks, kinds, tables.has('co64'))]
  const all = [sizes, durations, shifts, keys, chunks, kinds]

  await fillAll(all)
  let key = keys.next() ? keys.u32(0) : 0
  let decodedAt = -from
  for (let index = 0; index < count;) {
    await fillAll(all)
    const samples: StoredSample[] = []
    for (const end = Math.min(count, index + batch); index < end; index++) {
      const bytes = constantSize || (must(sizes.next()), sizes.u32(0))
      const duration = must(nextDuration())
      // Where the table ends, pictures are shown in the order of decoding. Some muxers store what is negative in a table of what is not.
      const pts = decodedAt + ((nextShift() ?? 0) | 0)
      // What a film begins with is listed by some muxers only where others follow.
      samples.push({ pts, duration, key: !tables.has('stss') || index === 0 || key === index + 1, at: nextPlace(bytes), bytes })
      if (key === index + 1) key = keys.next() ? keys.u32(0) : 0
      decodedAt += duration
    }
    yield samples
    // While the film is planned, nothing else asks for it.
    collectGarbage(index % (16 * batch) === 0 ? 'major' : 'minor')
  }
}

/** Samples lie one after another in chunks; how many a chunk holds is told by the first chunk of each kind. */
function placesInChunks(chunks: Rows, kinds: Rows, long: boolean): (bytes: number) => number {
  let [chunk, left, at] = [0, 0, 0]
  let [perChunk, description] = [0, 0]
  /** Its first chunk; 0 behind the last. */
  let nextKind: number | null = null

  return bytes => {
    if (left === 0) {
      nextKind ??= kinds.next() ? kinds.u32(0) : 0
      if (++chunk === nextKind) {
        ;[perChunk, description] = [kinds.u32(1), kinds.u32(2)]
        nextKind = kinds.next() ? kinds.u32(0) : 0
      }
      // A track that changes its codec on the way cannot be told in one beginning.
      if (description !== 1 || perChunk === 0) throw new RangeError(`The samples of chunk ${chunk} are of another kind.`)
      must(chunks.next())
      at = long ? chunks.u32(0) * 2 ** 32 + chunks.u32(1) : chunks.u32(0)
      left = perChunk
    }
    left--
    return (at += bytes) - bytes
  }
}

/** Of a table that says "so many times this": this, so many times; null behind the last. */
function runs(table: Rows): () => number | null {
  let [left, value] = [0, 0]
  return () => {
    if (left === 0) {
      if (!table.next()) return null
      ;[left, value] = [table.u32(0), table.u32(1)]
      if (left === 0) throw new RangeError('A row tells of no samples.')
    }
    left--
    return value
  }
}

interface Rows {
  /** Holds as many of the next rows as a batch may take. */
  fill(): Promise<void>
  /** Goes on to the next row, where there is one. */
  next(): boolean
  /** A field of this row. */
  u32(field: number): number
}

const fillAll = async (tables: readonly Rows[]): Promise<void> => { for (const table of tables) await table.fill() }

/** `head`: bytes before the first row, of which the last four count them. Of a table that is not there, no rows. */
function rows(source: SourceBytes, place: Place | undefined, head: number, width: number): Rows {
  const window = Buffer.allocUnsafe(place ? (batch + 1) * width : 0)
  let [at, end] = [0, 0]
  let [row, held] = [-width, 0]
  let opened = false

  return {
    async fill() {
      if (!place) return
      if (!opened) {
        opened = true
        at = place.start + head
        const count = (await bytesAt(source, at - 4, at)).readUInt32BE()
        end = at + Math.floor(Math.min(place.end - at, count * width) / width) * width
      }
      // The row that is being read stays: its fields may be asked for yet.
      const from = Math.max(0, row)
      window.copyWithin(0, from, held)
      row -= from
      held -= from
      const more = Math.max(0, Math.min(window.length - held, end - at))
      await source.read(at, window.subarray(held, held + more))
      at += more
      held += more
    },
    next: () => (row += width) < held,
    u32: field => window.readUInt32BE(row + field * 4),
  }
}

function must<Found>(found: Found | null): Found {
  if (found === null || found === false) throw new RangeError('A table of samples ends early.')
  return found
}
