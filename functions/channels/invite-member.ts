/** Owners invite an address into their team. Whether anybody has an account with it is never looked up, so no answer can tell. */
import { noteOf } from './team-store.ts'
import type { ChannelRole } from './contract.ts'
import { errors } from './errors.ts'
import { invitationIdFor, isOpen, mostPeople, openForSeconds, type OpenInvitation } from './invitation.ts'
import { houseFor, type TeamEffects } from './manage-team.ts'

export interface InviteRequest { readonly channelId: string; readonly callerId: string; readonly email: string; readonly role: ChannelRole; readonly site: string; readonly now: Date }

/** The mail follows from the item: the outbox tells of it, and on-invited.ts writes it. */
export async function inviteMember(effects: TeamEffects, { channelId, callerId, email, role, site, now }: InviteRequest): Promise<OpenInvitation> {
  const house = await houseFor(effects, channelId, callerId, 'team')
  const [members, invitations] = await Promise.all([effects.team.ofChannel(channelId), effects.invitations.ofChannel(channelId)])
  const id = invitationIdFor(channelId, email)
  const others = invitations.filter(invitation => invitation.id !== id)
  for (const { id: expired } of others.filter(invitation => !isOpen(invitation, now))) await effects.invitations.forget(channelId, expired)
  // Two that are sent in the same instant may make it one too many: nothing hangs on the exact number.
  if (1 + members.length + others.filter(invitation => isOpen(invitation, now)).length >= mostPeople) throw errors.team_full()
  await effects.invitations.spend(callerId, now)
  const former = invitations.find(invitation => invitation.id === id) ?? null
  const invitation: OpenInvitation = {
    id, channelId, email, role, invitedBy: callerId, site, invitedAt: now.toISOString(), expiresAt: new Date(now.getTime() + openForSeconds * 1000).toISOString(),
    version: (former?.version ?? 0) + 1, tokenHashes: [],
  }
  await effects.invitations.invite(invitation, former, { actorId: callerId, channel: house }, now)
  return invitation
}

export async function withdrawInvitation(effects: TeamEffects, { channelId, invitationId, callerId, now }: { channelId: string; invitationId: string; callerId: string; now: Date }): Promise<void> {
  const house = await houseFor(effects, channelId, callerId, 'team')
  const invitation = await effects.invitations.find(channelId, invitationId)
  if (invitation) await effects.invitations.end(invitation, noteOf('channel.invitation_withdrawn', { actorId: callerId, channel: house }, { invitation: invitationId, role: invitation.role }, {}), now)
}
