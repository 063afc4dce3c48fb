import { expect, test } from 'vitest'
import { bytes, clock, dayOf, percent, roughly, shortNumber, when } from '../../web/src/format.ts'

/** The words are the browser's; these are English ones. */
const english = new Intl.NumberFormat().resolvedOptions().locale.startsWith('en')
const now = new Date('2026-11-20T10:00:00Z')

test.each([[0, '0:00'], [24, '0:24'], [2530, '42:10'], [4960, '1:22:40'], [59.6, '1:00']])('%s seconds on a clock are %s', (seconds, shown) => expect(clock(seconds)).toBe(shown))

test.runIf(english)('times are relative for a week, then dates', () => {
  expect(when('2026-11-20T09:57:30Z', now)).toMatch(/2 minutes ago/)
  expect(when('2026-11-19T09:00:00Z', now)).toMatch(/yesterday/)
  expect(when('2026-11-14T10:00:01Z', now)).toMatch(/5 days ago/)
  expect(when('2026-11-01T10:00:00Z', now)).not.toMatch(/ago|2026/)
  expect(when('2025-11-01T10:00:00Z', now)).toMatch(/2025/)
})

test.runIf(english)('numbers, sizes and shares are short', () => {
  expect(shortNumber(12_431)).toBe('12.4K')
  expect(bytes(4_200_000_000)).toBe('4.2 GB')
  expect(bytes(0)).toMatch(/^0 byte/)
  expect(percent(99.9)).toBe('99%')
  expect(roughly(50)).toMatch(/^50 sec/)
  expect(roughly(3000)).toMatch(/^50 min/)
})

test.runIf(english)('days are today and yesterday, then dates', () => {
  const noon = new Date(2026, 10, 20, 12)
  expect(dayOf(new Date(2026, 10, 20, 0, 1).toISOString(), noon)).toBe('today')
  expect(dayOf(new Date(2026, 10, 19, 23, 59).toISOString(), noon)).toBe('yesterday')
  expect(dayOf(new Date(2026, 10, 18).toISOString(), noon)).toMatch(/18/)
})
