/** What search engines read: where they may look, and what there is. */
import { escaped } from './escaped.ts'

export interface ListedFilm { readonly id: string; readonly publishedAt: string | null; readonly handle: string }

export const robotsTxt = (origin: string) => ['User-agent: *', ...['/api/', '/t/', '/embed/', '/studio', '/admin', '/account', '/history', '/library', '/following'].map(path => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, ''].join('\n')

export function sitemapXml(films: readonly ListedFilm[], origin: string): string {
  const channels = [...new Set(films.map(({ handle }) => handle))]
  const entry = (path: string, changed?: string | null) => `<url><loc>${escaped(origin + path)}</loc>${changed ? `<lastmod>${escaped(changed)}</lastmod>` : ''}</url>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    entry('/'), ...channels.map(handle => entry(`/@${handle}`)), ...films.map(({ id, publishedAt }) => entry(`/watch/${id}`, publishedAt)),
    '</urlset>', '',
  ].join('\n')
}
