/**
 * A picture of any kind that people send, as pixels. Whatever a file carries besides them (where it was taken, by whom,
 * with which camera) is left behind.
 */
import webp from '@jsquash/webp/codec/dec/webp_dec.js'
import webpWasm from '@jsquash/webp/codec/dec/webp_dec.wasm'
import { PNG } from 'pngjs'
import { decodeJpeg } from './jpeg.ts'
import type { PictureHead } from './picture-head.ts'
import type { Pixels } from './pixels.ts'
import { pngIsAsLargeAsItSays } from './png-size.ts'
import { wasmCodec } from './wasm-codec.ts'

const decodingWebp = wasmCodec<{ decode(bytes: Uint8Array): Pixels | null }>(webp, webpWasm)

/** Null when its bytes are broken. See its `pictureHead` first: this takes as much memory as the picture is large. */
export async function decodePicture(bytes: Uint8Array, type: PictureHead['type']): Promise<Pixels | null> {
  try {
    switch (type) {
      case 'jpeg': return await decodeJpeg(bytes)
      case 'webp': return (await decodingWebp()).decode(bytes)
      case 'png': return pngIsAsLargeAsItSays(bytes) ? PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : null
    }
  } catch {
    return null
  }
}
