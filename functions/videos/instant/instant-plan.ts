/** May this source be shown as it is, and cut where? Pure: packets go in, in the order of decoding, segments come out. */

/** Times in ticks of the track, bytes as stored. `pts` is when it is shown, `key` whether decoding may begin with it. */
export interface Packet { readonly pts: number; readonly duration: number; readonly key: boolean; readonly bytes: number }

/** Samples from `start` to `end` (exclusive), in ticks; `packets` of them follow each other in the order of decoding. */
export interface Segment { readonly start: number; readonly end: number; readonly packets: number; readonly bytes: number }

export type PlanRefusal = 'empty' | 'keyframes_apart' | 'begins_midway' | 'begins_late' | 'sound_gap' | 'too_heavy' | 'too_many_packets'
export type Plan = readonly Segment[] | PlanRefusal

/** Longer ones make seeking slow and the first picture late. */
export const longestSegmentSeconds = 12
/** Shorter ones cost requests. */
export const shortestSegmentSeconds = 4
/** What a household's line carries. A heavier source waits for its first quality. */
const mostBitsPerSecond = 40_000_000
/** Four hours at 120 pictures a second. */
const mostPackets = 1_800_000
/** Players begin at 0; a gap at the beginning longer than this stops them. */
const latestBeginSeconds = 0.5
const longestGapSeconds = 0.5

interface Stretch { start: number; packets: number; bytes: number }

/**
 * Plans the picture. A segment begins at a key frame that everything before is shown before, and everything after after:
 * only such a one can be begun with. So an open group of pictures is joined to the one before it.
 */
export function picturePlanner(timescale: number) {
  const stretches: Stretch[] = []
  let latest = -Infinity
  let end = -Infinity
  let packets = 0
  let refusal: PlanRefusal | null = null

  return {
    add({ pts, duration, key, bytes }: Packet): void {
      if (refusal || ++packets > mostPackets) return void (refusal ??= 'too_many_packets')
      if (key && pts > latest) stretches.push({ start: pts, packets: 0, bytes: 0 })
      while (stretches.length > 0 && pts < stretches.at(-1)!.start) {
        const open = stretches.pop()!
        const before = stretches.at(-1)
        if (before) Object.assign(before, { packets: before.packets + open.packets, bytes: before.bytes + open.bytes })
      }
      const now = stretches.at(-1)
      if (!now) return void (refusal = 'begins_midway')
      now.packets++
      now.bytes += bytes
      latest = Math.max(latest, pts)
      // Some muxers let the last picture last no time at all.
      end = Math.max(end, pts + Math.max(1, duration))
    },
    finish(): Plan {
      if (refusal) return refusal
      if (stretches.length === 0) return 'empty'
      const bounds = [...stretches.map(stretch => stretch.start), end]
      if (bounds[0]! < 0) return 'begins_midway'
      if (bounds[0]! > latestBeginSeconds * timescale) return 'begins_late'
      const longest = longestSegmentSeconds * timescale
      if (stretches.some((stretch, index) => bounds[index + 1]! - stretch.start > longest)) return 'keyframes_apart'
      const segments: { start: number; end: number; packets: number; bytes: number }[] = []
      for (const [index, stretch] of stretches.entries()) {
        const [last, upTo] = [segments.at(-1), bounds[index + 1]!]
        if (last && last.end - last.start < shortestSegmentSeconds * timescale && upTo - last.start <= longest) Object.assign(last, { end: upTo, packets: last.packets + stretch.packets, bytes: last.bytes + stretch.bytes })
        else segments.push({ ...stretch, end: upTo })
      }
      return segments.some(segment => isHeavy(segment, timescale)) ? 'too_heavy' : segments
    },
  }
}

/**
 * Plans the sound, along the picture's cuts (in seconds, ascending, the first being the film's beginning). What stands
 * before the film's beginning, the encoder's run-up, is left out; it holds no sound.
 */
export function soundPlanner(timescale: number, cutSeconds: readonly number[]) {
  const segments: Stretch[] = []
  let cut = 0
  let end: number | null = null
  let packets = 0
  let refusal: PlanRefusal | null = null

  return {
    add({ pts, duration, bytes }: Packet): void {
      if (refusal || ++packets > mostPackets) return void (refusal ??= 'too_many_packets')
      if (pts < 0) return
      if (pts - (end ?? 0) > longestGapSeconds * timescale) return void (refusal = end === null ? 'begins_late' : 'sound_gap')
      if (end !== null && pts < end - duration) return void (refusal = 'sound_gap')
      const last = segments.at(-1)
      const seconds = pts / timescale
      let due = !last || pts - last.start >= longestSegmentSeconds * timescale
      while (cut + 1 < cutSeconds.length && seconds >= cutSeconds[cut + 1]!) {
        cut++
        due = true
      }
      if (due) segments.push({ start: pts, packets: 0, bytes: 0 })
      const now = segments.at(-1)!
      now.packets++
      now.bytes += bytes
      end = pts + Math.max(1, duration)
    },
    finish(): Plan {
      if (refusal) return refusal
      if (segments.length === 0) return 'empty'
      const planned = segments.map((segment, index) => ({ ...segment, end: segments[index + 1]?.start ?? end! }))
      return planned.some(segment => isHeavy(segment, timescale)) ? 'too_heavy' : planned
    },
  }
}

const isHeavy = ({ start, end, bytes }: Segment, timescale: number) => (bytes * 8) / Math.max(1, (end - start) / timescale) > mostBitsPerSecond
