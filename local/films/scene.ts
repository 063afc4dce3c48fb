/** Composes a film: where the sun goes, which ridges stand before it, how fast each passes. */
import { mix, palettes } from './palettes.ts'
import type { Palette, PaletteName, Rgb } from './palettes.ts'
import { between, random } from './random.ts'
import { buildings, ferryOutline, forest, hills, peaks, skyline, swell } from './ridges.ts'
import type { Building, Ridge } from './ridges.ts'

export type Landscape = 'hills' | 'peaks' | 'forest' | 'city' | 'sea'

/** Lengths are in picture heights, times in seconds. */
export interface Scene {
  readonly palette: Palette
  readonly stars: number
  readonly sun: { readonly radius: number; readonly at: (time: number) => { readonly x: number; readonly y: number } }
  /** From far to near. */
  readonly layers: readonly Layer[]
}

export interface Layer {
  /** The outline at a moment, by place in the picture. */
  readonly outline: (time: number) => Ridge
  readonly top: Rgb
  readonly bottom: Rgb
  /** Light along the upper edge. */
  readonly rim: Rgb
  /** How deep that light reaches; 0 is none. */
  readonly rimDepth: number
  readonly windows?: { readonly lit: Rgb; readonly at: (time: number) => readonly Window[] }
  /** Light lying on water below the sun. */
  readonly glitter?: boolean
}
export interface Window { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export interface SceneRecipe { readonly landscape: Landscape; readonly palette: PaletteName; readonly seed: number; readonly seconds: number; readonly aspect: number; readonly ferry?: boolean }

export function compose({ landscape, palette: name, seed, seconds, aspect, ferry = false }: SceneRecipe): Scene {
  const chance = random(seed)
  const palette = palettes[name]
  const start = { x: aspect * between(chance, 0.28, 0.68), y: between(chance, 0.36, 0.44) }
  const drift = { x: between(chance, -0.12, 0.12), y: -0.09 }
  // Speed falls to nothing at the end of the film, as a camera comes to rest.
  const ease = (time: number) => Math.sin((Math.min(1, time / seconds) * Math.PI) / 2)
  return {
    palette,
    stars: landscape === 'city' || name === 'violet' || name === 'plum' ? 140 : 40,
    sun: { radius: between(chance, 0.055, 0.085), at: time => ({ x: start.x + drift.x * ease(time), y: start.y + drift.y * ease(time) }) },
    layers: layersOf[landscape](chance, palette, { worldWidth: aspect + seconds * 0.2, ferry }),
  }
}

/** Far land takes on the colour of the air before it. */
const shades = (palette: Palette, distance: number) => {
  const air = mix(palette.glow, palette.edge, 0.45)
  return { top: mix(palette.land, air, distance), bottom: mix(palette.land, air, distance * 0.35), rim: mix(palette.glow, palette.core, 0.4) }
}

const moving = (ridge: Ridge, speed: number) => (time: number): Ridge => x => ridge(x + time * speed)

/** Three rows of the same kind, nearer ones lower, darker and faster. */
const rows = (make: (row: number) => Ridge, palette: Palette, rimDepth: number): Layer[] =>
  [0.75, 0.4, 0.08].map((distance, row) => ({ outline: moving(make(row), [0.006, 0.015, 0.034][row]!), ...shades(palette, distance), rimDepth: rimDepth * (1 - row * 0.3) }))

const layersOf: Readonly<Record<Landscape, (chance: () => number, palette: Palette, more: { worldWidth: number; ferry: boolean }) => Layer[]>> = {
  hills: (chance, palette) => rows(row => hills(chance, [0.33, 0.24, 0.13][row]!, [0.05, 0.06, 0.055][row]!), palette, 0.012),
  peaks: (chance, palette) => rows(row => peaks(chance, [0.3, 0.17, 0.04][row]!, [0.46, 0.32, 0.17][row]!), palette, 0.03),
  forest: (chance, palette) => [
    { outline: moving(hills(chance, 0.4, 0.05), 0.004), ...shades(palette, 0.85), rimDepth: 0.01 },
    ...rows(row => forest(chance, [0.2, 0.1, 0][row]!, [0.26, 0.32, 0.42][row]!), palette, 0.006),
  ],
  city: (chance, palette, { worldWidth }) => [0.7, 0.38, 0.06].map((distance, row): Layer => {
    const speed = [0.007, 0.016, 0.034][row]!
    const street = buildings(chance, [0.3, 0.2, 0.1][row]!, [0.4, 0.32, 0.2][row]!, worldWidth)
    const windows = street.flatMap(building => windowsOf(building, chance, [0.013, 0.017, 0.022][row]!))
    return {
      outline: moving(skyline(street, 0.04), speed), ...shades(palette, distance), rimDepth: 0.006,
      windows: { lit: mix(palette.glow, [255, 244, 214], 0.45), at: time => windows.map(window => ({ ...window, x: window.x - time * speed })) },
    }
  }),
  sea: (chance, palette, { ferry }) => {
    const shore = hills(chance, 0.335, 0.022)
    const water = (height: number, size: number, distance: number): Layer => ({ outline: time => swell(height, size, time + height * 40), ...shades(palette, distance), rimDepth: 0.005, glitter: true })
    return [
      { outline: moving(shore, 0.004), ...shades(palette, 0.85), rimDepth: 0.008 },
      water(0.3, 0.0025, 0.6),
      ...(ferry ? [crossing(palette, between(chance, 0.15, 0.5))] : []),
      water(0.25, 0.005, 0.42),
      water(0.17, 0.009, 0.24),
      water(0.08, 0.013, 0.05),
    ]
  },
}

/** A ferry on its way, with light in the cabins. */
function crossing(palette: Palette, from: number): Layer {
  const place = (time: number) => ({ x: from + time * 0.022, water: 0.258 + 0.002 * Math.sin(time * 0.8) })
  return {
    outline: time => ferryOutline(place(time).x, 0.34, place(time).water), ...shades(palette, 0.12), rimDepth: 0.004,
    windows: { lit: mix(palette.glow, [255, 244, 214], 0.55), at: time => Array.from({ length: 14 }, (_, n) => ({ x: place(time).x + 0.06 + n * 0.0155, y: place(time).water + 0.031, width: 0.007, height: 0.007 })) },
  }
}

function windowsOf({ from, to, height }: Building, chance: () => number, size: number): Window[] {
  const found: Window[] = []
  for (let y = height - size * 2; y > 0.02; y -= size * 2.1)
    for (let x = from + size; x + size < to; x += size * 1.9) if (chance() < 0.16) found.push({ x, y, width: size * 0.75, height: size * 1.05 })
  return found
}
