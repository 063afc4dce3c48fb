/**
 * Skylines. A ridge is a function from a place in the world to a height, both in units of the picture's
 * height, so that a film looks the same at any size.
 */
import { between } from './random.ts'
import type { Random } from './random.ts'

export type Ridge = (x: number) => number

/** Rolling, by waves of different length. */
export function hills(chance: Random, height: number, swing: number): Ridge {
  const waves = [1.1, 2.3, 4.7].map((frequency, index) => ({ frequency: frequency * between(chance, 0.8, 1.2), phase: between(chance, 0, 7), size: swing / 2 ** index }))
  return x => height + waves.reduce((sum, { frequency, phase, size }) => sum + size * Math.sin(x * frequency * 2 + phase), 0)
}

/** Sharp, by lines between points, roughened twice. */
export function peaks(chance: Random, height: number, swing: number): Ridge {
  const points = Array.from({ length: 64 }, (_, index) => (index % 2 ? between(chance, 0.45, 1) : between(chance, 0, 0.35)))
  const rough = Array.from({ length: 256 }, () => between(chance, -1, 1))
  return x => height + swing * (lines(points, x * 3.1) + 0.07 * lines(rough, x * 17) + 0.03 * lines(rough, x * 53 + 9))
}

/** Spruces side by side on a gentle slope, each with its own size, branches as small steps. */
export function forest(chance: Random, height: number, size: number): Ridge {
  const ground = hills(chance, height, size * 0.18)
  const spacing = size * 0.34
  const trees = Array.from({ length: 97 }, () => ({ shift: between(chance, -0.3, 0.3), tall: between(chance, 0.45, 1), wide: between(chance, 0.36, 0.5) }))
  return x => {
    const place = x / spacing
    const slot = Math.floor(place)
    let top = ground(x)
    for (let near = slot - 1; near <= slot + 1; near++) {
      const tree = trees[((near % trees.length) + trees.length) % trees.length]!
      const away = Math.abs(place - (near + 0.5 + tree.shift)) / (tree.wide * 2 * tree.tall)
      if (away >= 1) continue
      const branches = 0.05 * ((away * 7) % 1)
      top = Math.max(top, ground(x) + size * tree.tall * ((1 - away) ** 1.15 - branches * (1 - away)))
    }
    return top
  }
}

export interface Building { readonly from: number; readonly to: number; readonly height: number }

/** Blocks of the same row always stand in the same places; windows are hung on them. */
export function buildings(chance: Random, height: number, swing: number, worldWidth: number): Building[] {
  const row: Building[] = []
  for (let x = 0; x < worldWidth;) {
    const wide = between(chance, 0.09, 0.24)
    row.push({ from: x, to: x + wide, height: height + swing * chance() ** 1.6 })
    x += wide + (chance() < 0.3 ? between(chance, 0.02, 0.08) : 0)
  }
  return row
}

export function skyline(row: readonly Building[], ground: number): Ridge {
  // Walked from left to right by the sampler, so the search starts where it last ended.
  let last = 0
  return x => {
    if ((row[last]?.from ?? 0) > x) last = 0
    while (last < row.length - 1 && row[last]!.to <= x) last++
    const building = row[last]!
    return x >= building.from && x < building.to ? building.height : ground
  }
}

/** Water that swells: two waves running against each other. `time` in seconds. */
export const swell = (height: number, size: number, time: number): Ridge => x =>
  height + size * (Math.sin(x * 9 + time * 0.9) + 0.5 * Math.sin(x * 21 - time * 1.3))

/** A ferry: hull, deck, bridge and funnel over the water line; nothing elsewhere. */
export function ferryOutline(at: number, size: number, water: number): Ridge {
  return x => {
    const along = (x - at) / size
    if (along < 0 || along > 1) return -1
    if (along < 0.04 || along > 0.96) return water + size * 0.07
    if (along > 0.62 && along < 0.68) return water + size * 0.27
    if (along > 0.24 && along < 0.56) return water + size * 0.2
    return along > 0.14 && along < 0.82 ? water + size * 0.145 : water + size * 0.09
  }
}

function lines(points: readonly number[], at: number): number {
  const from = Math.floor(at)
  const value = (index: number) => points[((index % points.length) + points.length) % points.length]!
  return value(from) + (value(from + 1) - value(from)) * (at - from)
}
