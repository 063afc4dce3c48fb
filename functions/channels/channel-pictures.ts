/** A channel's face and banner: pictures that were made before (functions/pictures), taken or given back. */
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate'
import { platformErrors } from '../platform/errors.ts'
import { swapPicture } from '../platform/pictures.ts'
import { membershipIn } from '../platform/team.ts'
import { mayManage } from '../platform/who-may-manage-a-channel.ts'
import { ChannelEntity } from './channel-entities.ts'
import type { ChannelStore } from './channel-store.ts'
import { errors } from './errors.ts'
import type { House } from './house.ts'

export interface PictureChange {
  readonly id: string
  readonly callerId: string
  /** Null for none. */
  readonly picture: string | null
  readonly now: Date
}

/** Which picture a channel shows where, by the name of its field. */
type Place = 'face' | 'banner'

/** The picture is used, the one before it dropped and the channel changed in one write. Whoever meets another change repeats theirs. */
export async function putChannelPicture(channels: Pick<ChannelStore, 'find'>, place: Place, change: PictureChange, tries = 4): Promise<House> {
  const { id, callerId, picture, now } = change
  const house = await channels.find(id)
  if (!house) throw errors.channel_not_found()
  if (!mayManage(house, await membershipIn({ channelId: id, ownerId: house.ownerId }, callerId), callerId, 'words')) throw errors.not_yours()
  const before = house[place] ?? null
  if (before === picture) return house
  const changed = { [place]: picture, version: house.version + 1, updatedAt: now.toISOString() }
  const outcome = await swapPicture(
    ChannelEntity.build(UpdateTransaction).item({ id, ...changed }).options({ condition: { attr: 'version', eq: house.version } }),
    { from: before, to: picture, by: callerId, holder: `CHANNEL#${id}`, purpose: place }, now,
  )
  switch (outcome) {
    case 'swapped': return { ...house, ...changed }
    case 'no such picture': throw errors.picture_not_found()
    case 'changed meanwhile':
      if (tries <= 1) throw platformErrors.try_again()
      return putChannelPicture(channels, place, change, tries - 1)
  }
}
