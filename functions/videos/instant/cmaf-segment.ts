/** A CMAF segment of one fragment: some samples in the order of decoding, and when each is shown. Only what stands before their bytes is made here. */
import { trackId } from './cmaf-init.ts'
import { box, fullBox, letters, u32, u64 } from './iso-box.ts'

/** `pts` in ticks: when it is shown. `bytes`: how many there are. */
export interface Sample { readonly pts: number; readonly key: boolean; readonly bytes: number }

/** A sample that nothing depends on the past for, and one that something does. */
const independent = 0x02000000
const dependent = 0x01010000
/** Data offset; and for each sample duration, size, flags, composition offset. */
const runFlags = 0x1 | 0x100 | 0x200 | 0x400 | 0x800
const baseIsMoof = 0x20000

/**
 * All of a segment but the bytes of its samples, which follow in their order. `number` counts segments from 1; `end` is the tick at which the next one begins. Decoding times are not told: when
 * no picture of one segment is shown among those of another, the sorted times of showing serve, and the offsets
 * between the two, negative where a picture is shown before its turn of decoding, carry the order of B-frames.
 * Throws a RangeError when two samples are shown at once or one after the end.
 */
export function segmentHead(number: number, samples: readonly Sample[], end: number): Buffer {
  const shown = samples.map(sample => sample.pts).sort((a, b) => a - b)
  const run = Buffer.alloc(samples.length * 16)
  samples.forEach(({ pts, key, bytes }, index) => {
    const duration = (shown[index + 1] ?? end) - shown[index]!
    if (duration <= 0) throw new RangeError(`Two samples are shown at ${shown[index]}, or one after the end at ${end}.`)
    run.writeUInt32BE(duration, index * 16)
    run.writeUInt32BE(bytes, index * 16 + 4)
    run.writeUInt32BE(key ? independent : dependent, index * 16 + 8)
    run.writeInt32BE(pts - shown[index]!, index * 16 + 12)
  })
  const fragment = (dataOffset: number) => box('moof',
    fullBox('mfhd', 0, 0, u32(number)),
    box('traf',
      fullBox('tfhd', 0, baseIsMoof, u32(trackId)),
      fullBox('tfdt', 1, 0, u64(shown[0]!)),
      fullBox('trun', 1, runFlags, u32(samples.length, dataOffset), run)))
  const content = samples.reduce((sum, { bytes }) => sum + bytes, 0)
  return Buffer.concat([
    box('styp', letters('msdh'), u32(0), letters('msdhmsixcmfs')),
    fragment(fragment(0).length + 8),
    u32(content + 8), letters('mdat'),
  ])
}
