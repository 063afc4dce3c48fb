/** Paints one moment of a scene. Sky and land are copied from pictures made once; only edges are computed. */
import { ditherTable } from './canvas.ts'
import type { Canvas, Plane } from './canvas.ts'
import { toYuv } from './palettes.ts'
import type { Rgb } from './palettes.ts'
import type { Layer, Scene } from './scene.ts'
import type { Sky } from './sky.ts'

export interface Painter { paint(canvas: Canvas, time: number): void }

export function createPainter(scene: Scene, sky: Sky, width: number, height: number): Painter {
  const layers = scene.layers.map(layer => ({ layer, ground: groundOf(layer, width, height), rim: toYuv(layer.rim), lit: layer.windows && toYuv(layer.windows.lit) }))
  const disc = toYuv(scene.palette.disc)
  const tops = new Float32Array(width)
  return {
    paint(canvas, time) {
      const sun = scene.sun.at(time)
      const center = { x: sun.x * height, y: sun.y * height }
      sky.paint(canvas, center.x, center.y)
      for (const [index, plane] of canvas.planes.entries()) paintDisc(plane, center, scene.sun.radius * height, disc[index]!)
      for (const { layer, ground, rim, lit } of layers) {
        const outline = layer.outline(time)
        for (let x = 0; x < width; x++) tops[x] = height * (1 - outline(x / height))
        for (const [index, plane] of canvas.planes.entries()) paintGround(plane, tops, ground[index]!, rim[index]!, layer.rimDepth * height)
        if (layer.glitter) paintGlitter(canvas, tops, center.x, scene.sun.radius * height, time, disc)
        if (lit) for (const { x, y, width: w, height: h } of layer.windows!.at(time)) paintBox(canvas, x * height, height * (1 - y - h), w * height, h * height, lit)
      }
    },
  }
}

/** What a layer looks like where it covers everything: light above, dark below, dithered. */
function groundOf({ top, bottom }: Layer, width: number, height: number): Uint8Array[] {
  const dither = ditherTable()
  const [from, to] = [toYuv(top), toYuv(bottom)]
  return [1, 2, 2].map((step, plane) => {
    const [w, h] = [width / step, height / step]
    const bytes = new Uint8Array(w * h)
    for (let y = 0, noise = plane * 311; y < h; y++) {
      const share = Math.min(1, Math.max(0, (y / h - 0.35) / 0.65))
      const value = from[plane]! + (to[plane]! - from[plane]!) * share + 0.5
      for (let x = 0; x < w; x++) bytes[y * w + x] = value + dither[(noise = (noise + 7) & 16383)]! * 0.7
    }
    return bytes
  })
}

/** Everything below the outline. The edge pixel is blended, so that slow movement stays smooth. */
function paintGround({ bytes, width, height, step }: Plane, tops: Float32Array, ground: Uint8Array, rim: number, rimDepth: number): void {
  let [highest, lowest] = [Infinity, 0]
  for (let x = 0; x < width; x++) {
    const top = tops[x * step]! / step
    if (top < highest) highest = top
    if (top > lowest) lowest = top
  }
  const depth = rimDepth / step
  const firstRow = Math.max(0, Math.floor(highest))
  const solidFrom = Math.min(height, Math.max(firstRow, Math.ceil(lowest + depth) + 1))
  for (let y = firstRow; y < solidFrom; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const covered = y + 1 - tops[x * step]! / step
      if (covered <= 0) continue
      const at = row + x
      let value = ground[at]!
      if (covered < depth) value += (rim - value) * 0.38 * (1 - covered / depth)
      bytes[at] = covered >= 1 ? value : bytes[at]! + (value - bytes[at]!) * covered
    }
  }
  if (solidFrom < height) bytes.set(ground.subarray(solidFrom * width, height * width), solidFrom * width)
}

function paintDisc({ bytes, width, height, step }: Plane, center: { x: number; y: number }, radius: number, color: number): void {
  const [cx, cy, r] = [center.x / step, center.y / step, radius / step]
  const reach = r * 1.5
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(height, cy + reach); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(width, cx + reach); x++) {
      const away = Math.hypot(x + 0.5 - cx, y + 0.5 - cy) - r
      // A soft halo, then the disc with an edge one pixel wide.
      const halo = away > 0 ? 0.16 * Math.max(0, 1 - away / (r * 0.5)) ** 2 : 0.16
      const share = Math.max(halo, 0.88 * Math.min(1, Math.max(0, 0.5 - away)))
      if (share > 0) bytes[y * width + x] = bytes[y * width + x]! + (color - bytes[y * width + x]!) * share
    }
  }
}

/** Short bright strokes under the sun, each breathing at its own pace. */
function paintGlitter(canvas: Canvas, tops: Float32Array, sunX: number, radius: number, time: number, color: Rgb): void {
  const start = tops[Math.min(canvas.width - 1, Math.max(0, Math.round(sunX)))]!
  const gap = canvas.height / 90
  for (let stroke = 0; stroke < 9; stroke++) {
    const y = start + gap * (1 + stroke * (1 + stroke * 0.12))
    if (y >= canvas.height - 2) return
    const beat = Math.sin(time * (1.1 + (stroke % 4) * 0.23) + stroke * 2.1 + start)
    const half = radius * (0.35 + 0.09 * stroke) * (0.55 + 0.45 * beat)
    const shift = Math.sin(time * 0.7 + stroke * 1.7) * radius * 0.25
    if (half > 1) paintBox(canvas, sunX + shift - half, y, half * 2, canvas.height / 300, color, 0.3 + 0.2 * beat)
  }
}

function paintBox({ planes }: Canvas, left: number, top: number, wide: number, high: number, color: Rgb, strength = 0.85): void {
  for (const [index, { bytes, width, height, step }] of planes.entries()) {
    const [x0, x1, y0, y1] = [left / step, (left + wide) / step, top / step, (top + high) / step]
    for (let y = Math.max(0, Math.floor(y0)); y < Math.min(height, y1); y++) {
      const down = Math.min(y + 1, y1) - Math.max(y, y0)
      for (let x = Math.max(0, Math.floor(x0)); x < Math.min(width, x1); x++) {
        const share = (Math.min(x + 1, x1) - Math.max(x, x0)) * down * strength
        const at = y * width + x
        bytes[at] = bytes[at]! + (color[index]! - bytes[at]!) * share
      }
    }
  }
}
