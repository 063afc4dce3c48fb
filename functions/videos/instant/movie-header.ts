/** The part of an MP4 or MOV header that tells how its tracks are laid out in time. ISO/IEC 14496-12. */
import type { SourceBytes } from './source-blocks.ts'

/** One line of an edit list. `seconds` is 0 when it lasts to the end; `mediaTime` is in ticks of the track, -1 for a pause. */
export interface Edit { readonly seconds: number; readonly mediaTime: number; readonly rate: number }
export interface TrackHeader {
  readonly id: number
  /** `vide`, `soun` and others. */
  readonly handler: string
  /** Ticks per second. */
  readonly timescale: number
  readonly durationSeconds: number
  readonly edits: readonly Edit[]
}
export interface MovieHeader { readonly fragmented: boolean; readonly tracks: readonly TrackHeader[] }

/** A header of a day of film takes 60 MB; what is larger is no film. */
const largestHeader = 128 * 1024 ** 2
/** Boxes that stand beside each other at the top of a file: a handful. */
const mostBoxes = 10_000

/** Null when there is no header, or none that makes sense. */
export async function readMovieHeader(source: SourceBytes): Promise<MovieHeader | null> {
  let at = 0
  for (let count = 0; count < mostBoxes && at + 8 <= source.size; count++) {
    const head = view(await source.read(at, Math.min(source.size, at + 16)))
    let size = head.getUint32(0)
    if (size === 1 && head.byteLength === 16) size = Number(head.getBigUint64(8))
    if (size === 0) size = source.size - at
    if (size < 8) return null
    if (nameAt(head, 4) === 'moov') return at + size <= source.size && size <= largestHeader ? movieOf(view(await source.read(at, at + size))) : null
    at += size
  }
  return null
}

/** Exported for its tests: `moov` is the whole box. */
export function movieOf(moov: DataView): MovieHeader | null {
  try {
    const boxes = [...boxesIn(moov, 8)]
    const mvhd = boxes.find(box => box.name === 'mvhd')
    if (!mvhd) return null
    const timescale = moov.getUint32(mvhd.start + (moov.getUint8(mvhd.start) === 1 ? 20 : 12))
    const tracks = boxes.filter(box => box.name === 'trak').map(box => trackOf(moov, box, timescale)).filter(track => track !== null)
    return { fragmented: boxes.some(box => box.name === 'mvex'), tracks }
  } catch (problem) {
    if (problem instanceof RangeError) return null
    throw problem
  }
}

interface Box { readonly name: string; readonly start: number; readonly end: number }

function trackOf(moov: DataView, trak: Box, movieTimescale: number): TrackHeader | null {
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
    const short = bytes.getUint32(at)
    const head = short === 1 ? 16 : 8
    const size = short === 1 ? Number(bytes.getBigUint64(at + 8)) : short === 0 ? to - at : short
    if (size < head || at + size > to) return
    yield { name: nameAt(bytes, at + 4), start: at + head, end: at + size }
    at += size
  }
}

const nameAt = (bytes: DataView, at: number) => String.fromCharCode(bytes.getUint8(at), bytes.getUint8(at + 1), bytes.getUint8(at + 2), bytes.getUint8(at + 3))
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
