/** Several pictures on one. */
import { bytesOf, type Pixels } from './pixels.ts'

/** Puts a tile onto a sheet; what would stand over its edge is cut off. */
export function lay(tile: Pixels, sheet: Pixels, left: number, top: number): void {
  const [width, height] = [Math.min(tile.width, sheet.width - left), Math.min(tile.height, sheet.height - top)]
  for (let row = 0; row < height; row++) sheet.data.set(bytesOf(tile).subarray(row * tile.width * 4, (row * tile.width + width) * 4), ((top + row) * sheet.width + left) * 4)
}

/** Black, for the part of a last sheet that stays empty. */
export function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8Array(width * height * 4) }
}
