/** How another site embeds a film: a frame of the size it asked for, 16:9. */
import { escaped } from './escaped.ts'
import type { Shown } from './may-show.ts'

const usual = 1280

/** The id in the address of a film's page or of its embed, on this house; null for any other address. */
export function filmIn(address: string, origin: string): string | null {
  const url = URL.parse(address)
  if (!url || url.host !== new URL(origin).host || !/^https?:$/.test(url.protocol)) return null
  return /^\/(?:watch|embed)\/(vid_[0-9a-zA-Z]{20,40})\/?$/.exec(url.pathname)?.[1] ?? null
}

export function oembedOf(film: Shown, origin: string, { maxwidth = usual, maxheight = usual }: { maxwidth?: number; maxheight?: number }) {
  const width = Math.floor(Math.min(maxwidth, (maxheight * 16) / 9))
  const height = Math.floor((width * 9) / 16)
  return {
    version: '1.0' as const, type: 'video' as const, provider_name: 'Playhouse', provider_url: origin,
    title: film.title, author_name: film.channel.name, author_url: `${origin}/@${film.channel.handle}`,
    html: `<iframe src="${origin}/embed/${film.id}" title="${escaped(film.title)}" width="${width}" height="${height}" style="border:0" allow="autoplay; fullscreen; picture-in-picture" allowfullscreen loading="lazy"></iframe>`,
    width, height,
  }
}
