import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestSegmentSeconds, picturePlanner, soundPlanner, type Packet, type Plan, type Segment } from '../../../../functions/videos/instant/instant-plan.ts'

const timescale = 90_000
const frame = timescale / 30
const plan = (packets: readonly Packet[]): Plan => {
  const planner = picturePlanner(timescale)
  for (const packet of packets) planner.add(packet)
  return planner.finish()
}
/** Groups of pictures, in the order of decoding: a key picture, then pairs of one shown later and one shown before it. */
const groups = (lengths: readonly number[], { leading = 0, from = 0 } = {}): Packet[] => {
  const packets: Packet[] = []
  let shown = from
  for (const length of lengths) {
    const at = (index: number) => (shown + index) * frame
    packets.push({ pts: at(0), duration: frame, key: true, bytes: 5000 })
    // Pictures of an open group are shown before their key picture, in the place of the last ones of the group before.
    for (let index = 0; index < (shown > from ? leading : 0); index++) packets.push({ pts: at(0) - frame / 2 - index, duration: frame, key: false, bytes: 500 })
    for (let index = 1; index < length; index += 2) for (const picture of [index + 1, index]) if (picture < length) packets.push({ pts: at(picture), duration: frame, key: false, bytes: 1000 })
    shown += length
  }
  return packets
}
const lengths = fc.array(fc.integer({ min: 1, max: longestSegmentSeconds * 30 }), { minLength: 1, maxLength: 30 })

describe('the plan of a picture', () => {
  test('covers the film without gap or overlap, loses no packet, and no segment is too long', () => {
    fc.assert(fc.property(lengths, of => {
      const packets = groups(of)
      const segments = plan(packets) as readonly Segment[]
      expect(segments[0]!.start).toBe(0)
      for (const [index, segment] of segments.entries()) {
        expect(segment.end).toBe(segments[index + 1]?.start ?? of.reduce((sum, length) => sum + length, 0) * frame)
        expect(segment.end - segment.start).toBeLessThanOrEqual(longestSegmentSeconds * timescale)
      }
      expect(segments.reduce((sum, segment) => sum + segment.packets, 0)).toBe(packets.length)
      expect(segments.reduce((sum, segment) => sum + segment.bytes, 0)).toBe(packets.reduce((sum, packet) => sum + packet.bytes, 0))
    }))
  })
  test('begins each segment with a key picture, and shows no picture of one segment within another', () => {
    fc.assert(fc.property(lengths, fc.integer({ min: 0, max: 2 }), (of, leading) => {
      const packets = groups(of, { leading })
      const segments = plan(packets)
      if (typeof segments === 'string') {
        expect(segments).toBe('keyframes_apart')
        return
      }
      let at = 0
      for (const segment of segments) {
        const inside = packets.slice(at, at += segment.packets)
        expect(inside[0]).toMatchObject({ key: true, pts: segment.start })
        for (const { pts } of inside) expect(pts >= segment.start && pts < segment.end).toBe(true)
      }
    }))
  })
  test('cuts nothing at a key picture that open-group pictures are shown before', () => {
    expect((plan(groups([150, 150])) as readonly Segment[]).length).toBe(2)
    expect((plan(groups([150, 150], { leading: 2 })) as readonly Segment[]).length).toBe(1)
  })
  test.each([
    ['empty', []],
    ['begins_midway', groups([30]).slice(1)],
    ['begins_midway', groups([30, 30], { from: -10 })],
    ['begins_late', groups([30], { from: 20 })],
    ['keyframes_apart', groups([longestSegmentSeconds * 30 + 1])],
    ['too_heavy', groups([60]).map(packet => ({ ...packet, bytes: 1_000_000 }))],
  ] as const)('refuses a picture: %s', (because, packets) => expect(plan(packets)).toBe(because))
})

describe('the plan of the sound', () => {
  const rate = 48_000
  const soundPlan = (count: number, cuts: readonly number[], from = 0, gapAt = -1): Plan => {
    const planner = soundPlanner(rate, cuts)
    for (let index = 0; index < count; index++) planner.add({ pts: from + index * 1024 + (index >= gapAt && gapAt >= 0 ? rate : 0), duration: 1024, key: true, bytes: 300 })
    return planner.finish()
  }
  test('follows the picture\'s cuts to within one packet, without gap or loss, wherever they are', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), fc.array(fc.double({ min: 0.5, max: 12, noNaN: true }), { maxLength: 20 }), (count, gaps) => {
      const cuts = gaps.reduce<number[]>((all, gap) => [...all, all.at(-1)! + gap], [0])
      const segments = soundPlan(count, cuts) as readonly Segment[]
      expect(segments.reduce((sum, segment) => sum + segment.packets, 0)).toBe(count)
      for (const [index, segment] of segments.entries()) {
        expect(segment.end).toBe(segments[index + 1]?.start ?? count * 1024)
        expect(segment.end - segment.start).toBeLessThanOrEqual(longestSegmentSeconds * rate + 1024)
      }
      for (const cut of cuts.slice(1)) if (cut * rate <= (count - 1) * 1024) expect(segments.some(({ start }) => start >= cut * rate && start < cut * rate + 1024)).toBe(true)
    }))
  })
  test('leaves the encoder\'s run-up out', () => {
    expect(soundPlan(100, [0], -2112)).toEqual([{ start: 960, end: 100 * 1024 - 2112, packets: 97, bytes: 97 * 300 }])
  })
  test('refuses sound that begins late or breaks off', () => {
    expect(soundPlan(100, [0], rate)).toBe('begins_late')
    expect(soundPlan(100, [0], 0, 50)).toBe('sound_gap')
  })
})
