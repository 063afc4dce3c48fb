import { onlyAttempt, type Attempt } from '../platform/attempt.ts'
import { errors } from './errors.ts'
import type { House, Named } from './house.ts'
import { isReserved } from './reserved-handles.ts'
import type { Channels } from './wiring.ts'

/** Opens a channel for a person. */
export async function createChannel({ channels }: Pick<Channels, 'channels'>, ownerId: string, named: Named, now: Date, attempt: Attempt = onlyAttempt(now)): Promise<House> {
  if (isReserved(named.handle)) throw errors.handle_reserved()
  const written = attempt.isRepeated ? await channels.find(attempt.id('chn')) : null
  if (written) return written
  const at = now.toISOString()
  const house: House = { ...named, id: attempt.id('chn'), ownerId, followers: 0, version: 1, createdAt: at, updatedAt: at }
  await channels.create(house)
  return house
}
