/** The sky of a whole film, painted once: the light around the sun, larger than the picture by as far as the sun wanders. */
import { ditherTable } from './canvas.ts'
import type { Canvas } from './canvas.ts'
import { mix, toYuv } from './palettes.ts'
import type { Palette, Rgb } from './palettes.ts'
import { between, random } from './random.ts'
import type { Scene } from './scene.ts'

export interface Sky {
  /** Copies the part of the sky that is seen while the sun stands at (x, y) pixels. */
  paint(canvas: Canvas, x: number, y: number): void
}

const gradientSteps = 2048

export function createSky(scene: Scene, width: number, height: number, seconds: number, seed: number): Sky {
  const places = [0, seconds].map(time => scene.sun.at(time)).map(({ x, y }) => ({ x: x * height, y: y * height }))
  const most = { x: Math.max(...places.map(p => p.x)), y: Math.max(...places.map(p => p.y)) }
  const least = { x: Math.min(...places.map(p => p.x)), y: Math.min(...places.map(p => p.y)) }
  const even = (value: number) => Math.ceil(value / 2) * 2
  const wide = width + even(most.x - least.x) + 2
  const high = height + even(most.y - least.y) + 2
  const gradient = gradientOf(scene.palette)
  const planes = [1, 2, 2].map((step, index) => paintPlane(index, step, wide / step, high / step, { x: most.x / step, y: most.y / step }, { x: (width * 0.66) / step, y: (height * 0.86) / step }, gradient))
  addStars(planes[0]!, wide, high, scene.stars, seed, most)
  return {
    paint(canvas, x, y) {
      const left = Math.min(wide - width, Math.max(0, Math.round(most.x - x)))
      const top = Math.min(high - height, Math.max(0, Math.round(most.y - y)))
      canvas.planes.forEach((plane, index) => {
        const source = planes[index]!
        const stride = wide / plane.step
        for (let row = 0; row < plane.height; row++) {
          const from = (row + Math.floor(top / plane.step)) * stride + Math.floor(left / plane.step)
          plane.bytes.set(source.subarray(from, from + plane.width), row * plane.width)
        }
      })
    },
  }
}

/** From the sun outwards, in the encoder's colours. Straight lines between the stops, then smoothed: a bend in a gradient is seen as a ring. */
function gradientOf({ core, glow, edge }: Palette): Float32Array[] {
  const stops: readonly [number, Rgb][] = [[0, core], [0.1, core], [0.36, glow], [0.7, mix(glow, edge, 0.62)], [1.05, edge], [1.5, mix(edge, [0, 0, 0], 0.25)]]
  const tables = [0, 1, 2].map(() => new Float32Array(gradientSteps))
  for (let step = 0; step < gradientSteps; step++) {
    const at = (step / gradientSteps) * 1.5
    const next = Math.max(1, stops.findIndex(([place]) => place > at))
    const [[from, a], [to, b]] = [stops[next - 1]!, stops[next]!]
    const yuv = toYuv(mix(a, b, (at - from) / (to - from)))
    for (let plane = 0; plane < 3; plane++) tables[plane]![step] = yuv[plane]!
  }
  return tables.map(table => smooth(smooth(table)))
}

function smooth(table: Float32Array): Float32Array {
  const reach = Math.round(gradientSteps * 0.09)
  const at = (index: number) => table[Math.min(table.length - 1, Math.max(0, index))]!
  let sum = 0
  for (let index = -reach; index <= reach; index++) sum += at(index)
  return table.map((_, index) => {
    const mean = sum / (2 * reach + 1)
    sum += at(index + reach + 1) - at(index - reach)
    return mean
  })
}

function paintPlane(index: number, step: number, width: number, height: number, sun: { x: number; y: number }, reach: { x: number; y: number }, gradient: readonly Float32Array[]): Uint8Array {
  const bytes = new Uint8Array(width * height)
  const table = gradient[index]!
  const dither = ditherTable()
  const scale = gradientSteps / 1.5
  let noise = index * 977 + step
  for (let y = 0; y < height; y++) {
    const dy = ((y - sun.y) / reach.y) ** 2
    for (let x = 0; x < width; x++) {
      const dx = (x - sun.x) / reach.x
      const at = Math.min(gradientSteps - 1, Math.sqrt(dx * dx + dy) * scale) | 0
      noise = (noise + 1) & 16383
      bytes[y * width + x] = table[at]! + 0.5 + dither[(noise * 5) & 16383]!
    }
  }
  return bytes
}

/** Only where the sun's light does not reach. */
function addStars(luma: Uint8Array, width: number, height: number, count: number, seed: number, sun: { x: number; y: number }): void {
  const chance = random(seed ^ 0x57a4)
  for (let star = 0; star < count; star++) {
    const [x, y] = [Math.floor(between(chance, 1, width - 1)), Math.floor(between(chance, 1, height * 0.6))]
    const away = Math.hypot((x - sun.x) / width, (y - sun.y) / height)
    const light = between(chance, 25, 110) * Math.min(1, Math.max(0, (away - 0.38) * 5))
    for (const [dx, dy, share] of [[0, 0, 1], [1, 0, 0.35], [-1, 0, 0.35], [0, 1, 0.35], [0, -1, 0.35]] as const) {
      const at = (y + dy) * width + x + dx
      luma[at] = Math.min(235, luma[at]! + light * share)
    }
  }
}
