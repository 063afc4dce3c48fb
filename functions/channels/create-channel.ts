import { newId } from '../platform/ids.ts'
import { errors } from './errors.ts'
import type { House, Named } from './house.ts'
import { isReserved } from './reserved-handles.ts'
import type { Channels } from './wiring.ts'

/** Opens a channel for a person. */
export async function createChannel({ channels }: Pick<Channels, 'channels'>, ownerId: string, named: Named, now: Date): Promise<House> {
  if (isReserved(named.handle)) throw errors.handle_reserved()
  const at = now.toISOString()
  const house: House = { ...named, id: newId('chn', { now }), ownerId, followers: 0, version: 1, createdAt: at, updatedAt: at }
  await channels.create(house)
  return house
}
