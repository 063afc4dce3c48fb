/** Cutting and scaling. */
import { initSync, resize } from '@jsquash/resize/lib/resize/pkg/squoosh_resize.js'
import resizeWasm from '@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm'
import { bytesOf, type Pixels } from './pixels.ts'

const lanczos3 = 3
let isReady = false

/** `box` in whole pixels, at least one each way. */
export function scaled(pixels: Pixels, box: { readonly width: number; readonly height: number }): Pixels {
  if (box.width === pixels.width && box.height === pixels.height) return pixels
  if (!isReady) initSync(new WebAssembly.Module(resizeWasm()))
  isReady = true
  return { ...box, data: resize(bytesOf(pixels), pixels.width, pixels.height, box.width, box.height, lanczos3, false, false) }
}

/** The largest part of this shape out of the middle. */
export function cutTo(pixels: Pixels, shape: { readonly width: number; readonly height: number }): Pixels {
  const scale = Math.min(pixels.width / shape.width, pixels.height / shape.height)
  const [width, height] = [Math.max(1, Math.round(shape.width * scale)), Math.max(1, Math.round(shape.height * scale))]
  const [left, top] = [Math.floor((pixels.width - width) / 2), Math.floor((pixels.height - height) / 2)]
  const cut = { width, height, data: new Uint8Array(width * height * 4) }
  for (let row = 0; row < height; row++) cut.data.set(bytesOf(pixels).subarray(((top + row) * pixels.width + left) * 4, ((top + row) * pixels.width + left + width) * 4), row * width * 4)
  return cut
}

/** What shows through a picture is white, as on paper. */
export function onWhite({ data, width, height }: Pixels): Pixels {
  const opaque = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at += 4) {
    const opacity = data[at + 3]! / 255
    for (let channel = 0; channel < 3; channel++) opaque[at + channel] = Math.round(data[at + channel]! * opacity + 255 * (1 - opacity))
    opaque[at + 3] = 255
  }
  return { data: opaque, width, height }
}
