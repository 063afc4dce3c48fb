import { isDomainError, platformErrors } from '../platform/errors.ts'
import { membershipIn } from '../platform/team.ts'
import { mayManage } from '../platform/who-may-manage-a-channel.ts'
import { errors } from './errors.ts'
import type { House, Named } from './house.ts'
import { isReserved } from './reserved-handles.ts'
import type { Channels } from './wiring.ts'

export interface ChannelChange { readonly id: string; readonly callerId: string; readonly named: Named; readonly ifMatch: number | null; readonly now: Date }

/** Replaces name, handle and description. Without If-Match the last writer wins; with it, only on the version they read. */
export async function changeChannel({ channels }: Pick<Channels, 'channels'>, { id, callerId, named, ifMatch, now }: ChannelChange, tries = 4): Promise<House> {
  const house = await channels.find(id)
  if (!house) throw errors.channel_not_found()
  const member = await membershipIn({ channelId: id, ownerId: house.ownerId }, callerId)
  if (!mayManage(house, member, callerId, 'words')) throw errors.not_yours()
  if (named.handle !== house.handle && !mayManage(house, member, callerId, 'handle')) throw errors.owners_only()
  if (ifMatch !== null && ifMatch !== house.version) throw platformErrors.version_changed()
  // A handle that is theirs already stays theirs, also when it was reserved later.
  if (named.handle !== house.handle && isReserved(named.handle)) throw errors.handle_reserved()
  try {
    return await channels.rename(house, named, now)
  } catch (problem) {
    if (ifMatch !== null || tries <= 1 || !isDomainError(problem, 'version_changed')) throw problem
    return changeChannel({ channels }, { id, callerId, named, ifMatch, now }, tries - 1)
  }
}
