import fc from 'fast-check'
import { expect, test } from 'vitest'
import { across, down, mostTilesOf, placeOnSheet, sheetsFor, storyboardVtt, tileEverySeconds } from '../../../../functions/videos/storyboard/storyboard-plan.ts'

const seconds = fc.double({ min: 0.04, max: 12 * 3600, noNaN: true })
const tile = { width: 160, height: 90 }

test('a minute is shown second by second, an hour every ten seconds, twelve hours without more than 600 pictures', () => {
  expect([60, 150, 400, 3600, 12 * 3600].map(tileEverySeconds)).toEqual([1, 2, 5, 10, 72])
  fc.assert(fc.property(seconds, duration => {
    expect(mostTilesOf(duration)).toBeGreaterThanOrEqual(1)
    expect(mostTilesOf(duration)).toBeLessThanOrEqual(600)
    expect(Number.isInteger(tileEverySeconds(duration))).toBe(true)
  }))
})

test('every picture has a place of its own on a sheet that is large enough', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), tiles => {
    const sheets = sheetsFor(tiles, tile)
    expect(sheets.reduce((sum, sheet) => sum + sheet.tiles, 0)).toBe(tiles)
    for (const sheet of sheets) {
      const places = Array.from({ length: sheet.tiles }, (_, index) => placeOnSheet(index, tile))
      expect(new Set(places.map(({ left, top }) => `${left},${top}`)).size).toBe(sheet.tiles)
      for (const { left, top } of places) {
        expect(left + tile.width).toBeLessThanOrEqual(sheet.width)
        expect(top + tile.height).toBeLessThanOrEqual(sheet.height)
      }
    }
  }))
  expect(across * down).toBe(100)
})

test('the cues follow one another without a gap, to the end of the film', () => {
  fc.assert(fc.property(seconds, duration => {
    const cues = [...storyboardVtt(mostTilesOf(duration), tile, tileEverySeconds(duration), duration).matchAll(/^(\d+):(\d\d):(\d\d\.\d{3}) --> (\d+):(\d\d):(\d\d\.\d{3})$/gm)]
      .map(([, ...parts]) => [0, 3].map(from => Number(parts[from]) * 3600 + Number(parts[from + 1]) * 60 + Number(parts[from + 2])))
    expect(cues[0]![0]).toBe(0)
    expect(cues.at(-1)![1]).toBeCloseTo(duration, 2)
    for (const [index, [begin, end]] of cues.entries()) {
      expect(end).toBeGreaterThan(begin!)
      if (index > 0) expect(begin).toBe(cues[index - 1]![1])
    }
  }))
})

test('a cue names its sheet and the part of it', () => {
  expect(storyboardVtt(101, tile, 10, 1005).split('\n\n').at(-1)).toBe('00:16:40.000 --> 00:16:45.000\nstoryboard-1.jpg#xywh=0,0,160,90\n')
  expect(storyboardVtt(12, tile, 1, 11.5).split('\n\n').at(-1)).toBe('00:00:11.000 --> 00:00:11.500\nstoryboard-0.jpg#xywh=160,90,160,90\n')
})
