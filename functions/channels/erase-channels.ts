/** Somebody is being erased: the channels they own go, with their followers' follows, and so do their own follows. Goes by what is left, so it may be repeated. */
import type { Channels } from './wiring.ts'

export async function eraseChannels({ channels, follows }: Pick<Channels, 'channels' | 'follows'>, userId: string): Promise<void> {
  for (const house of await channels.ownedBy(userId)) {
    await channels.forgetFollowers(house.id)
    await channels.remove(house)
  }
  for (const channelId of await follows.idsFollowedBy(userId)) await follows.unfollow(channelId, userId)
  await channels.forgetTally(userId)
}
