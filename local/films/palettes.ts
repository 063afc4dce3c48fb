/** The light of a film: sky from core to edge, land from haze to near, and the disc of sun or moon. */
export type Rgb = readonly [number, number, number]
export interface Palette {
  /** Next to the sun, around it, and where its light ends. */
  readonly core: Rgb
  readonly glow: Rgb
  readonly edge: Rgb
  /** The nearest ground. */
  readonly land: Rgb
  readonly disc: Rgb
}
export type PaletteName = 'ember' | 'ice' | 'plum' | 'moss' | 'sand' | 'violet' | 'coral' | 'lagoon'

const hex = (text: string): Rgb => [0, 2, 4].map(at => parseInt(text.slice(at, at + 2), 16)) as unknown as Rgb

export const palettes: Readonly<Record<PaletteName, Palette>> = {
  ember: { core: hex('d2603f'), glow: hex('f0a75a'), edge: hex('0f1b33'), land: hex('10242f'), disc: hex('fbeadd') },
  ice: { core: hex('b4dcf5'), glow: hex('5aa9d6'), edge: hex('0f1820'), land: hex('0d1d2b'), disc: hex('e9f4fb') },
  plum: { core: hex('f3a78c'), glow: hex('d06aa8'), edge: hex('26142d'), land: hex('25102b'), disc: hex('fbe6ef') },
  moss: { core: hex('d5ec98'), glow: hex('7fd68a'), edge: hex('0a1611'), land: hex('0b2016'), disc: hex('f0fbe4') },
  sand: { core: hex('f29a49'), glow: hex('ffcf6a'), edge: hex('33260f'), land: hex('1d160d'), disc: hex('fff1d6') },
  violet: { core: hex('cfbcf2'), glow: hex('7a7cff'), edge: hex('0d0f26'), land: hex('12143a'), disc: hex('f3eefc') },
  coral: { core: hex('ffab97'), glow: hex('ff6464'), edge: hex('1a0b0b'), land: hex('260e10'), disc: hex('ffe9e2') },
  lagoon: { core: hex('e0f3d6'), glow: hex('3ab4c8'), edge: hex('05161a'), land: hex('06242a'), disc: hex('f2fbef') },
}

export const mix = (a: Rgb, b: Rgb, share: number): Rgb => [0, 1, 2].map(i => a[i]! + (b[i]! - a[i]!) * share) as unknown as Rgb

/** BT.709, limited range: what players assume of a picture this size. */
export function toYuv([r, g, b]: Rgb): Rgb {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return [16 + (luma * 219) / 255, 128 + (((b - luma) / 1.8556) * 224) / 255, 128 + (((r - luma) / 1.5748) * 224) / 255]
}
