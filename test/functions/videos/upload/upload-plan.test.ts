import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sizeOfPart, uploadPlan } from '../../../../functions/videos/upload/upload-plan.ts'

const sizes = fc.bigInt({ min: 1n, max: 5n * 1024n ** 4n }).map(Number)

test('the parts of a file are its bytes, each once, within S3\'s limits', () => {
  fc.assert(fc.property(sizes, size => {
    const { partSize, partCount } = uploadPlan(size)
    expect(partCount).toBeLessThanOrEqual(10_000)
    expect(partSize).toBeGreaterThanOrEqual(5 * 1024 ** 2)
    expect(partSize).toBeLessThanOrEqual(5 * 1024 ** 3)
    const last = sizeOfPart(partCount, size)!
    expect(last).toBeGreaterThan(0)
    expect(last).toBeLessThanOrEqual(partSize)
    expect(partSize * (partCount - 1) + last).toBe(size)
  }))
})
test('there is no part zero, and none after the last', () => {
  fc.assert(fc.property(sizes, size => {
    const { partCount } = uploadPlan(size)
    expect([sizeOfPart(0, size), sizeOfPart(partCount + 1, size), sizeOfPart(1.5, size)]).toEqual([null, null, null])
  }))
})
