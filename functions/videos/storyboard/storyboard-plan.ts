/** How finely a film is shown in small, and how the small pictures lie on sheets. Pure. */

/** Pixels of a tile's long side. */
export const tileSide = 160
/** Tiles across a sheet, and down. */
export const across = 10
export const down = 10
/** Six sheets: a film of any length costs no more objects than that. */
const mostTiles = 600

/** MediaConvert makes no picture with a smaller side. */
const smallestSide = 32
/** Whether a film's tiles are large enough to be made at all: a strip five times as wide as high has none. */
export function tilesCanBeMade({ width, height }: { readonly width: number; readonly height: number }): boolean {
  const long = Math.min(tileSide, Math.max(width, height))
  return long * Math.min(width, height) / Math.max(width, height) >= smallestSide
}

/** Whole seconds between two tiles: each second of a short film, every ten of a long one, sparser only when there would be too many. */
export function tileEverySeconds(durationSeconds: number): number {
  const usual = durationSeconds <= 100 ? 1 : durationSeconds <= 200 ? 2 : durationSeconds <= 500 ? 5 : 10
  return Math.max(usual, Math.ceil(durationSeconds / mostTiles))
}

export const mostTilesOf = (durationSeconds: number): number => Math.ceil(durationSeconds / tileEverySeconds(durationSeconds))

export interface Tile { readonly width: number; readonly height: number }
/** One sheet: how many tiles lie on it, and its size in pixels. The last one is only as large as it must be. */
export interface Sheet { readonly tiles: number; readonly width: number; readonly height: number }

export function sheetsFor(tiles: number, { width, height }: Tile): Sheet[] {
  const perSheet = across * down
  return Array.from({ length: Math.ceil(tiles / perSheet) }, (_, index) => {
    const here = Math.min(perSheet, tiles - index * perSheet)
    return { tiles: here, width: Math.min(across, here) * width, height: Math.ceil(here / across) * height }
  })
}

/** Where the n-th tile of a sheet lies, from its top left. */
export const placeOnSheet = (index: number, { width, height }: Tile) => ({ left: (index % across) * width, top: Math.floor(index / across) * height })

export const sheetName = (index: number) => `storyboard-${index}.jpg`

/** WebVTT as players read it: each cue names a sheet beside the VTT, and in `#xywh` the part of it that shows the film at that time. */
export function storyboardVtt(tiles: number, tile: Tile, everySeconds: number, durationSeconds: number): string {
  const cues = Array.from({ length: tiles }, (_, index) => {
    const { left, top } = placeOnSheet(index % (across * down), tile)
    // The last one stays until the end, however the film's length was rounded.
    const end = index === tiles - 1 ? Math.max(durationSeconds, index * everySeconds + 0.001) : (index + 1) * everySeconds
    return `${clock(index * everySeconds)} --> ${clock(end)}\n${sheetName(Math.floor(index / (across * down)))}#xywh=${left},${top},${tile.width},${tile.height}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}

function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
