/** A channel has another name, handle or holder: all its films carry it. May be repeated, and cut off anywhere. */
import { belonging, type Belonging } from '../film.ts'
import type { VideoStore } from '../video-store.ts'

export async function followChannel(channelId: string, { store, ownerOf, now }: { store: VideoStore; ownerOf(channelId: string): Promise<Belonging | null>; now(): Date }): Promise<void> {
  const present = await ownerOf(channelId)
  if (!present) return
  for (const id of await store.idsOfChannel(channelId)) await store.change(id, film => belonging(film, present, now()))
}
