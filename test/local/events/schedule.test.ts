import { describe, expect, test } from 'vitest'
import { parseSchedule } from '../../../local/events/schedule.ts'

const next = (expression: string, after: string) => parseSchedule(expression)(new Date(after))?.toISOString()

describe('a schedule', () => {
  test.each([
    ['rate(1 minute)', '2026-11-20T10:00:30Z', '2026-11-20T10:01:30.000Z'],
    ['rate(2 hours)', '2026-11-20T10:00:00Z', '2026-11-20T12:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-20T10:14:59Z', '2026-11-20T10:15:00.000Z'],
    ['cron(30 3 * * ? *)', '2026-11-20T03:30:00Z', '2026-11-21T03:30:00.000Z'],
    ['cron(0 9 ? * MON-FRI *)', '2026-11-20T09:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['cron(0 0 1 JAN,JUL ? *)', '2026-11-20T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['cron(0 12 29 2 ? *)', '2026-11-20T00:00:00Z', '2028-02-29T12:00:00.000Z'],
    ['at(2026-12-24T18:00:00)', '2026-11-20T00:00:00Z', '2026-12-24T18:00:00.000Z'],
  ])('%s after %s is due at %s', (expression, after, due) => {
    expect(next(expression, after)).toBe(due)
  })

  test('that lies in the past is never due again', () => {
    expect(next('at(2020-01-01T00:00:00)', '2026-11-20T00:00:00Z')).toBeUndefined()
    expect(next('cron(0 0 1 1 ? 2020)', '2026-11-20T00:00:00Z')).toBeUndefined()
  })

  test.each(['rate(0 minutes)', 'rate(5 seconds)', 'cron(0 9 * * *)', 'cron(61 * * * ? *)', 'cron(0 0 L * ? *)', 'at(tomorrow)', 'daily'])('%s is refused', expression => {
    expect(() => parseSchedule(expression)).toThrow(expression)
  })
})
