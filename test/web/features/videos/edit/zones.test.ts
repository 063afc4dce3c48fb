import { expect, test } from 'vitest'
import { localTime, zones } from '../../../../../web/src/features/videos/edit/zones.ts'

const winter = new Date('2026-12-24T12:00:00Z')

test('zones are offered by name with their present offset, each once', () => {
  const all = zones('Europe/Oslo', winter)
  expect(all).toContainEqual({ value: 'Europe/Oslo', label: 'Europe/Oslo (GMT+1)' })
  expect(new Set(all.map(({ value }) => value)).size).toBe(all.length)
})
test('a film\'s own zone is offered even where the browser does not know it', () => {
  expect(zones('Moon/Tycho', winter)).toContainEqual({ value: 'Moon/Tycho', label: 'Moon/Tycho' })
})
test('a time is written as its field wants it', () => {
  expect(localTime(new Date(2026, 0, 5, 8, 3))).toBe('2026-01-05T08:03')
})
