/** How a source is read: its bytes by blocks, its header, what its H.264 stream says of itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { avcFacts, beginsAnew } from '../../../../functions/videos/instant/avc.ts'
import { editsHonoured } from '../../../../functions/videos/instant/edits-honoured.ts'
import { readMovieHeader } from '../../../../functions/videos/instant/movie-header.ts'
import { bytesAt, sourceBlocks } from '../../../../functions/videos/instant/source-blocks.ts'
import { box, fullBox, letters, u16, u32 } from '../../../../functions/videos/instant/iso-box.ts'
import { fetchFrom } from './fetch-from.ts'

describe('blocks of a source', () => {
  test('answer any ranges exactly, asked for one after another or at once, and never keep more than they may', async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251))
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(999), fc.nat(999)), { maxLength: 40 }), fc.integer({ min: 7, max: 300 }), fc.boolean(), fc.infiniteStream(fc.nat(3)), async (ranges, blockBytes, atOnce, turns) => {
      const rooms = new Set<ArrayBufferLike>()
      const source = sourceBlocks(bytes.length, async (start, into) => {
        expect(into.length).toBeLessThanOrEqual(blockBytes)
        rooms.add(into.buffer)
        for (let turn = turns.next().value; turn > 0; turn--) await Promise.resolve()
        await fetchFrom(bytes)(start, into)
      }, { blockBytes, ahead: 2, keep: 5 })
      const read = async ([a, b]: readonly [number, number]) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b) + 1]
        expect((await bytesAt(source, start, end)).equals(bytes.subarray(start, end))).toBe(true)
      }
      if (atOnce) await Promise.all(ranges.map(read))
      else for (const range of ranges) await read(range)
      // Each of those at once may have one in hand and two ahead.
      expect(rooms.size).toBeLessThanOrEqual(atOnce ? 5 + 3 * ranges.length : 5)
    }))
  })
  test('fetch each block once when a file is read from its beginning to its end', async () => {
    const fetched: number[] = []
    const source = sourceBlocks(1000, async start => void fetched.push(start), { blockBytes: 100, ahead: 2, keep: 4 })
    for (let at = 0; at < 1000; at += 10) await bytesAt(source, at, at + 10)
    expect(fetched).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900])
  })
  test('try a block again whose fetching failed, and remember until then that it did', async () => {
    let tries = 0
    const source = sourceBlocks(100, async () => {
      if (++tries === 1) throw new Error('503')
    })
    await expect(bytesAt(source, 0, 10)).rejects.toThrow('503')
    expect(source.trouble()?.message).toBe('503')
    // What could be read after all is no excuse for a file that is damaged.
    expect((await bytesAt(source, 0, 10)).length).toBe(10)
    expect(source.trouble()).toBeNull()
  })
  test('what was only fetched ahead and is never read is no trouble', async () => {
    const source = sourceBlocks(40, async start => {
      if (start >= 20) throw new Error('503')
    }, { blockBytes: 10 })
    await bytesAt(source, 0, 10)
    await bytesAt(source, 10, 20)
    await Promise.resolve()
    expect(source.trouble()).toBeNull()
    await expect(bytesAt(source, 20, 30)).rejects.toThrow('503')
    expect(source.trouble()?.message).toBe('503')
  })
  test('end where the source ends: what lies behind is no trouble of ours', async () => {
    const source = sourceBlocks(40, fetchFrom(Buffer.alloc(40)))
    await expect(bytesAt(source, 35, 41)).rejects.toThrow(RangeError)
    expect(source.trouble()).toBeNull()
  })
})

describe('the header of a movie', () => {
  const movie = (edits: Buffer) => box('moov',
    fullBox('mvhd', 0, 0, u32(0, 0, 600, 6000)),
    box('trak', fullBox('tkhd', 0, 3, u32(0, 0, 7, 0, 6000)), box('edts', edits),
      box('mdia', fullBox('mdhd', 0, 0, u32(0, 0, 90_000, 900_000), u16(0, 0)), fullBox('hdlr', 0, 0, u32(0), letters('vide'), u32(0, 0, 0)))))
  const source = (bytes: Uint8Array) => sourceBlocks(bytes.length, fetchFrom(bytes))
  test('tells each track\'s time and edits, wherever in the file it stands', async () => {
    const header = await readMovieHeader(source(Buffer.concat([box('ftyp', letters('qt  ')), box('mdat', Buffer.alloc(5000)), movie(fullBox('elst', 0, 0, u32(2, 300, 0xffffffff, 0x10000, 5700, 1800, 0x10000)))])))
    expect(header).toMatchObject({ fragmented: false, tracks: [{ id: 7, handler: 'vide', timescale: 90_000, durationSeconds: 10, edits: [{ seconds: 0.5, mediaTime: -1, rate: 1 }, { seconds: 9.5, mediaTime: 1800, rate: 1 }] }] })
  })
  test('of nonsense is nothing, and never an error', async () => {
    const good = Buffer.concat([box('ftyp', letters('isom')), movie(fullBox('elst', 0, 0, u32(1, 6000, 0, 0x10000)))])
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 }), async (noise, damages) => {
      await readMovieHeader(source(noise))
      await readMovieHeader(source(box('moov', noise)))
      const damaged = Buffer.from(good)
      for (const [at, value] of damages) damaged[at] = value
      await readMovieHeader(source(damaged))
    }))
  })
})

describe('an edit list', () => {
  const track = { timescale: 1000, durationSeconds: 10 }
  const pause = { seconds: 0.2, mediaTime: -1, rate: 1 }
  const whole = { seconds: 9.95, mediaTime: 20, rate: 1 }
  test.each([
    ['none at all', [], true],
    ['one stretch to the end', [whole], true],
    ['a pause, then one stretch', [pause, whole], true],
    ['one that lasts as long as there is', [{ ...whole, seconds: 0 }], true],
    ['an end that is cut off', [{ ...whole, seconds: 7 }], false],
    ['two stretches', [whole, whole], false],
    ['a pause in the middle', [whole, pause], false],
    ['half speed', [{ ...whole, rate: 0.5 }], false],
    ['nothing but a pause', [pause], false],
  ] as const)('of %s', (_, edits, honoured) => expect(editsHonoured({ ...track, edits })).toBe(honoured))
})

describe('an H.264 stream', () => {
  /** High profile, 4:2:0, 640x360, as x264 writes it. */
  const parameters = Buffer.from('6764001eacd940a02ff9610000030001000003003c0f162d96', 'hex')
  const record = (unit: Buffer) => Buffer.concat([Buffer.from([1, unit[1]!, unit[2]!, unit[3]!, 0xff, 0xe1]), u16(unit.length), unit, Buffer.from([1, 0, 0])])
  test('says its profile, and that its pictures are whole', () => {
    expect(avcFacts(record(parameters))).toEqual({ profile: 100, lengthBytes: 4, interlaced: false, plainColour: true })
  })
  test('of nonsense is nothing, and never takes long', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), noise => {
      avcFacts(noise)
      avcFacts(record(Buffer.concat([parameters.subarray(0, 4), noise])))
      beginsAnew(noise, 4)
    }))
  })
  test('begins anew with an instantaneous refresh, whatever stands before it, and with nothing else', () => {
    const unit = (kind: number, length: number) => Buffer.concat([u32(length), Buffer.from([kind]), Buffer.alloc(length - 1)])
    expect(beginsAnew(Buffer.concat([unit(9, 2), unit(6, 20), unit(0x65, 100)]), 4)).toBe(true)
    expect(beginsAnew(Buffer.concat([unit(6, 20), unit(0x41, 100), unit(0x65, 100)]), 4)).toBe(false)
    expect(beginsAnew(unit(6, 20), 4)).toBe(false)
  })
})
