/** The web app's page with a channel's words and picture in its head. */
import { sizesOf } from '../platform/pictures.ts'
import { canonical, intoHead, meta, notForSearch, shortened, titled } from './head.ts'

/** A channel, which everybody may see. `face` and `banner` are ids of pictures. */
export interface ChannelShown { readonly handle: string; readonly name: string; readonly description: string; readonly face?: string | null; readonly banner?: string | null }

export function pageOfChannel({ shell, channel, origin }: { shell: string; channel: ChannelShown | null; origin: string }): string {
  if (!channel) return intoHead(shell, [notForSearch])
  const { handle, name } = channel
  const url = `${origin}/@${handle}`
  const description = shortened(channel.description) || `Films by ${name}.`
  const [banner, face] = [sizesOf(channel.banner), sizesOf(channel.face)]
  const image = (banner ?? face)?.large
  return intoHead(titled(shell, name, description), [
    canonical(url),
    meta('property', 'og:site_name', 'Playhouse'),
    meta('property', 'og:type', 'profile'),
    meta('property', 'og:url', url),
    meta('property', 'og:title', name),
    meta('property', 'og:description', description),
    image ? meta('property', 'og:image', origin + image) : null,
    // A face is square: the small card shows it whole.
    meta('name', 'twitter:card', banner ? 'summary_large_image' : 'summary'),
  ])
}
