import fc from 'fast-check'
import { expect, test } from 'vitest'
import { purpose } from '../../../functions/pictures/contract.ts'
import { longestSide, mostPixels, outcome, rules, sizeFault } from '../../../functions/pictures/purposes.ts'

const side = fc.integer({ min: 1, max: 20_000 })

test('what is taken is never larger than what can be decoded, nor too small for its purpose', () => {
  fc.assert(fc.property(side, side, fc.constantFrom(...purpose.options), (width, height, wanted) => {
    const fault = sizeFault({ width, height }, wanted)
    const { least } = rules[wanted]
    const tooLarge = width * height > mostPixels || Math.max(width, height) > longestSide
    const tooSmall = !(width >= least.width && height >= least.height) && !(height >= least.width && width >= least.height)
    expect(fault?.fault ?? null).toBe(tooLarge ? 'too_large' : tooSmall ? 'too_small' : null)
    if (fault) expect(fault.sentence).toContain(`${width} × ${height}`)
  }))
})

test('a picture comes out in its purpose\'s shape, never enlarged', () => {
  fc.assert(fc.property(side, side, fc.constantFrom(...purpose.options), (width, height, wanted) => {
    const { how, boxes } = rules[wanted]
    for (const box of boxes) {
      const size = outcome({ width, height }, box, how)
      expect(size.width).toBeLessThanOrEqual(Math.max(1, Math.min(width, box.width)))
      expect(size.height).toBeLessThanOrEqual(Math.max(1, Math.min(height, box.height)))
      const shape = how === 'cut' ? box : { width, height }
      if (Math.min(size.width, size.height) >= 100) expect(size.width / size.height).toBeCloseTo(shape.width / shape.height, how === 'cut' ? 0 : 1)
    }
  }))
})

test('a square face, a wide banner, a thumbnail as it is', () => {
  expect(outcome({ width: 4000, height: 3000 }, { width: 320, height: 320 }, 'cut')).toEqual({ width: 320, height: 320 })
  expect(outcome({ width: 200, height: 100 }, { width: 320, height: 320 }, 'cut')).toEqual({ width: 100, height: 100 })
  expect(outcome({ width: 1920, height: 1080 }, { width: 1280, height: 1280 }, 'fit')).toEqual({ width: 1280, height: 720 })
  expect(outcome({ width: 600, height: 800 }, { width: 1280, height: 1280 }, 'fit')).toEqual({ width: 600, height: 800 })
})
