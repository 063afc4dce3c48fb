/** Tables as muxers write them, and what is read out of them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { box, fullBox, u32, u64 } from '../../../../functions/videos/instant/iso-box.ts'
import { readMovieHeader } from '../../../../functions/videos/instant/movie-header.ts'
import { sourceBlocks } from '../../../../functions/videos/instant/source-blocks.ts'
import { isListed, storedSamples, type StoredSample } from '../../../../functions/videos/instant/stored-samples.ts'
import { fetchFrom } from './fetch-from.ts'

interface Told { readonly duration: number; readonly shift: number; readonly key: boolean; readonly bytes: number }
interface Layout { /** Samples in each chunk, over and over. */ readonly perChunk: readonly number[]; /** Bytes between two chunks. */ readonly apart: number; readonly long?: boolean }

/** Rows of how many in a row are the same, and what. */
const runsOf = (values: readonly number[]): number[][] => values.reduce<number[][]>((runs, value) => {
  if (runs.at(-1)?.[1] === value) runs.at(-1)![0]!++
  else runs.push([1, value])
  return runs
}, [])
const table = (name: string, rows: readonly (readonly number[])[]) => fullBox(name, 0, 0, u32(rows.length, ...rows.flat().map(value => value >>> 0)))

/** The header of a track of these samples, and where each of them lies. */
function trackOf(samples: readonly Told[], { perChunk, apart, long = false }: Layout, changed: Record<string, Buffer | null> = {}) {
  const places: number[] = []
  const chunks: { at: number; count: number }[] = []
  let at = long ? 2 ** 33 : 100
  for (let first = 0; first < samples.length; first += chunks.at(-1)!.count) {
    const count = Math.min(samples.length - first, perChunk[chunks.length % perChunk.length]!)
    chunks.push({ at, count })
    for (const { bytes } of samples.slice(first, first + count)) {
      places.push(at)
      at += bytes
    }
    at += apart
  }
  const kinds = chunks.flatMap(({ count }, index) => (count === chunks[index - 1]?.count ? [] : [[index + 1, count, 1]]))
  const tables: Record<string, Buffer | null> = {
    stts: table('stts', runsOf(samples.map(({ duration }) => duration))),
    ctts: samples.every(({ shift }) => shift === 0) ? null : table('ctts', runsOf(samples.map(({ shift }) => shift))),
    stss: samples.every(({ key }) => key) ? null : table('stss', samples.flatMap(({ key }, index) => (key ? [[index + 1]] : []))),
    stsz: fullBox('stsz', 0, 0, u32(0, samples.length, ...samples.map(({ bytes }) => bytes))),
    stsc: table('stsc', kinds),
    stco: long ? fullBox('co64', 0, 0, u32(chunks.length), ...chunks.map(chunk => u64(chunk.at))) : table('stco', chunks.map(chunk => [chunk.at])),
    ...changed,
  }
  return { places, header: header(Object.values(tables).filter(found => found !== null)) }
}

const header = (tables: readonly Buffer[]) => box('moov',
  fullBox('mvhd', 0, 0, u32(0, 0, 600, 6000)),
  box('trak', fullBox('tkhd', 0, 3, u32(0, 0, 1, 0, 6000)), box('mdia', fullBox('mdhd', 0, 0, u32(0, 0, 1000, 0, 0)), fullBox('hdlr', 0, 0, u32(0, 0x76696465, 0, 0, 0)), box('minf', box('stbl', ...tables)))))

async function read(moov: Buffer): Promise<StoredSample[]> {
  const source = sourceBlocks(moov.length, fetchFrom(moov), { blockBytes: 1000 })
  const [track] = (await readMovieHeader(source))!.tracks
  expect(isListed(track!.tables)).toBe(true)
  const samples: StoredSample[] = []
  for await (const some of storedSamples(source, track!.tables)) samples.push(...some)
  return samples
}

const told = fc.record({ duration: fc.integer({ min: 1, max: 3 }), shift: fc.integer({ min: -2, max: 2 }), key: fc.boolean(), bytes: fc.integer({ min: 1, max: 5 }) })
const layout = fc.record({ perChunk: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), apart: fc.nat(9), long: fc.boolean() })

describe('the samples of a track', () => {
  test('are each where they lie, at their time, in the order of decoding, however they are told', async () => {
    await fc.assert(fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 60 }), layout, async (samples, how) => {
      const { places, header } = trackOf(samples, how)
      let decodedAt = 0
      expect(await read(header)).toEqual(samples.map(({ duration, shift, key, bytes }, index) => {
        decodedAt += duration
        return { pts: decodedAt - duration + shift, duration, key: key || index === 0, bytes, at: places[index] }
      }))
    }))
  })
  test('are told by more rows than are read at once', async () => {
    const samples = Array.from({ length: 30_000 }, (_, index) => ({ duration: 1, shift: index % 2, key: index % 7 === 0, bytes: 1 + index % 5 }))
    const { places, header } = trackOf(samples, { perChunk: [1, 2], apart: 3 })
    const found = await read(header)
    expect(found.map(({ at }) => at)).toEqual(places)
    expect(found.map(({ pts }) => pts)).toEqual(samples.map(({ shift }, index) => index + shift))
    expect(found.filter(({ key }) => key).length).toBe(Math.ceil(30_000 / 7))
  })
  test('may all have one size', async () => {
    const samples = Array.from({ length: 5 }, () => ({ duration: 1, shift: 0, key: true, bytes: 4 }))
    const { places, header } = trackOf(samples, { perChunk: [2], apart: 1 }, { stsz: fullBox('stsz', 0, 0, u32(4, 5)) })
    expect((await read(header)).map(({ at, bytes }) => [at, bytes])).toEqual(places.map(place => [place, 4]))
  })
  test.each([
    ['fewer times than samples', { stts: table('stts', [[2, 1]]) }],
    ['fewer chunks than samples', { stco: table('stco', [[100]]) }],
    ['chunks of no kind', { stsc: table('stsc', []) }],
    ['chunks of another kind', { stsc: table('stsc', [[1, 2, 1], [2, 2, 2]]) }],
    ['fewer sizes than it says', { stsz: fullBox('stsz', 0, 0, u32(0, 9, 1, 1, 1, 1, 1)) }],
  ])('are nothing where a header tells of %s', async (_, changed) => {
    const samples = Array.from({ length: 5 }, () => ({ duration: 1, shift: 0, key: true, bytes: 4 }))
    await expect(read(trackOf(samples, { perChunk: [2], apart: 1 }, changed).header)).rejects.toThrow(RangeError)
  })
})
