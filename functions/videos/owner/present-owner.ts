/** Whom a channel belongs to at this moment, and where they stand. Asked anew wherever a film must be right in the end, whatever news came late, twice or never. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { StandingReference } from '../../platform/principal.ts'
import { readTogether } from '../../platform/read-together.ts'
import { ChannelReference } from '../../platform/shared-keys.ts'
import type { Belonging } from '../film.ts'

/** Two small consistent reads; null when the channel or its holder is gone, which their erasure sees to. */
export async function presentOwner(channelId: string): Promise<Belonging | null> {
  const [channel] = await readTogether([ChannelReference.build(BatchGetRequest).key({ id: channelId })], { consistent: true })
  if (!channel) return null
  const [owner] = await readTogether([StandingReference.build(BatchGetRequest).key({ id: channel.ownerId })], { consistent: true })
  return owner ? { channel: { id: channel.id, handle: channel.handle, name: channel.name, face: channel.face ?? null }, ownerId: channel.ownerId, status: owner.status, version: owner.version } : null
}
