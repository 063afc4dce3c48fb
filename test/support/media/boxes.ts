/** Boxes of ISO/IEC 14496-12, read: 32 bits of size, four letters, content. functions/videos/instant/iso-box.ts writes them. */
export interface Box { readonly name: string; readonly content: Buffer }

export function boxesOf(bytes: Buffer): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32BE(at)
    boxes.push({ name: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + 8, at + size) })
    at += size
  }
  return boxes
}
