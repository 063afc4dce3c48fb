/** JPEG by MozJPEG. */
import decoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js'
import decoderWasm from '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'
import encoder from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js'
import encoderWasm from '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'
import { defaultOptions } from '@jsquash/jpeg/meta.js'
import type { Pixels } from './pixels.ts'
import { wasmCodec } from './wasm-codec.ts'

const decoding = wasmCodec<{ decode(bytes: Uint8Array, upright: boolean): Pixels | null }>(decoder, decoderWasm)
const encoding = wasmCodec<{ encode(data: Pixels['data'], width: number, height: number, options: object): ArrayBuffer }>(encoder, encoderWasm)

/** The picture upright, whichever way the camera was held, or null when its bytes are broken. */
export async function decodeJpeg(bytes: Uint8Array): Promise<Pixels | null> {
  const codec = await decoding()
  try {
    return codec.decode(bytes, true)
  } catch {
    // What it throws is the address of a C++ exception.
    return null
  }
}

/** `quality` 1–100. Opacity is ignored. */
export async function encodeJpeg({ data, width, height }: Pixels, quality: number): Promise<Uint8Array> {
  const codec = await encoding()
  return new Uint8Array(codec.encode(data, width, height, { ...defaultOptions, quality }))
}
