/** The web app's page with a film's words in its head, so that a link to it has a preview wherever it is shared. */
import { escaped } from './escaped.ts'
import { firstOfFilm, firstOfRows, withFirst } from './first-picture.ts'
import type { Shown } from './may-show.ts'

/** `origin`: `https://…`, without a slash at its end. */
export interface PageQuestion { readonly shell: string; readonly film: Shown | null; readonly origin: string }

const width = 1280
const height = 720
/** As much as previews show. */
const longest = 200

export function pageOfFilm({ shell, film, origin }: PageQuestion): string {
  if (!film) return intoHead(shell, [meta('name', 'robots', 'noindex')])
  const url = `${origin}/watch/${film.id}`
  const embed = `${origin}/embed/${film.id}`
  const description = shortened(film.description) || `A film by ${film.channel.name}.`
  const image = film.poster && origin + film.poster
  const head = [
    `<link rel="canonical" href="${escaped(url)}">`,
    `<link rel="alternate" type="application/json+oembed" href="${escaped(`${origin}/api/oembed?url=${encodeURIComponent(url)}`)}" title="${escaped(film.title)}">`,
    !film.listed && meta('name', 'robots', 'noindex'),
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
  const titled = shell
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(`${film.title} · Playhouse`)}</title>`)
    .replace(/<meta name="description"[^>]*>/, () => meta('name', 'description', description))
  return withFirst(intoHead(titled, head), firstOfFilm(film.poster))
}

/** The front page, with the posters that a stranger's first screen shows. */
export const frontPage = ({ shell, posters, origin }: { shell: string; posters: readonly string[]; origin: string }): string =>
  withFirst(intoHead(shell, [`<link rel="canonical" href="${escaped(`${origin}/`)}">`, meta('property', 'og:site_name', 'Playhouse'), meta('property', 'og:type', 'website'), meta('property', 'og:title', 'Playhouse'), meta('property', 'og:url', `${origin}/`)]), firstOfRows(posters))

const meta = (kind: 'name' | 'property', name: string, content: string) => `<meta ${kind}="${name}" content="${escaped(content)}">`
/** A function, because a replacement's text may hold `$&` and the like. */
const intoHead = (shell: string, lines: readonly (string | false | null)[]) => shell.replace('</head>', () => `${lines.filter(Boolean).join('\n')}\n</head>`)

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  return `${line.slice(0, line.lastIndexOf(' ', longest)).slice(0, longest).toWellFormed()} …`
}
