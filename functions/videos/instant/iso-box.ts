/** Boxes of ISO/IEC 14496-12, written: 32 bits of size, four letters, content. */

export const u8 = (...values: number[]): Buffer => Buffer.from(values)
export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2))
  return bytes
}
export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}
export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
export const letters = (text: string): Buffer => Buffer.from(text, 'latin1')

export function box(name: string, ...content: Uint8Array[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.length, 8)
  return Buffer.concat([u32(size), letters(name), ...content], size)
}

/** A box with a version and 24 flags before its content. */
export const fullBox = (name: string, version: number, flags: number, ...content: Uint8Array[]): Buffer => box(name, u32(version * 2 ** 24 + flags), ...content)
