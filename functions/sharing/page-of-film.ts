/** The web app's page with a film's words in its head, so that a link to it has a preview wherever it is shared. */
import { escaped } from './escaped.ts'
import { firstOfFilm, withFirst } from './first-picture.ts'
import { canonical, intoHead, meta, notForSearch, shortened, titled } from './head.ts'
import type { Shown } from './may-show.ts'

/** `origin`: `https://…`, without a slash at its end. */
export interface PageQuestion { readonly shell: string; readonly film: Shown | null; readonly origin: string }

const width = 1280
const height = 720

export function pageOfFilm({ shell, film, origin }: PageQuestion): string {
  if (!film) return intoHead(shell, [notForSearch])
  const url = `${origin}/watch/${film.id}`
  const embed = `${origin}/embed/${film.id}`
  const description = shortened(film.description) || `A film by ${film.channel.name}.`
  const image = film.poster && origin + film.poster
  const head = [
    canonical(url),
    `<link rel="alternate" type="application/json+oembed" href="${escaped(`${origin}/api/oembed?url=${encodeURIComponent(url)}`)}" title="${escaped(film.title)}">`,
    !film.listed && notForSearch,
    meta('property', 'og:site_name', 'Playhouse'),
    meta('property', 'og:type', 'video.other'),
    meta('property', 'og:url', url),
    meta('property', 'og:title', film.title),
    meta('property', 'og:description', description),
    image && meta('property', 'og:image', image),
    film.durationSeconds !== null && meta('property', 'video:duration', String(Math.round(film.durationSeconds))),
    meta('property', 'og:video', embed),
    meta('property', 'og:video:type', 'text/html'),
    meta('property', 'og:video:width', String(width)),
    meta('property', 'og:video:height', String(height)),
    meta('name', 'twitter:card', 'player'),
    meta('name', 'twitter:player', embed),
    meta('name', 'twitter:player:width', String(width)),
    meta('name', 'twitter:player:height', String(height)),
  ]
  return withFirst(intoHead(titled(shell, film.title, description), head), firstOfFilm(film.poster))
}
