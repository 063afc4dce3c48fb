/** Writes a channel's present name into all its films. May be repeated, and cut off anywhere. */
import type { ChannelSummary } from '../../channels/contract.ts'
import type { VideoStore } from '../video-store.ts'

export async function renameChannel(channel: ChannelSummary, store: VideoStore): Promise<void> {
  let after: Record<string, unknown> | undefined
  do {
    const page = await store.ofChannel(channel.id, { limit: 100, after }, { listedOnly: false })
    for (const { id } of page.items)
      await store.change(id, film => (film.channel.name === channel.name && film.channel.handle === channel.handle ? film : { ...film, channel }))
    after = page.next ?? undefined
  } while (after)
}
