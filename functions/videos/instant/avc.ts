/** What an H.264 stream says about itself: its configuration record (ISO/IEC 14496-15) and sequence parameter set (ITU-T H.264, 7.3.2.1). */

export interface AvcFacts {
  readonly profile: number
  /** Bytes that hold the length of each unit of a sample. */
  readonly lengthBytes: number
  readonly interlaced: boolean
  /** 4:2:0 with 8 bits, which is all that browsers play. */
  readonly plainColour: boolean
}

/** Null when the record makes no sense. */
export function avcFacts(record: Uint8Array): AvcFacts | null {
  if (record.length < 8 || record[0] !== 1 || (record[5]! & 31) === 0) return null
  const length = (record[6]! << 8) | record[7]!
  const parameters = record.subarray(8, 8 + length)
  if (length < 4 || parameters.length < length) return null
  const facts = sequenceFacts(parameters)
  return facts && { profile: record[1]!, lengthBytes: (record[4]! & 3) + 1, ...facts }
}

/** Profiles whose parameter sets tell of colour. */
const colourProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128])

function sequenceFacts(unit: Uint8Array): Pick<AvcFacts, 'interlaced' | 'plainColour'> | null {
  const bits = bitReader(withoutEmulation(unit))
  bits.skip(8)
  const profile = bits.take(8)
  bits.skip(16)
  bits.golomb()
  let plainColour = true
  if (colourProfiles.has(profile)) {
    const chroma = bits.golomb()
    if (chroma === 3) bits.skip(1)
    plainColour = chroma === 1 && bits.golomb() === 0 && bits.golomb() === 0
    // What follows cannot be found without reading the rest, and need not be.
    if (!plainColour) return { interlaced: false, plainColour }
    bits.skip(1)
    if (bits.take(1)) skipScalingLists(bits)
  }
  bits.golomb()
  const orderType = bits.golomb()
  if (orderType === 0) bits.golomb()
  if (orderType === 1) {
    bits.skip(1)
    bits.golomb()
    bits.golomb()
    for (let count = bits.golomb(); count > 0 && !bits.over(); count--) bits.golomb()
  }
  bits.golomb()
  bits.skip(1)
  bits.golomb()
  bits.golomb()
  const framesOnly = bits.take(1)
  return bits.over() ? null : { interlaced: framesOnly === 0, plainColour }
}

function skipScalingLists(bits: BitReader): void {
  for (let list = 0; list < 8; list++) {
    if (!bits.take(1)) continue
    for (let place = 0, last = 8, next = 8; place < (list < 6 ? 16 : 64) && next !== 0; place++) {
      next = (last + bits.signedGolomb() + 256) % 256
      if (next !== 0) last = next
    }
  }
}

type BitReader = ReturnType<typeof bitReader>
function bitReader(bytes: Uint8Array) {
  let at = 0
  const bit = () => {
    const value = at < bytes.length * 8 ? (bytes[at >> 3]! >> (7 - (at & 7))) & 1 : 1
    at++
    return value
  }
  const take = (count: number) => {
    let value = 0
    for (let i = 0; i < count; i++) value = value * 2 + bit()
    return value
  }
  const golomb = () => {
    let zeros = 0
    while (bit() === 0) zeros++
    return 2 ** zeros - 1 + take(zeros)
  }
  return {
    take, golomb,
    skip: (count: number) => { at += count },
    signedGolomb: () => {
      const value = golomb()
      return value % 2 === 1 ? (value + 1) / 2 : -value / 2
    },
    /** Whether more was read than there was. */
    over: () => at > bytes.length * 8,
  }
}

/** Takes out the 3 that stands after two zeros so that they do not look like a start code. */
function withoutEmulation(unit: Uint8Array): Uint8Array {
  const plain: number[] = []
  for (let at = 0; at < unit.length; at++) if (!(unit[at] === 3 && at >= 2 && unit[at - 1] === 0 && unit[at - 2] === 0)) plain.push(unit[at]!)
  return Uint8Array.from(plain)
}

const slice = 1
const instantaneousRefresh = 5

/** Whether a sample can be decoded without what came before it: its first picture unit says so, whatever the container claims. */
export function beginsAnew(sample: Uint8Array, lengthBytes: number): boolean {
  for (let at = 0; at + lengthBytes < sample.length;) {
    let length = 0
    for (let i = 0; i < lengthBytes; i++) length = length * 256 + sample[at + i]!
    const kind = sample[at + lengthBytes]! & 31
    if (kind >= slice && kind <= instantaneousRefresh) return kind === instantaneousRefresh
    at += lengthBytes + length
  }
  return false
}
