/** Somebody opens the link from their mail: looks, says yes, or says no. The link alone says which invitation it is. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { equalInConstantTime } from '../platform/constant-time.ts'
import { newId } from '../platform/ids.ts'
import { PrincipalEntity, type Person } from '../platform/principal.ts'
import { readTogether } from '../platform/read-together.ts'
import { memberRequest } from '../platform/team.ts'
import { mayManage } from '../platform/who-may-manage-a-channel.ts'
import type { InvitationSeen } from './contract.ts'
import { errors } from './errors.ts'
import { summaryOf, type House } from './house.ts'
import { isOpen, mostPeople, mostTeams, readToken, type OpenInvitation } from './invitation.ts'
import type { TeamEffects } from './manage-team.ts'
import { noteOf } from './team-store.ts'

interface Opened { readonly invitation: OpenInvitation; readonly house: House; readonly inviter: string }

/** Whatever is wrong with a link, the answer is one: so links cannot be tried out. */
async function open({ invitations, channels }: TeamEffects, token: string, now: Date): Promise<Opened> {
  const { channelId, id, hash } = readToken(token)
  const invitation = await invitations.find(channelId, id)
  const fits = invitation?.tokenHashes.some(known => equalInConstantTime(known, hash)) ?? false
  if (!invitation || !fits || !isOpen(invitation, now)) throw errors.invitation_not_found()
  const { invitedBy } = invitation
  const [house, membership, inviter] = await readTogether([channels.request(channelId), memberRequest(channelId, invitedBy), PrincipalEntity.build(BatchGetRequest).key({ id: invitedBy })], { consistent: true })
  // Somebody who may not invite any more, or may not be here, has not invited anybody.
  if (!house || inviter?.status !== 'active' || !mayManage(house, membership, invitedBy, 'team')) throw errors.invitation_not_found()
  return { invitation, house, inviter: inviter.displayName }
}

export async function readInvitation(effects: TeamEffects, token: string, now: Date): Promise<InvitationSeen> {
  const { invitation: { role, expiresAt }, house, inviter } = await open(effects, token, now)
  return { channel: summaryOf(house), role, invitedBy: inviter, expiresAt }
}

export async function acceptInvitation(effects: TeamEffects, token: string, { id: userId }: Person, now: Date): Promise<{ house: House; role: OpenInvitation['role'] }> {
  const { invitation, house } = await open(effects, token, now)
  const { channelId, role } = invitation
  const [members, teams] = await Promise.all([effects.team.ofChannel(channelId), effects.team.channelIdsOf(userId, mostTeams)])
  if (house.ownerId === userId || members.some(member => member.userId === userId)) throw errors.already_in_team()
  if (1 + members.length >= mostPeople) throw errors.team_full({ detail: 'The team is full: 50 people belong to it. Ask whoever invited you.' })
  if (teams.length >= mostTeams) throw errors.too_many_teams()
  await effects.invitations.accept(invitation, { id: newId('mem', { now }), channelId, userId, role, version: 1, joinedAt: now.toISOString() }, now)
  return { house, role }
}

/** By whoever holds the link, signed in or not: nobody in particular stands in the trail. */
export async function declineInvitation(effects: TeamEffects, token: string, now: Date): Promise<void> {
  const { invitation, house } = await open(effects, token, now)
  await effects.invitations.end(invitation, noteOf('channel.invitation_declined', { actorId: 'house', channel: house }, { invitation: invitation.id, role: invitation.role }, {}), now)
}
