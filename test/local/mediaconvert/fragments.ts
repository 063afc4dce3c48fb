/** ISO base media fragments as players read them. FFmpeg's own demuxer moves presentation times when offsets are negative, so it cannot judge where a track begins. */
import { boxesOf } from '../../support/media/boxes.ts'

export interface Sample { readonly at: number; readonly end: number; readonly key: boolean }

/** Samples of a segment in seconds of presentation time, in decoding order. */
export function samplesOf(init: Buffer, segment: Buffer): Sample[] {
  const timescale = first(init, ['moov', 'trak', 'mdia', 'mdhd']).readUInt32BE(12)
  const trex = first(init, ['moov', 'mvex', 'trex'])
  const defaults = { duration: trex.readUInt32BE(12), flags: trex.readUInt32BE(20) }
  return boxesOf(segment).filter(({ name }) => name === 'moof').flatMap(moof => boxesOf(first(moof.content, ['traf'])).reduce<{ time: number; defaults: typeof defaults; samples: Sample[] }>((track, { name, content }) => {
    if (name === 'tfhd') return { ...track, defaults: trackDefaults(content, defaults) }
    if (name === 'tfdt') return { ...track, time: content[0] === 1 ? Number(content.readBigUInt64BE(4)) : content.readUInt32BE(4) }
    if (name === 'trun') {
      const run = runOf(content, track.time, track.defaults, timescale)
      return { ...track, time: run.time, samples: [...track.samples, ...run.samples] }
    }
    return track
  }, { time: 0, defaults, samples: [] }).samples)
}

interface Defaults { readonly duration: number; readonly flags: number }

const first = (bytes: Buffer, path: readonly string[]): Buffer => path.reduce((inside, name) => boxesOf(inside).find(box => box.name === name)!.content, bytes)

function trackDefaults(tfhd: Buffer, { duration, flags }: Defaults): Defaults {
  const has = tfhd.readUInt32BE(0)
  let at = 8 + (has & 1 ? 8 : 0) + (has & 2 ? 4 : 0)
  if (has & 8) duration = tfhd.readUInt32BE((at += 4) - 4)
  if (has & 0x10) at += 4
  if (has & 0x20) flags = tfhd.readUInt32BE(at)
  return { duration, flags }
}

function runOf(trun: Buffer, time: number, defaults: Defaults, timescale: number): { time: number; samples: Sample[] } {
  const has = trun.readUInt32BE(0)
  const signed = trun[0] === 1
  let at = 8 + (has & 1 ? 4 : 0)
  let firstFlags: number | null = null
  if (has & 4) firstFlags = trun.readUInt32BE((at += 4) - 4)
  const next = () => trun.readUInt32BE((at += 4) - 4)
  const samples = Array.from({ length: trun.readUInt32BE(4) }, (_, index): Sample => {
    const duration = has & 0x100 ? next() : defaults.duration
    if (has & 0x200) next()
    const flags = has & 0x400 ? next() : (index === 0 ? firstFlags : null) ?? defaults.flags
    const offset = has & 0x800 ? (signed ? trun.readInt32BE((at += 4) - 4) : next()) : 0
    const decoded = time
    time += duration
    return { at: (decoded + offset) / timescale, end: (decoded + offset + duration) / timescale, key: (flags & 0x10000) === 0 }
  })
  return { time, samples }
}
