import { expect, test } from 'vitest'
import { secondsLeft } from '../../../../web/src/features/videos/time-left.ts'

const at = (percent: number, seconds: number) => ({ percent, atMs: seconds * 1000 })

test('time left follows from the pace that was seen', () => {
  expect(secondsLeft(at(0, 0), at(25, 10))).toBe(30)
  expect(secondsLeft(at(40, 100), at(70, 130))).toBe(30)
})
test('nothing is said before enough has been seen to say it', () => {
  expect(secondsLeft(at(0, 0), at(3, 60))).toBeNull()
  expect(secondsLeft(at(50, 0), at(50, 0))).toBeNull()
  expect(secondsLeft(at(0, 0), at(100, 10))).toBeNull()
})
