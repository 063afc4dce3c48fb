/** What becomes of a picture, by its purpose, and which ones are taken. Pure. */
import type { Purpose } from './contract.ts'
import type { PictureHead } from '../platform/pixels/picture-head.ts'

export interface Box { readonly width: number; readonly height: number }
interface Rules {
  /** The least that looks good. */
  readonly least: Box
  /** `cut`: exactly these sizes, out of the middle. `fit`: as large as fits, the shape kept. Small ones are never enlarged. */
  readonly how: 'cut' | 'fit'
  /** Largest first. */
  readonly boxes: readonly Box[]
}

/** Faces show at 24 to 160 pixels, on screens with up to three dots for each; thumbnails as large as a film's own posters. */
export const rules: Readonly<Record<Purpose, Rules>> = {
  face: { least: { width: 64, height: 64 }, how: 'cut', boxes: [{ width: 320, height: 320 }, { width: 96, height: 96 }] },
  banner: { least: { width: 800, height: 160 }, how: 'cut', boxes: [{ width: 2000, height: 400 }, { width: 1000, height: 200 }] },
  thumbnail: { least: { width: 320, height: 180 }, how: 'fit', boxes: [{ width: 1280, height: 1280 }] },
}

/** Twenty-four megapixels, what cameras make, and a little: a hundred megabytes once decoded. */
export const mostPixels = 26_000_000
/** No picture is that long; a strip of one pixel's height is a trap. */
export const longestSide = 12_000

export type SizeFault = { readonly fault: 'too_small' | 'too_large'; readonly sentence: string }

/** Null when it may be decoded. A picture on its side counts as it is stored: either way round will do. */
export function sizeFault({ width, height }: Pick<PictureHead, 'width' | 'height'>, purpose: Purpose): SizeFault | null {
  const { least } = rules[purpose]
  const is = `This picture is ${width} × ${height} pixels.`
  if (width * height > mostPixels || Math.max(width, height) > longestSide) return { fault: 'too_large', sentence: `${is} Send one of at most ${mostPixels / 1e6} million, none of its sides longer than ${longestSide}.` }
  const fits = (across: number, down: number) => across >= least.width && down >= least.height
  return fits(width, height) || fits(height, width) ? null : { fault: 'too_small', sentence: `${is} Send one of at least ${least.width} × ${least.height}.` }
}

/** The size in which a picture of this size comes out for one of its purpose's boxes, in whole pixels. */
export function outcome({ width, height }: Box, box: Box, how: Rules['how']): Box {
  const scale = Math.min(1, how === 'fit' ? Math.min(box.width / width, box.height / height) : Math.max(box.width / width, box.height / height))
  if (how === 'fit') return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  // Cut from what is there: smaller than the box where the picture is, in the box's shape all the same.
  const within = Math.min(1, width / box.width, height / box.height)
  return { width: Math.max(1, Math.round(box.width * within)), height: Math.max(1, Math.round(box.height * within)) }
}
