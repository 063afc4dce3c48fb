/**
 * Whether a PNG unpacks to what its header says, and not to more: a few KB of zlib can hold gigabytes of zeros. pngjs
 * bounds plain pictures by itself, but not interlaced ones, and it goes by the last header of several. Pure.
 */
import { inflateSync } from 'node:zlib'

/** Adam7's seven passes over a picture: where each begins, and its steps. */
const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const
/** Samples of a pixel by colour type: grey, RGB, palette, grey with opacity, RGB with opacity. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Throws what is no PNG, or breaks off. Takes no more memory than the picture that the header describes. */
export function pngIsAsLargeAsItSays(bytes: Uint8Array): boolean {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const packed: Buffer[] = []
  let headers = 0
  for (let at = 8, type = ''; type !== 'IEND';) {
    const length = png.readUInt32BE(at)
    type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IHDR') headers++
    if (type === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  if (headers !== 1) return false
  const isInterlaced = png[28] === 1
  return !isInterlaced || fits(Buffer.concat(packed), interlacedBytes({ width: png.readUInt32BE(16), height: png.readUInt32BE(20), bits: png[24]! * (samples[png[25]!] ?? 1) }))
}

function fits(packed: Buffer, most: number): boolean {
  try {
    inflateSync(packed, { maxOutputLength: most })
    return true
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return false
    throw problem
  }
}

/** What the passes hold before they are packed: each row begins with a byte for its filter. */
function interlacedBytes({ width, height, bits }: { width: number; height: number; bits: number }): number {
  return passes.reduce((sum, [left, top, across, down]) => {
    const columns = Math.max(0, Math.ceil((width - left) / across))
    const rows = Math.max(0, Math.ceil((height - top) / down))
    return columns > 0 ? sum + rows * (1 + Math.ceil((columns * bits) / 8)) : sum
  }, 0)
}
