/** Time zones by their names in the tz database, as the browser knows them. */

/** "Europe/Oslo (GMT+1)"; a film's present zone is always among them. */
export function zones(present: string, now = new Date()): { value: string; label: string }[] {
  return [...new Set([present, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort().map(value => ({ value, label: `${value.replaceAll('_', ' ')}${offsetOf(value, now)}` }))
}

function offsetOf(zone: string, now: Date): string {
  try {
    const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value
    return offset ? ` (${offset})` : ''
  } catch {
    // A zone that this browser does not know may still be known to the house.
    return ''
  }
}

/** As a field for date and time writes it: 2026-12-24T18:00, by this device's clock. */
export function localTime(at: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}
