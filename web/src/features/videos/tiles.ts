/** The small pictures of a film, as its storyboard names them. Pure. */

/** A part of a sheet that shows the film at some moment; pixels. */
export interface Cue { readonly url: string; readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** `base` is the storyboard's own address; its sheets lie beside it. */
export const tilesIn = (vtt: string, base: URL): Cue[] => [...vtt.matchAll(/^(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/gm)].map(([, sheet, ...numbers]) => {
  const [left, top, width, height] = numbers.map(Number) as [number, number, number, number]
  return { url: new URL(sheet!, base).pathname, left, top, width, height }
})

/** As many as one looks at before pointing elsewhere. */
const most = 24

/** At most `most` of them, from the whole film. */
export function spread<T>(all: readonly T[]): T[] {
  const count = Math.min(most, all.length)
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!)
}
