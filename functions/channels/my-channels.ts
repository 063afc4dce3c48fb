/** The channels somebody may publish to. */
import { readTogether } from '../platform/read-together.ts'
import { memberRequest } from '../platform/team.ts'
import type { Channel } from './contract.ts'
import { channelSeen } from './house.ts'
import { mostTeams } from './invitation.ts'
import type { Channels } from './wiring.ts'

/** Their own first, then those whose team they belong to, as of this moment: the index only says where to look. */
export async function myChannels({ channels, follows, team }: Pick<Channels, 'channels' | 'follows' | 'team'>, userId: string): Promise<Channel[]> {
  const [owned, ids] = await Promise.all([channels.ownedBy(userId), team.channelIdsOf(userId, mostTeams)])
  const found = await readTogether([...ids.map(id => channels.request(id)), ...ids.map(id => memberRequest(id, userId))], { consistent: true })
  const edited = ids.flatMap((_, at) => {
    const [house, member] = [found[at], found[ids.length + at]] as [Awaited<ReturnType<typeof channels.find>> | undefined, { role: 'owner' | 'editor' } | undefined]
    return house && member && house.ownerId !== userId ? [{ house, role: member.role }] : []
  })
  const all = [...owned.filter(({ ownerId }) => ownerId === userId).map(house => ({ house, role: 'owner' as const })), ...edited]
  const followed = await readTogether(all.map(({ house }) => follows.request(house.id, userId)))
  return all.map(({ house, role }, at) => channelSeen(house, role, followed[at] !== undefined))
}
