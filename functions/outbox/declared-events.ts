/** Which changes become events: the contracts say so. */
import { authContract } from '../auth/contract.ts'
import { channelsContract } from '../channels/contract.ts'
import type { ContractShape, EventShape } from '../platform/contract.ts'
import { playbackContract } from '../playback/contract.ts'
import { usersContract } from '../users/contract.ts'
import { videosContract } from '../videos/contract.ts'

export interface DeclaredEvent extends EventShape {
  /** `playhouse.<domain>` */
  readonly source: string
  /** As on the bus, e.g. `channel.changed`. */
  readonly detailType: string
}

export const eventsIn = (contracts: readonly ContractShape[]): DeclaredEvent[] =>
  contracts.flatMap(({ domain, events = {} }) => Object.entries(events).map(([detailType, event]) => ({ ...event, source: `playhouse.${domain}`, detailType })))

export const declaredEvents = eventsIn([authContract, channelsContract, usersContract, videosContract, playbackContract])
