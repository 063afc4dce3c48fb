/** Four bytes for each pixel, row by row: red, green, blue, opacity. */
export interface Pixels { readonly data: Uint8ClampedArray | Uint8Array; readonly width: number; readonly height: number }

export const bytesOf = ({ data }: Pixels): Uint8Array => (data instanceof Uint8Array ? data : new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
