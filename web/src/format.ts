/** How numbers, times and sizes are shown: in English as the viewer has it, and in their zone, by Intl alone. */

/**
 * Our sentences are English, and so are the times and sizes in them: as the reader's own English has it, else as English
 * is written where they are (day before month, 24 hours). Languages come in the reader's order; a browser may name some
 * that Intl refuses (`en-US@posix`). Pure.
 */
export function englishOf(languages: readonly string[]): string {
  const known = languages.filter(tag => isKnown(tag))
  const english = known.find(tag => /^en\b/i.test(tag))
  if (english !== undefined || known[0] === undefined) return english ?? 'en'
  return `en-${new Intl.Locale(known[0]).maximize().region ?? '001'}`
}
/** Whether Intl takes it. */
function isKnown(tag: string, timeZone?: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat(tag, { timeZone }))
  } catch {
    return false
  }
}

export const locale = englishOf(navigator.languages)
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
const exactNumber = new Intl.NumberFormat(locale)
const wholePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const dayAndYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const exactTime = { dateStyle: 'long', timeStyle: 'short' } as const
const here = new Intl.DateTimeFormat(locale, exactTime)

/** 12,431 → 12.4K */
export const shortNumber = (value: number): string => compact.format(value)
/** 12431 → 12,431 */
export const fullNumber = (value: number): string => exactNumber.format(value)
/** 0–100 → 43 % */
export const percent = (value: number): string => wholePercent.format(Math.floor(value) / 100)
export const exactly = (instant: string): string => here.format(new Date(instant))
/** By the clocks of a zone, which is named beside it: "24 December 2026 at 18:00 (Europe/Oslo)". The house may know zones that this browser does not. */
export function exactlyIn(zone: string, instant: string): string {
  const there = isKnown(locale, zone) ? zone : 'UTC'
  return `${new Intl.DateTimeFormat(locale, { ...exactTime, timeZone: there }).format(new Date(instant))} (${there.replaceAll('_', ' ')})`
}

const steps: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [['day', 86_400], ['hour', 3600], ['minute', 60]]
/** Relative up to a week, then the date; the year only where it is another one. */
export function when(instant: string, now = new Date()): string {
  const then = new Date(instant)
  const seconds = (then.getTime() - now.getTime()) / 1000
  if (Math.abs(seconds) >= 7 * 86_400) return (then.getFullYear() === now.getFullYear() ? day : dayAndYear).format(then)
  for (const [unit, length] of steps) if (Math.abs(seconds) >= length) return ago.format(Math.trunc(seconds / length), unit)
  return ago.format(0, 'minute')
}

/** The day in words: today, yesterday, then the date. */
export function dayOf(instant: string, now = new Date()): string {
  const midnight = (of: Date) => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime()
  const then = new Date(instant)
  const days = Math.round((midnight(then) - midnight(now)) / 86_400_000)
  if (days > -2) return ago.format(Math.min(0, days), 'day')
  return (then.getFullYear() === now.getFullYear() ? day : dayAndYear).format(then)
}

/** Seconds as a clock: 42:10, 1:22:40. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const pad = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`
}

/** Seconds as they are said, roughly: "2 min", "1 hr". */
export function roughly(seconds: number): string {
  const unit = (value: number, of: string) => new Intl.NumberFormat(locale, { style: 'unit', unit: of, unitDisplay: 'short', maximumFractionDigits: 0 }).format(value)
  if (seconds < 60) return unit(Math.max(1, Math.ceil(seconds)), 'second')
  return seconds < 5400 ? unit(Math.round(seconds / 60), 'minute') : unit(Math.round(seconds / 3600), 'hour')
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
/** Bytes with the unit that fits: 4.2 GB. */
export function bytes(value: number): string {
  const power = value < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(value) / 3))
  return new Intl.NumberFormat(locale, { style: 'unit', unit: sizes[power]!, unitDisplay: power === 0 ? 'long' : 'short', maximumFractionDigits: power < 2 ? 0 : 1 }).format(value / 1000 ** power)
}
