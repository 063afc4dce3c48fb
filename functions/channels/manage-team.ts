/** Who belongs to a channel's team, and who decides about it. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import { newId } from '../platform/ids.ts'
import { platformErrors } from '../platform/errors.ts'
import { PrincipalEntity } from '../platform/principal.ts'
import { readTogether } from '../platform/read-together.ts'
import { membershipIn } from '../platform/team.ts'
import { mayManage, type Deed } from '../platform/who-may-manage-a-channel.ts'
import type { ChannelRole, TeamMember } from './contract.ts'
import { errors } from './errors.ts'
import type { House } from './house.ts'
import { isOpen, type OpenInvitation } from './invitation.ts'
import type { Member } from './team-store.ts'
import type { Channels } from './wiring.ts'

export type TeamEffects = Pick<Channels, 'channels' | 'team' | 'invitations'>

/** The channel, for somebody who may do this to it. A stranger is told apart from an editor: who edits knows the channel. */
export async function houseFor({ channels }: Pick<Channels, 'channels'>, channelId: string, callerId: string, deed: Deed): Promise<House> {
  const house = await channels.find(channelId)
  if (!house) throw errors.channel_not_found()
  const membership = await membershipIn({ channelId, ownerId: house.ownerId }, callerId)
  if (mayManage(house, membership, callerId, deed)) return house
  throw mayManage(house, membership, callerId, 'films') ? errors.owners_only() : errors.not_yours()
}

/** Names as they are now; whoever is being erased has none any more, and is not shown. */
export async function namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await readTogether([...new Set(userIds)].map(id => PrincipalEntity.build(BatchGetRequest).key({ id })))
  return new Map(people.flatMap(person => (person ? [[person.id, person.displayName]] : [])))
}

export async function listTeam(effects: TeamEffects, channelId: string, callerId: string, now: Date): Promise<{ items: TeamMember[]; invitations: ReturnType<typeof invitationView>[] }> {
  const house = await houseFor(effects, channelId, callerId, 'films')
  const members = await effects.team.ofChannel(channelId)
  const isOwner = callerId === house.ownerId || members.some(({ userId, role }) => userId === callerId && role === 'owner')
  const invitations = isOwner ? (await effects.invitations.ofChannel(channelId)).filter(invitation => isOpen(invitation, now)) : []
  const names = await namesOf([house.ownerId, ...members.map(({ userId }) => userId), ...invitations.map(({ invitedBy }) => invitedBy)])
  const people = [holderOf(house), ...members.toSorted((a, b) => a.joinedAt.localeCompare(b.joinedAt))]
  return {
    items: people.flatMap(person => (names.has(person.userId) ? [memberView(person, house, names)] : [])),
    invitations: invitations.toSorted((a, b) => b.invitedAt.localeCompare(a.invitedAt)).map(invitation => invitationView(invitation, names)),
  }
}

export async function changeRole(effects: TeamEffects, { channelId, userId, role, callerId, now }: { channelId: string; userId: string; role: ChannelRole; callerId: string; now: Date }): Promise<TeamMember> {
  const house = await houseFor(effects, channelId, callerId, 'team')
  const member = await memberOf(effects, house, userId)
  if (!member) throw errors.member_not_found()
  const changed = member.role === role ? member : await effects.team.changeRole(member, role, { actorId: callerId, channel: house }, now)
  return memberView(changed, house, await namesOf([userId]))
}

/** Out at once: every request asks the team anew, and what they are watching as one of the team ends (functions/playback). */
export async function removeMember(effects: TeamEffects, { channelId, userId, callerId, now }: { channelId: string; userId: string; callerId: string; now: Date }): Promise<void> {
  const house = await houseFor(effects, channelId, callerId, userId === callerId ? 'films' : 'team')
  const member = await memberOf(effects, house, userId)
  if (!member) return
  await effects.team.remove(member, { actorId: callerId, channel: house }, now)
  // What they offered to others goes with them; until it has, accepting finds that they may not invite any more.
  for (const invitation of (await effects.invitations.ofChannel(channelId)).filter(({ invitedBy }) => invitedBy === userId)) await effects.invitations.forget(channelId, invitation.id)
}

export async function handOver(effects: TeamEffects, { channelId, userId, callerId, ifMatch, now }: { channelId: string; userId: string; callerId: string; ifMatch: number | null; now: Date }): Promise<House> {
  const house = await houseFor(effects, channelId, callerId, 'holding')
  if (ifMatch !== null && ifMatch !== house.version) throw platformErrors.version_changed()
  if (userId === callerId) return house
  const to = await memberOf(effects, house, userId)
  if (!to) throw errors.member_not_found()
  if (to.role !== 'owner') throw errors.not_an_owner()
  return effects.team.handOver(house, to, newId('mem', { now }), now)
}

async function memberOf({ team }: TeamEffects, house: House, userId: string): Promise<Member | null> {
  if (userId === house.ownerId) throw errors.holder_stays()
  return (await team.ofChannel(house.id)).find(member => member.userId === userId) ?? null
}

const holderOf = ({ ownerId, createdAt }: House) => ({ userId: ownerId, role: 'owner' as const, joinedAt: createdAt })

const memberView = ({ userId, role, joinedAt }: Pick<Member, 'userId' | 'role' | 'joinedAt'>, house: House, names: ReadonlyMap<string, string>): TeamMember =>
  ({ userId, displayName: names.get(userId) ?? '', role, holds: userId === house.ownerId, joinedAt })

export const invitationView = ({ id, email, role, invitedBy, invitedAt, expiresAt }: OpenInvitation, names: ReadonlyMap<string, string>) =>
  ({ id, email, role, invitedBy: names.get(invitedBy) ?? '', invitedAt, expiresAt })
