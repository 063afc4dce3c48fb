/** The real effects of this domain, built once per function. */
import { channelStore, type ChannelStore } from './channel-store.ts'
import { followStore, type FollowStore } from './follow-store.ts'
import { invitationStore, type InvitationStore } from './invitation-store.ts'
import { teamStore, type TeamStore } from './team-store.ts'

export interface Channels {
  readonly channels: ChannelStore
  readonly follows: FollowStore
  readonly team: TeamStore
  readonly invitations: InvitationStore
}

export const wire = (): Channels => ({ channels: channelStore(), follows: followStore(), team: teamStore(), invitations: invitationStore() })
