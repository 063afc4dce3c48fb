/** Where each viewer is in each film, in the hot table: one item per profile and film, one write per heartbeat. */
import { Entity } from 'dynamodb-toolbox/entity'
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get'
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update'
import { boolean } from 'dynamodb-toolbox/schema/boolean'
import { item } from 'dynamodb-toolbox/schema/item'
import { number } from 'dynamodb-toolbox/schema/number'
import { string } from 'dynamodb-toolbox/schema/string'
import { expiryAfter, hotTable } from '../platform/tables.ts'

/** Positions are kept for half a year after the last heartbeat; those of people signed out, for a day. */
const keptForSeconds = { signedIn: 180 * 24 * 3600, signedOut: 24 * 3600 }

const WatchEntity = new Entity({
  name: 'Watch',
  table: hotTable,
  timestamps: false,
  schema: item({
    viewerId: string().key(), profile: string().key(), videoId: string().key(),
    position: number(), duration: number(), playing: boolean(), heartbeatAt: string(), expiresAt: number(),
  }),
  computeKey: ({ viewerId, profile, videoId }: { viewerId: string; profile: string; videoId: string }) => ({ pk: `VIEWER#${viewerId}#${profile}`, sk: `WATCH#${videoId}` }),
})

export interface Whereabouts { readonly viewerId: string; readonly profile: string; readonly videoId: string; /** Seconds. */ readonly position: number; readonly duration: number; readonly playing: boolean }

export const watchStore = {
  async note({ viewerId, profile, videoId, ...where }: Whereabouts, signedIn: boolean, now: Date): Promise<void> {
    const expiresAt = expiryAfter(now, signedIn ? keptForSeconds.signedIn : keptForSeconds.signedOut)
    await WatchEntity.build(UpdateItemCommand).item({ viewerId, profile, videoId, ...where, heartbeatAt: now.toISOString(), expiresAt }).send()
  },
  async find(viewerId: string, profile: string, videoId: string, now: Date): Promise<Pick<Whereabouts, 'position' | 'duration'> | null> {
    const { Item } = await WatchEntity.build(GetItemCommand).key({ viewerId, profile, videoId }).send()
    // Time to live deletes late.
    return Item && Item.expiresAt * 1000 > now.getTime() ? Item : null
  },
}
export type WatchStore = typeof watchStore
