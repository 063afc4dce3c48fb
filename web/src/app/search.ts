/** What may stand in an address, read with care: anything else is as if it were not there. */

export const oneOf = <const T extends string>(allowed: readonly T[], value: unknown): T | undefined => allowed.find(one => one === value)
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
/** Seconds into a film. */
export function time(value: unknown): number | undefined {
  const seconds = Number(value)
  return value !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
/** A switch: on, or not said. */
export const yes = (value: unknown): true | undefined => (value === true || value === 1 || value === '1' || value === 'true' ? true : undefined)
/** A path of our own, never another site's: `//elsewhere` and `/\elsewhere` would leave. */
export const wayBack = (value: unknown): string | undefined => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined)
