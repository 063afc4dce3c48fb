/**
 * Somebody is being erased: the channels they own go, with their followers' follows and their teams; so do their own
 * follows, their places in other teams, what they offered there, invitations to their address, and all their pictures. Goes by what is left,
 * so it may be repeated.
 */
import { picturesOf, removePicture } from '../platform/pictures.ts'
import type { Channels } from './wiring.ts'

/** Enough for anybody: nobody may belong to more than 40. */
const allTeams = 1000

export interface EraseEffects extends Channels { addressOf(userId: string): Promise<string | null>; /** An object of a picture. */ remove(key: string): Promise<unknown> }

export async function eraseChannels({ channels, follows, team, invitations, addressOf, remove }: EraseEffects, userId: string): Promise<void> {
  const forgetTeam = async (channelId: string) => {
    for (const member of await team.ofChannel(channelId)) await team.forget(channelId, member.userId)
    for (const { id } of await invitations.ofChannel(channelId)) await invitations.forget(channelId, id)
  }
  for (const house of await channels.ownedBy(userId)) {
    await channels.forgetFollowers(house.id)
    await forgetTeam(house.id)
    for (const picture of await picturesOf(`CHANNEL#${house.id}`)) await removePicture(picture, remove)
    await channels.remove(house)
    // Nobody joins a channel that is gone; somebody may have joined in the last moment of this one.
    await forgetTeam(house.id)
  }
  for (const channelId of await team.channelIdsOf(userId, allTeams)) {
    for (const { id } of (await invitations.ofChannel(channelId)).filter(({ invitedBy }) => invitedBy === userId)) await invitations.forget(channelId, id)
    await team.forget(channelId, userId)
  }
  const address = await addressOf(userId)
  for (const { channelId, id } of address === null ? [] : await invitations.ofAddress(address)) await invitations.forget(channelId, id)
  for (const channelId of await follows.idsFollowedBy(userId)) await follows.unfollow(channelId, userId)
  for (const picture of await picturesOf(`USER#${userId}`)) await removePicture(picture, remove)
  await channels.forgetTally(userId)
}
