/** Changes in the header of an MP4 or MOV, byte by byte. It must stand last: then nothing else moves. ISO/IEC 14496-12. */
import { box, fullBox, u32 } from '../../../functions/videos/instant/iso-box.ts'
import { boxesOf, type Box } from './boxes.ts'
import type { RewrittenRecipe } from './recipes.ts'

type Change = (box: Box) => Buffer

export function rewriteHeader(file: Buffer, { edits, notes }: Pick<RewrittenRecipe, 'edits' | 'notes'>): Buffer {
  const top = boxesOf(file)
  const moov = top.at(-1)!
  if (moov.name !== 'moov') throw new Error('The header does not stand last.')
  const inside = boxesOf(moov.content)
  const movieTimescale = inside.find(({ name }) => name === 'mvhd')!.content.readUInt32BE(12)
  const changed = inside.map(found => (edits && found.name === 'trak' ? withEdits(found, edits, movieTimescale) : whole(found)))
  const sound = inside.findLast(({ name, content }) => name === 'trak' && content.includes('soun'))
  return Buffer.concat([...top.slice(0, -1).map(whole), box('moov', ...changed, ...(notes ? [notesLike(sound!, inside.length)] : []))])
}

function withEdits(trak: Box, edits: NonNullable<RewrittenRecipe['edits']>, movieTimescale: number): Buffer {
  const mdhd = within(trak, 'mdia', 'mdhd')
  const timescale = mdhd.content.readUInt32BE(12)
  // What stands before the film's beginning stays there.
  const beginning = within(trak, 'edts', 'elst').content.readInt32BE(12)
  const rows = edits.map(({ seconds, from }) => u32(seconds * movieTimescale, from === null ? 0xffffffff : beginning + from * timescale, 0x10000))
  return rebuilt(trak, { edts: () => box('edts', fullBox('elst', 0, 0, u32(edits.length), ...rows)) })
}

/** A track of the same bytes as another, which says that they are a phone's notes. */
const notesLike = (sound: Box, id: number): Buffer => rebuilt(sound, {
  tkhd: ({ content }) => box('tkhd', content.subarray(0, 12), u32(id), content.subarray(16)),
  mdia: mdia => rebuilt(mdia, {
    hdlr: ({ content }) => box('hdlr', content.subarray(0, 8), Buffer.from('meta'), content.subarray(12)),
    minf: minf => rebuilt(minf, {
      smhd: () => fullBox('nmhd', 0, 0),
      stbl: stbl => rebuilt(stbl, { stsd: () => fullBox('stsd', 0, 0, u32(1), box('mebx', Buffer.alloc(6), Buffer.from([0, 1]))) }),
    }),
  }),
})

const rebuilt = ({ name, content }: Box, changes: Record<string, Change>): Buffer => box(name, ...boxesOf(content).map(inner => (changes[inner.name] ?? whole)(inner)))
const whole: Change = ({ name, content }) => box(name, content)
const within = (outer: Box, ...path: readonly string[]): Box => path.reduce((found, name) => boxesOf(found.content).find(inner => inner.name === name)!, outer)
