/** Pictures to send: the left half red, the right half blue, so that turning and cutting can be seen. */
import webpEncoder from '@jsquash/webp/codec/enc/webp_enc.js'
import webpEncoderWasm from '@jsquash/webp/codec/enc/webp_enc.wasm'
import { defaultOptions } from '@jsquash/webp/meta.js'
import { PNG } from 'pngjs'
import { decodeJpeg, encodeJpeg } from '../../functions/platform/pixels/jpeg.ts'
import type { Pixels } from '../../functions/platform/pixels/pixels.ts'
import { wasmCodec } from '../../functions/platform/pixels/wasm-codec.ts'

export const halves = (width: number, height: number, opacity = 255): Pixels => {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set(at % width < width / 2 ? [255, 0, 0, opacity] : [0, 0, 255, opacity], at * 4)
  return { data, width, height }
}

export function aPng(width: number, height: number, opacity = 255): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width, height })
  png.data.set(halves(width, height, opacity).data)
  return new Uint8Array(PNG.sync.write(png))
}

/** `orientation` as in EXIF: 6 must be turned a quarter clockwise to stand upright. `secret` stands in the file, beside the picture. */
export async function aJpeg(width: number, height: number, { orientation = 1, secret = '' } = {}): Promise<Uint8Array<ArrayBuffer>> {
  const jpeg = await encodeJpeg(halves(width, height), 90)
  const tiff = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0])
  const segment = (marker: number, body: Buffer) => Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body])
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])), segment(0xfe, Buffer.from(secret)), jpeg.subarray(2)]))
}

const webp = wasmCodec<{ encode(data: Uint8Array, width: number, height: number, options: object): Uint8Array }>(webpEncoder, webpEncoderWasm)
export async function aWebp(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array((await webp()).encode(halves(width, height).data as Uint8Array, width, height, defaultOptions))
}

/** What a viewer sees at this place: `red`, `blue` or whatever else it is. Places from 0 to 1. */
export async function colourAt(jpeg: Uint8Array, across: number, down: number): Promise<string> {
  const { data, width, height } = (await decodeJpeg(jpeg))!
  const at = (Math.floor(down * (height - 1)) * width + Math.floor(across * (width - 1))) * 4
  const [red, green, blue] = data.subarray(at, at + 3)
  return red! > 200 && blue! < 60 ? 'red' : blue! > 200 && red! < 60 ? 'blue' : `${red},${green},${blue}`
}

export async function pictureAt(address: string): Promise<{ response: Response; bytes: Uint8Array; width: number; height: number }> {
  const response = await fetch(address)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { width, height } = (response.ok && await decodeJpeg(bytes)) || { width: 0, height: 0 }
  return { response, bytes, width, height }
}
