/** What a picture says of itself in its first bytes: read before anything is decoded, so that a small file cannot ask for gigabytes. Pure. */

/** Pixels as stored, before any rotation that the file asks for. */
export interface PictureHead { readonly type: 'jpeg' | 'png' | 'webp'; readonly width: number; readonly height: number }

/** Goes by content, never by name; null for whatever is none of the three, or breaks off before it has said its size. */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = ascii(bytes, 1, 'PNG\r\n') && bytes[0] === 0x89 ? png(view) : ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP') ? webp(bytes, view) : view.getUint16(0) === 0xffd8 ? jpeg(view) : null
    return size && size.width > 0 && size.height > 0 ? size : null
  } catch (problem) {
    if (problem instanceof RangeError) return null
    throw problem
  }
}

const ascii = (bytes: Uint8Array, at: number, text: string) => [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0))

/** IHDR is always the first chunk. */
const png = (view: DataView): PictureHead => ({ type: 'png', width: view.getUint32(16), height: view.getUint32(20) })

/** Walks the segments to the start of frame: SOF0–15 but for DHT, JPG and DAC, which share their numbers. */
function jpeg(view: DataView): PictureHead | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    // Fill bytes, and markers that have no length.
    if (marker === 0xff) { at++; continue }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) { at += 2; continue }
    if (marker === 0xd9 || marker === 0xda) return null
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    const length = view.getUint16(at + 2)
    if (length < 2) return null
    at += 2 + length
  }
}

/** Lossy, lossless, or extended; an animation is a film, not a picture. */
function webp(bytes: Uint8Array, view: DataView): PictureHead | null {
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (ascii(bytes, 12, 'VP8 ')) return { type: 'webp', width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (ascii(bytes, 12, 'VP8L')) {
    const packed = view.getUint32(21, true)
    return { type: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
  }
  const isAnimated = (view.getUint8(20) & 0b10) !== 0
  return ascii(bytes, 12, 'VP8X') && !isAnimated ? { type: 'webp', width: uint24(24) + 1, height: uint24(27) + 1 } : null
}
