/** A hue in degrees for a name: the same every time, far apart for names that are alike. */
export function hueOf(name: string): number {
  let hash = 2_166_136_261
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0)!, 16_777_619)
  return (hash >>> 0) % 360
}
