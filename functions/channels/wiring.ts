/** The real effects of this domain, built once per function. */
import { channelStore, type ChannelStore } from './channel-store.ts'
import { followStore, type FollowStore } from './follow-store.ts'

export interface Channels {
  readonly channels: ChannelStore
  readonly follows: FollowStore
}

export const wire = (): Channels => ({ channels: channelStore(), follows: followStore() })
