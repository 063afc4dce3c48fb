/** Reads what somebody is in a channel. Consistently: whoever was taken out of a team is out with their next request. */
import { BatchGetRequest } from 'dynamodb-toolbox/entity/actions/batchGet'
import type { Person } from './principal.ts'
import { readTogether } from './read-together.ts'
import { MemberReference } from './shared-keys.ts'
import { mayManage, type Membership } from './who-may-manage-a-channel.ts'

/** A film, or a channel under the name of `channelId`. */
export interface OfChannel { readonly channelId: string; readonly ownerId: string }
/** `id` is that of the membership. */
export interface TeamMember extends Membership { readonly id: string }

/** For one batch read together with other things. */
export const memberRequest = (channelId: string, userId: string) => MemberReference.build(BatchGetRequest).key({ channelId, userId })

/** The membership of somebody whose channel it is not; whoever holds the channel, and a stranger, cost no read. */
export async function membershipIn({ channelId, ownerId }: OfChannel, personId: string | null): Promise<TeamMember | null> {
  if (personId === null || personId === ownerId) return null
  const [member] = await readTogether([memberRequest(channelId, personId)], { consistent: true })
  return member ?? null
}

/**
 * Somebody who may see what is not public of a channel. `right` is what a path token that they are given names as its
 * session: the edge is told it when they leave the team. Each membership has its own, so that coming back is a new one.
 */
export interface Insider { readonly personId: string; readonly right: string }

/** The right of whose channel it is. */
export const holdersRight = (channelId: string, ownerId: string): string => `${channelId}.${ownerId}`

/** The insider that a person is, once the membership was read; null for everybody else. */
export function insiderOf(of: OfChannel, membership: TeamMember | null | undefined, personId: string | null): Insider | null {
  if (personId === null || !mayManage(of, membership, personId, 'films')) return null
  return { personId, right: personId === of.ownerId ? holdersRight(of.channelId, personId) : membership!.id }
}
export const insiderIn = async (of: OfChannel, personId: string | null): Promise<Insider | null> => insiderOf(of, await membershipIn(of, personId), personId)
/** The same for somebody whose account was read: most people never join a team, and cost no read. */
export const insiderFor = async (of: OfChannel, person: Pick<Person, 'id' | 'mayBeInTeam'> | null): Promise<Insider | null> =>
  (person && (person.mayBeInTeam || person.id === of.ownerId) ? insiderIn(of, person.id) : null)
