/** A picture as encoders want it: one plane of brightness, two of colour at half size, one after the other. */
export interface Plane { readonly width: number; readonly height: number; readonly bytes: Uint8Array<ArrayBuffer>; /** Pixels of the picture per pixel of this plane. */ readonly step: 1 | 2 }

export interface Canvas { readonly width: number; readonly height: number; readonly buffer: Buffer<ArrayBuffer>; readonly planes: readonly [Plane, Plane, Plane] }

export function createCanvas(width: number, height: number): Canvas {
  const buffer = Buffer.from(new ArrayBuffer((width * height * 3) / 2))
  const plane = (step: 1 | 2, from: number): Plane => ({ width: width / step, height: height / step, step, bytes: new Uint8Array(buffer.buffer, from, (width * height) / step ** 2) })
  const size = width * height
  return { width, height, buffer, planes: [plane(1, 0), plane(2, size), plane(2, size * 1.25)] }
}

/** Fine noise that hides the steps between neighbouring values, which dark skies show as bands. */
export function ditherTable(): Float32Array {
  const size = 1 << 14
  const table = new Float32Array(size)
  let state = 12345
  const next = () => ((state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 4294967296)
  for (let index = 0; index < size; index++) table[index] = (next() + next() - 1) * 0.9
  return table
}
