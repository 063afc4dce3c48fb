/** A channel as it is kept, and as others see it. */
import type { Channel, ChannelRole, ChannelSummary } from './contract.ts'

export interface House {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly description: string
  readonly ownerId: string
  readonly followers: number
  /** Counts changes of what its owner may change; followers come and go without it. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}
export type Named = Pick<House, 'handle' | 'name' | 'description'>

export const maxChannelsPerPerson = 20

/** `role`: what whoever looks is in its team; null for everybody else. */
export const channelSeen = ({ updatedAt: _, ...house }: House, role: ChannelRole | null, following: boolean): Channel => ({ ...house, following, mine: role !== null, role })

export const summaryOf = ({ id, handle, name }: ChannelSummary): ChannelSummary => ({ id, handle, name })
