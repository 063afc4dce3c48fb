/** Which qualities a film gets. The ladder follows the source and never upscales. */
import type { Source } from './source-from-probe.ts'

/** One quality. `width` and `height` in pixels as encoded, both even; `maxBitrate` in bits per second; `level` is QVBR's 1–10. */
export interface Rung { readonly name: string; readonly width: number; readonly height: number; readonly maxBitrate: number; readonly level: number }

/** By the short side, which is what people mean by "1080p" however they hold the phone. */
const ladder = [
  { short: 1080, maxBitrate: 6_000_000, level: 8 },
  { short: 720, maxBitrate: 3_500_000, level: 8 },
  { short: 540, maxBitrate: 2_000_000, level: 7 },
  { short: 360, maxBitrate: 1_000_000, level: 7 },
  { short: 240, maxBitrate: 500_000, level: 6 },
  { short: 144, maxBitrate: 250_000, level: 6 },
] as const

/** The longest side that MediaConvert's H.264 takes. A very wide or very tall film gets its rungs lower, so that this side fits. */
const longestSide = 4096

/** The first quality to be published: good enough to watch, quick to make. */
const firstShort = 360

/**
 * Best first. A source between two steps keeps its own size on top (a 900p film gets a 900p rung, at the price
 * of the step above), unless the next step below is within a tenth of it. A source below the lowest step keeps
 * its own size as the only rung. Steps that become the same below the longest side are one.
 */
export function rungsForSource(source: Pick<Source, 'width' | 'height'>): Rung[] {
  const short = even(Math.min(source.width, source.height))
  const steps: { short: number; maxBitrate: number; level: number }[] = ladder.filter(step => step.short <= short)
  const top = steps[0]
  const above = ladder.toReversed().find(step => step.short >= short) ?? ladder[0]
  if (short < ladder[0].short && (!top || top.short < short * 0.9)) steps.unshift({ ...above, short })
  const rungs = steps.map(step => sized(source, { ...step, short: shortSideFor(source, step.short) }))
  return rungs.filter(({ name }, place) => rungs.findIndex(rung => rung.name === name) === place)
}

/** The short side to ask for where `wished` is wanted: even, and low enough that the long side, which follows from the shape, can be encoded. */
export function shortSideFor({ width, height }: Pick<Source, 'width' | 'height'>, wished: number): number {
  return even(Math.min(wished, width, height, longestSide * Math.min(width, height) / Math.max(width, height)))
}

/** The rung that plays first, out of a ladder; null when it is the only one and so needs no job of its own. */
export function firstRung(rungs: readonly Rung[]): Rung | null {
  if (rungs.length < 2) return null
  return rungs.find(rung => Math.min(rung.width, rung.height) <= firstShort) ?? rungs.at(-1)!
}

function sized(source: Pick<Source, 'width' | 'height'>, step: { short: number; maxBitrate: number; level: number }): Rung {
  const portrait = source.height > source.width
  const ratio = Math.max(source.width, source.height) / Math.min(source.width, source.height)
  const long = even(step.short * ratio)
  return { name: `${step.short}p`, width: portrait ? step.short : long, height: portrait ? long : step.short, maxBitrate: step.maxBitrate, level: step.level }
}

/** H.264 wants even sides; down, so that nothing is upscaled; two is the least. */
const even = (pixels: number) => Math.max(2, Math.floor(pixels / 2) * 2)
