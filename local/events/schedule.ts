/** When a schedule expression is due: `rate(5 minutes)`, `cron(0 3 * * ? *)`, `at(2026-11-20T10:00:00)`. Pure; UTC. */

/** The first instant after this one at which it is due; undefined if there is none any more. */
export type Schedule = (after: Date) => Date | undefined

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const LATEST_YEAR = 2199
// A date that comes once in eight years (29 February around 2100) is still found.
const DAYS_LOOKED_AHEAD = 9 * 366

/** Throws a sentence for an expression that it does not understand. */
export function parseSchedule(expression: string): Schedule {
  const [, kind, body] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? []
  if (kind === 'rate') return rate(expression, body!)
  if (kind === 'cron') return cron(expression, body!)
  const instant = kind === 'at' ? new Date(`${body}Z`) : new Date(Number.NaN)
  if (Number.isNaN(instant.getTime())) throw new Error(`"${expression}" is no schedule that the local cloud understands.`)
  return after => (after < instant ? instant : undefined)
}

function rate(expression: string, body: string): Schedule {
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(body.trim()) ?? []
  if (count === undefined || Number(count) < 1) throw new Error(`"${expression}" is no rate: it takes a number and minutes, hours or days.`)
  return after => new Date(after.getTime() + Number(count) * UNIT_MS[unit!]!)
}

function cron(expression: string, body: string): Schedule {
  const fields = body.trim().split(/\s+/)
  if (fields.length !== 6) throw new Error(`"${expression}" needs six fields: minutes, hours, day of month, month, day of week, year.`)
  const read = (index: number, least: number, most: number, names: readonly string[] = []): Set<number> => {
    try {
      return valuesOf(fields[index]!, least, most, names)
    } catch (error) {
      throw new Error(`"${expression}" is no schedule that the local cloud understands: ${(error as Error).message}`, { cause: error })
    }
  }
  const [minutes, hours] = [read(0, 0, 59), read(1, 0, 23)]
  const [days, months, weekdays, years] = [read(2, 1, 31), read(3, 1, 12, MONTHS), read(4, 1, 7, WEEKDAYS), read(5, 1970, LATEST_YEAR)]
  const fitsDay = (day: Date): boolean =>
    years.has(day.getUTCFullYear()) && months.has(day.getUTCMonth() + 1) && days.has(day.getUTCDate()) && weekdays.has(day.getUTCDay() + 1)

  return after => {
    const day = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate()))
    for (let ahead = 0; ahead < DAYS_LOOKED_AHEAD; ahead++, day.setUTCDate(day.getUTCDate() + 1)) {
      if (!fitsDay(day)) continue
      for (const hour of hours) {
        for (const minute of minutes) {
          const due = new Date(day.getTime() + (hour * 60 + minute) * 60_000)
          if (due > after) return due
        }
      }
    }
    return undefined
  }
}

/** `1,15`, `MON-FRI`, `0/10`, `*`, `?` → the values, ascending. */
function valuesOf(field: string, least: number, most: number, names: readonly string[]): Set<number> {
  const number = (text: string): number => {
    const named = names.indexOf(text.toUpperCase())
    const value = named >= 0 ? named + least : Number(text)
    if (!Number.isInteger(value) || value < least || value > most) throw new Error(`"${text}" does not lie between ${least} and ${most}.`)
    return value
  }
  const values = new Set<number>()
  for (const part of field.split(',')) {
    const [range, step] = part.split('/')
    const [from, to] = range === '*' || range === '?' ? [least, most] : range!.split('-').map(number)
    const last = to ?? (step === undefined ? from! : most)
    for (let value = from!; value <= last; value += step === undefined ? 1 : Math.max(1, Number(step))) values.add(value)
  }
  return new Set([...values].sort((a, b) => a - b))
}
