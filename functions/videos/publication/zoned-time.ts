/** Which instant a wall clock in a named zone means. Pure; the zones' rules come with the runtime (Intl). */

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Whether this names a zone, like Europe/Oslo. An offset is none: it does not know about summer. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    clockOf(zone)
    return true
  } catch {
    return false
  }
}

/**
 * `local` is `2026-12-24T18:00` or with seconds; null when no calendar has such a time. A time that a clock shows
 * twice (autumn) is its first; one that no clock shows (spring) is as much later as the clocks were moved.
 */
export function instantIn(zone: string, local: string): Date | null {
  const wall = Date.parse(`${local}${local.length === 16 ? ':00' : ''}.000Z`)
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(local)) return null
  const day = 86_400_000
  const before = offsetAt(zone, wall - day)
  const shown = [before, offsetAt(zone, wall + day)].map(offset => wall - offset).filter(instant => instant + offsetAt(zone, instant) === wall)
  return new Date(shown.length > 0 ? Math.min(...shown) : wall - before)
}

/** What clocks in a zone show at an instant, to the second: `2026-12-24T18:00:00`. */
export const wallClock = (zone: string, instant: number): string => new Date(instant + offsetAt(zone, instant)).toISOString().slice(0, 19)

/** Milliseconds by which clocks there are ahead of UTC. */
function offsetAt(zone: string, instant: number): number {
  const parts = Object.fromEntries(clockOf(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)])) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - Math.floor(instant / 1000) * 1000
}

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    clocks.set(zone, clock)
  }
  return clock
}
