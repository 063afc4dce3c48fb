import type { Viewer } from '../platform/api.ts'
import { memberRequest } from '../platform/team.ts'
import { roleIn } from '../platform/who-may-manage-a-channel.ts'
import type { Channel } from './contract.ts'
import { errors } from './errors.ts'
import { channelSeen } from './house.ts'
import type { Channels } from './wiring.ts'

/** A channel as this viewer sees it: one read by id, one more by handle. */
export async function findChannel({ channels, follows }: Pick<Channels, 'channels' | 'follows'>, viewer: Viewer, idOrHandle: string): Promise<Channel> {
  // No handle can begin like an id: reserved-handles.ts keeps those.
  const id = idOrHandle.startsWith('chn_') ? idOrHandle : await channels.idByHandle(idOrHandle)
  if (id === null) throw errors.channel_not_found()
  const { house, following, member } = await readAll(id, viewer.userId)
  if (!house) throw errors.channel_not_found()
  return channelSeen(house, roleIn(house, member, viewer.userId), following)

  async function readAll(id: string, userId: string | null) {
    if (userId === null) {
      const { items: [house] } = await viewer.readWith(channels.request(id))
      return { house, following: false, member: null }
    }
    const { items: [house, follow, member] } = await viewer.readWith(channels.request(id), follows.request(id, userId), memberRequest(id, userId))
    return { house, following: follow !== undefined, member }
  }
}
