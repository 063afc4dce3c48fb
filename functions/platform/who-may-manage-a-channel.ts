/**
 * The one rule about teams: may this person do this to this channel, or to a film of it? Pure; every domain that asks
 * uses it (channels, videos, playback), with what team.ts has read. Whether the person may be here at all (suspended,
 * erased, signed out everywhere) was settled before, by their principal.
 */
export const channelRoles = ['owner', 'editor'] as const
export type ChannelRole = (typeof channelRoles)[number]

/**
 * `films`: upload, edit, publish, replace, delete, and see whatever is not public yet · `words`: the channel's name and
 * description · `handle`: its address · `team`: who else may · `holding`: hand the channel over.
 */
export type Deed = 'films' | 'words' | 'handle' | 'team' | 'holding'

/** Whom the channel belongs to, and is accountable for it: shown, hidden and erased with them. */
export interface Held { readonly ownerId: string }
/** That a person belongs to a channel's team. */
export interface Membership { readonly userId: string; readonly role: ChannelRole }

const deeds: Readonly<Record<ChannelRole, readonly Deed[]>> = { owner: ['films', 'words', 'handle', 'team'], editor: ['films', 'words'] }

/** What somebody is in a channel; null for a stranger. Whose channel it is needs no membership. */
export function roleIn({ ownerId }: Held, membership: Membership | null | undefined, personId: string | null): ChannelRole | null {
  if (personId === null) return null
  if (personId === ownerId) return 'owner'
  return membership?.userId === personId ? membership.role : null
}

/** Anything that no line allows is refused. */
export function mayManage(channel: Held, membership: Membership | null | undefined, personId: string | null, deed: Deed): boolean {
  const role = roleIn(channel, membership, personId)
  if (role === null) return false
  return deed === 'holding' ? personId === channel.ownerId : deeds[role].includes(deed)
}
