import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostFramesPerSecond, steadyRate } from '../../../../functions/videos/pipeline/frame-rate.ts'

test.each([[null, null], [24, null], [29.97, null], [60, null], [60.2, null], [120, 60], [240, 60], [144, 48], [119.88, 60_000 / 1001], [100, 50], [90, 45]])('of %s pictures a second, %s are kept', (measured, kept) => {
  const rate = steadyRate(measured)
  expect(rate && rate.num / rate.den).toBe(kept)
})
test('however many there are, what is kept is one in so many, and no more than a screen shows', () => {
  fc.assert(fc.property(fc.double({ min: 61, max: 10_000, noNaN: true }), measured => {
    const { num, den } = steadyRate(measured)!
    expect(Number.isInteger(num) && Number.isInteger(den)).toBe(true)
    expect(num / den).toBeLessThanOrEqual(mostFramesPerSecond)
    expect(num / den).toBeGreaterThan(mostFramesPerSecond / 2 - 1)
    const step = measured / (num / den)
    expect(Math.abs(step - Math.round(step)) / step).toBeLessThan(0.02)
  }))
})
