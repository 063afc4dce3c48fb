import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstRung, rungsForSource } from '../../../../functions/videos/pipeline/rungs-for-source.ts'

const names = (width: number, height: number) => rungsForSource({ width, height }).map(rung => rung.name)
const pictures = fc.record({ width: fc.integer({ min: 16, max: 8192 }), height: fc.integer({ min: 16, max: 8192 }) })

test('a 1080p film gets the whole ladder', () => {
  expect(names(1920, 1080)).toEqual(['1080p', '720p', '540p', '360p', '240p', '144p'])
})
test('a 4K film gets no more than 1080p', () => {
  expect(names(3840, 2160)[0]).toBe('1080p')
})
test('a phone held upright keeps its shape', () => {
  expect(rungsForSource({ width: 1080, height: 1920 })[0]).toMatchObject({ name: '1080p', width: 1080, height: 1920 })
})
test('a film between two steps keeps its own size on top', () => {
  expect(names(1600, 900)).toEqual(['900p', '720p', '540p', '360p', '240p', '144p'])
})
test('a film just above a step gains no rung of its own', () => {
  expect(names(1312, 738)).toEqual(['720p', '540p', '360p', '240p', '144p'])
})
test('a film smaller than every step has one rung, its own', () => {
  expect(names(160, 120)).toEqual(['120p'])
  expect(firstRung(rungsForSource({ width: 160, height: 120 }))).toBeNull()
})
test('360p plays first, or the nearest below', () => {
  expect(firstRung(rungsForSource({ width: 1920, height: 1080 }))?.name).toBe('360p')
  expect(firstRung(rungsForSource({ width: 426, height: 240 }))?.name).toBe('240p')
})
test('nothing is upscaled, every side is even, the best comes first, the shape is kept', () => {
  fc.assert(fc.property(pictures, ({ width, height }) => {
    const rungs = rungsForSource({ width, height })
    expect(rungs.length).toBeGreaterThan(0)
    for (const rung of rungs) {
      expect(rung.width).toBeLessThanOrEqual(width)
      expect(rung.height).toBeLessThanOrEqual(height)
      expect(rung.width % 2 + rung.height % 2).toBe(0)
      // An even side may be off by two pixels from the exact shape.
      expect(Math.abs(rung.width / rung.height - width / height)).toBeLessThanOrEqual(width / height * (2.5 / Math.min(rung.width, rung.height)))
    }
    const shorts = rungs.map(rung => Math.min(rung.width, rung.height))
    expect(shorts).toEqual([...new Set(shorts)].sort((a, b) => b - a))
    expect(Math.max(...shorts)).toBeLessThanOrEqual(1080)
    expect(rungs.map(rung => rung.maxBitrate)).toEqual(rungs.map(rung => rung.maxBitrate).sort((a, b) => b - a))
  }))
})
test('the first rung is one of the ladder', () => {
  fc.assert(fc.property(pictures, source => {
    const rungs = rungsForSource(source)
    const first = firstRung(rungs)
    expect(rungs.length > 1 ? rungs.includes(first!) : first === null).toBe(true)
  }))
})
