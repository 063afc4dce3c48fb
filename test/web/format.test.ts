import { expect, test } from 'vitest'
import { bytes, clock, dayOf, englishOf, exactlyIn, percent, roughly, shortNumber, when } from '../../web/src/format.ts'

const now = new Date('2026-11-20T10:00:00Z')

test.each([[0, '0:00'], [24, '0:24'], [2530, '42:10'], [4960, '1:22:40'], [59.6, '1:00']])('%s seconds on a clock are %s', (seconds, shown) => expect(clock(seconds)).toBe(shown))

test('times are relative for a week, then dates', () => {
  expect(when('2026-11-20T09:57:30Z', now)).toMatch(/2 minutes ago/)
  expect(when('2026-11-19T09:00:00Z', now)).toMatch(/yesterday/)
  expect(when('2026-11-14T10:00:01Z', now)).toMatch(/5 days ago/)
  expect(when('2026-11-01T10:00:00Z', now)).not.toMatch(/ago|2026/)
  expect(when('2025-11-01T10:00:00Z', now)).toMatch(/2025/)
})

test('numbers, sizes and shares are short', () => {
  expect(shortNumber(12_431)).toBe('12.4K')
  expect(bytes(4_200_000_000)).toBe('4.2 GB')
  expect(bytes(0)).toMatch(/^0 byte/)
  expect(percent(99.9)).toBe('99%')
  expect(roughly(50)).toMatch(/^50 sec/)
  expect(roughly(3000)).toMatch(/^50 min/)
})

test('days are today and yesterday, then dates', () => {
  const noon = new Date(2026, 10, 20, 12)
  expect(dayOf(new Date(2026, 10, 20, 0, 1).toISOString(), noon)).toBe('today')
  expect(dayOf(new Date(2026, 10, 19, 23, 59).toISOString(), noon)).toBe('yesterday')
  expect(dayOf(new Date(2026, 10, 18).toISOString(), noon)).toMatch(/18/)
})

test.each([
  ['somebody who reads German and English', ['de-DE', 'de', 'en-GB', 'en-US'], 'en-GB'],
  ['somebody who reads German alone', ['de'], 'en-DE'],
  ['somebody whose browser names what Intl refuses', ['en-US@posix'], 'en'],
  ['… beside what it knows', ['en-US@posix', 'en-IE'], 'en-IE'],
  ['a browser that says nothing', [], 'en'],
])('%s is told times in English of their own', (_, languages, shown) => {
  expect(englishOf(languages)).toBe(shown)
  expect(new Intl.RelativeTimeFormat(englishOf(languages)).format(-3, 'day')).toBe('3 days ago')
})

test('a scheduled time is told by the clocks of its zone, which is named', () => {
  expect(exactlyIn('Europe/Oslo', '2026-12-24T17:00:00Z')).toMatch(/24.*(18:00|6:00\sPM).*\(Europe\/Oslo\)$/)
  expect(exactlyIn('America/New_York', '2026-12-24T17:00:00Z')).toMatch(/12:00.*\(America\/New York\)$/)
  // A zone that this browser does not know is still a time.
  expect(exactlyIn('Moon/Copernicus', '2026-12-24T17:00:00Z')).toMatch(/\(UTC\)$/)
})
