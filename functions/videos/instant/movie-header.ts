/** The part of an MP4 or MOV header that tells how its tracks are laid out in time. ISO/IEC 14496-12. */
import { box } from './iso-box.ts'
import { bytesAt, type SourceBytes } from './source-blocks.ts'

/** One line of an edit list. `seconds` is 0 when it lasts to the end; `mediaTime` is in ticks of the track, -1 for a pause. */
export interface Edit { readonly seconds: number; readonly mediaTime: number; readonly rate: number }
/** From `start` to `end` (exclusive) in the file: the content of a box. */
export interface Place { readonly start: number; readonly end: number }
/** By the name of their box, where the tables lie that have a row for each sample, or for a few. */
export type SampleTables = ReadonlyMap<string, Place>
export interface TrackHeader {
  readonly id: number
  /** `vide`, `soun` and others. */
  readonly handler: string
  /** Ticks per second. */
  readonly timescale: number
  readonly durationSeconds: number
  readonly edits: readonly Edit[]
  readonly tables: SampleTables
}
export interface MovieHeader {
  readonly fragmented: boolean
  readonly tracks: readonly TrackHeader[]
  /** The header without what grows with the film, and what the file begins with: enough to tell what the tracks are. */
  readonly bytes: Buffer
}

/** What is left of a header without its tables is a few kilobytes. */
const largestHeader = 1024 ** 2
/** Boxes beside each other and within each other: a handful for each track. */
const mostBoxes = 10_000
const containers = new Set(['moov', 'trak', 'edts', 'mdia', 'minf', 'stbl'])
const tables = new Set(['stts', 'ctts', 'stss', 'stsc', 'stsz', 'stco', 'co64'])
const kept = new Set(['mvhd', 'mvex', 'tkhd', 'elst', 'mdhd', 'hdlr', 'stsd'])

/** Null when there is no header, or none that makes sense. */
export async function readMovieHeader(source: SourceBytes): Promise<MovieHeader | null> {
  try {
    const header = headerWithoutTables(source)
    let beginning: Uint8Array = Buffer.alloc(0)
    for await (const found of header.boxesIn(0, source.size)) {
      if (found.name === 'ftyp') beginning = await header.whole(found)
      if (found.name !== 'moov') continue
      const moov = await header.slim(found)
      return movieOf(view(moov), header.tables, Buffer.concat([beginning, moov]))
    }
    return null
  } catch (problem) {
    if (problem instanceof RangeError) return null
    throw problem
  }
}

/** Throws a RangeError where there is more than any film needs. */
function headerWithoutTables(source: SourceBytes) {
  const found: Map<string, Place>[] = []
  let boxes = 0
  let bytes = 0

  async function* boxesIn(from: number, to: number): AsyncGenerator<Box> {
    for (let at = from; at + 8 <= to;) {
      if (++boxes > mostBoxes) throw new RangeError('There are more boxes than any film has.')
      const head = view(await bytesAt(source, at, Math.min(to, at + 16)))
      const next = boxAt(head, 0, to - at)
      if (!next) return
      yield { name: next.name, start: at + next.start, end: at + next.end }
      at += next.end
    }
  }

  async function whole({ name, start, end }: Box): Promise<Buffer> {
    bytes += end - start
    if (bytes > largestHeader) throw new RangeError('The header is larger than that of any film.')
    return box(name, await bytesAt(source, start, end))
  }

  async function slim({ name, start, end }: Box): Promise<Buffer> {
    const parts: Buffer[] = []
    if (name === 'trak') found.push(new Map())
    for await (const inner of boxesIn(start, end)) {
      if (containers.has(inner.name)) parts.push(await slim(inner))
      else if (kept.has(inner.name)) parts.push(await whole(inner))
      else if (tables.has(inner.name)) found.at(-1)?.set(inner.name, inner)
    }
    return box(name, ...parts)
  }

  return { boxesIn, whole, slim, /** One for each track. */ tables: found as readonly SampleTables[] }
}

function movieOf(moov: DataView, tables: readonly SampleTables[], bytes: Buffer): MovieHeader | null {
  const boxes = [...boxesIn(moov, 8)]
  const mvhd = boxes.find(box => box.name === 'mvhd')
  if (!mvhd) return null
  const timescale = moov.getUint32(mvhd.start + (moov.getUint8(mvhd.start) === 1 ? 20 : 12))
  const tracks = boxes.filter(box => box.name === 'trak').map((box, index) => trackOf(moov, box, timescale, tables[index]!)).filter(track => track !== null)
  return { fragmented: boxes.some(box => box.name === 'mvex'), tracks, bytes }
}

interface Box extends Place { readonly name: string }

function trackOf(moov: DataView, trak: Box, movieTimescale: number, tables: SampleTables): TrackHeader | null {
  const inside = new Map([...boxesIn(moov, trak.start, trak.end)].map(box => [box.name, box]))
  const [tkhd, mdia, edts] = [inside.get('tkhd'), inside.get('mdia'), inside.get('edts')]
  const media = new Map(mdia ? [...boxesIn(moov, mdia.start, mdia.end)].map(box => [box.name, box]) : [])
  const [mdhd, hdlr] = [media.get('mdhd'), media.get('hdlr')]
  if (!tkhd || !mdhd || !hdlr) return null
  const long = moov.getUint8(mdhd.start) === 1
  const timescale = moov.getUint32(mdhd.start + (long ? 20 : 12))
  const duration = long ? Number(moov.getBigUint64(mdhd.start + 24)) : moov.getUint32(mdhd.start + 16)
  const elst = edts && [...boxesIn(moov, edts.start, edts.end)].find(box => box.name === 'elst')
  return {
    id: moov.getUint32(tkhd.start + (moov.getUint8(tkhd.start) === 1 ? 20 : 12)),
    handler: nameAt(moov, hdlr.start + 8),
    timescale, durationSeconds: duration / timescale,
    edits: elst ? editsOf(moov, elst, movieTimescale) : [],
    tables,
  }
}

function editsOf(moov: DataView, elst: Box, movieTimescale: number): Edit[] {
  const long = moov.getUint8(elst.start) === 1
  const line = long ? 20 : 12
  const count = Math.min(moov.getUint32(elst.start + 4), Math.floor((elst.end - elst.start - 8) / line))
  return Array.from({ length: count }, (_, index) => {
    const at = elst.start + 8 + index * line
    return {
      seconds: (long ? Number(moov.getBigUint64(at)) : moov.getUint32(at)) / movieTimescale,
      mediaTime: long ? Number(moov.getBigInt64(at + 8)) : moov.getInt32(at + 4),
      rate: moov.getInt32(at + line - 4) / 65_536,
    }
  })
}

/** Boxes side by side; `start` is where their content begins. */
function* boxesIn(bytes: DataView, from: number, to = bytes.byteLength): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const found = boxAt(bytes, at, to)
    if (!found) return
    yield found
    at = found.end
  }
}

/** Null where its size makes no sense; `to` is where whatever holds it ends. */
function boxAt(bytes: DataView, at: number, to: number): Box | null {
  const short = bytes.getUint32(at)
  const head = short === 1 ? 16 : 8
  const size = short === 1 ? Number(bytes.getBigUint64(at + 8)) : short === 0 ? to - at : short
  return size < head || at + size > to ? null : { name: nameAt(bytes, at + 4), start: at + head, end: at + size }
}

const nameAt = (bytes: DataView, at: number) => String.fromCharCode(bytes.getUint8(at), bytes.getUint8(at + 1), bytes.getUint8(at + 2), bytes.getUint8(at + 3))
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
