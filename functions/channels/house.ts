/** A channel as it is kept, and as others see it. */
import { sizesOf } from '../platform/pictures.ts'
import type { Channel, ChannelRole, ChannelSummary } from './contract.ts'

export interface House {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly description: string
  readonly ownerId: string
  readonly followers: number
  /** Ids of pictures; absent or null for none. */
  readonly face?: string | null
  readonly banner?: string | null
  /** Counts changes of what its owner may change; followers come and go without it. */
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}
export type Named = Pick<House, 'handle' | 'name' | 'description'>

export const maxChannelsPerPerson = 20

/** `role`: what whoever looks is in its team; null for everybody else. */
export const channelSeen = ({ updatedAt: _, face, banner, ...house }: House, role: ChannelRole | null, following: boolean): Channel => ({ ...house, face: sizesOf(face), banner: sizesOf(banner), following, mine: role !== null, role })

export const summaryOf = ({ id, handle, name, face }: Pick<House, 'id' | 'handle' | 'name' | 'face'>): ChannelSummary => ({ id, handle, name, face: sizesOf(face) })
