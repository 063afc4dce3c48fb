import type { Video } from '../../../../functions/videos/contract.ts'

const wall = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

/** A scheduled time as its owner chose it, by the wall clock of a named zone: "24 Dec 2029, 18:00 Oslo". */
export function wallTime({ local, zone }: Pick<NonNullable<Video['publication']>, 'local' | 'zone'>): string {
  const city = zone?.split('/').at(-1)?.replaceAll('_', ' ') ?? ''
  return local ? `${wall.format(new Date(`${local}Z`))} ${city}` : city
}
