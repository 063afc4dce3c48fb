import { randomBytes } from 'node:crypto'

/** Crockford's base32 in lower case: no i, l, o, u, so that an id survives being read aloud. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz'

export interface IdSources {
  readonly now?: Date
  readonly random?: (bytes: number) => Uint8Array
}

/**
 * `<kind>_` plus 26 characters: 48 bits of milliseconds, then 80 random bits, so ids sort by time and
 * cannot be guessed. 128 bits fill 26 base32 digits with two bits to spare, at the top.
 */
export function newId(kind: string, { now = new Date(), random = randomBytes }: IdSources = {}): string {
  let value = BigInt(now.getTime())
  for (const byte of random(10)) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (let place = 0; place < 26; place++) {
    text = digits[Number(value & 31n)] + text
    value >>= 5n
  }
  return `${kind}_${text}`
}
