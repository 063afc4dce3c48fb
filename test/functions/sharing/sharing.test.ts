import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FilmSeen } from '../../../functions/platform/shared-film.ts'
import { robotsTxt, sitemapXml } from '../../../functions/sharing/for-search-engines.ts'
import { mayShow } from '../../../functions/sharing/may-show.ts'
import { filmIn, oembedOf } from '../../../functions/sharing/oembed.ts'
import { frontPage, pageOfFilm } from '../../../functions/sharing/page-of-film.ts'

const origin = 'https://films.example.org'
const shell = '<!doctype html><html><head><title>Playhouse</title><meta name="description" content="Films." /></head><body><div id="root"></div></body></html>'
const film: FilmSeen = {
  id: 'vid_01k3v9m2x8q4t7w5z6y1n0p3r2', channelId: 'chn_1', ownerId: 'usr_1', channel: { id: 'chn_1', name: 'Northlight', handle: 'northlight' }, title: 'The long thaw', description: 'Eleven weeks in a hut.', category: 'nature', views: 3,
  publishedAt: '2026-11-20T10:00:00.000Z', access: 'public', processing: 'ready', source: { durationSeconds: 61.4 }, published: { prefix: 'v/x/' }, poster: 'v/x/poster.jpg', posterImage: 'i/img_1.jpg', deletedAt: null,
}
const changed = (change: Partial<FilmSeen>) => ({ ...film, ...change })

describe('what everybody may know', () => {
  test('a public film is shown, an unlisted one too but not to search engines', () => {
    expect(mayShow(film)).toMatchObject({ title: 'The long thaw', poster: '/i/img_1.jpg', listed: true })
    expect(mayShow(changed({ access: 'unlisted' }))).toMatchObject({ listed: false })
  })
  test.each<[string, Partial<FilmSeen>]>([['private', { access: 'private' }], ['for followers', { access: 'followers' }], ['deleted', { deletedAt: film.publishedAt }], ['hidden with its owner', { hidden: true }], ['not ready', { published: null }]])('nothing of a film that is %s', (_, change) => {
    expect(mayShow(changed(change))).toBeNull()
  })
})

describe('the page of a film', () => {
  test('shows title, words, picture and player to whoever previews a link', () => {
    const page = pageOfFilm({ shell, film: mayShow(film), origin })
    for (const part of ['<title>The long thaw · Playhouse</title>', 'property="og:title" content="The long thaw"', 'content="https://films.example.org/i/img_1.jpg"', 'content="https://films.example.org/embed/vid_01k3v9m2x8q4t7w5z6y1n0p3r2"', 'name="description" content="Eleven weeks in a hut."', 'application/json+oembed']) expect(page).toContain(part)
    expect(page).not.toContain('noindex')
  })
  test('is the plain web app where nothing may be shown', () => {
    const page = pageOfFilm({ shell, film: null, origin })
    expect(page).toContain('<title>Playhouse</title>')
    expect(page).toContain('noindex')
    expect(page).not.toContain('og:')
  })
  test('lets no words become markup, whatever they are', () => {
    const words = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('<', '>', '"', '\'', '&', '$', '`', '/', 'a', ' ', '\n') }))
    const structure = (page: string) => page.replace(/content="[^"<>]*"|title="[^"<>]*"|<title>[^<>]*<\/title>/g, '·')
    const plain = structure(pageOfFilm({ shell, film: mayShow(film), origin }))
    fc.assert(fc.property(words, words, words, (title, description, name) => {
      const page = pageOfFilm({ shell, film: mayShow(changed({ title, description, channel: { ...film.channel, name } })), origin })
      expect(structure(page)).toBe(plain)
    }))
  })
})

describe('embedding', () => {
  test('knows a film by its page and by its embed, on this house alone', () => {
    for (const path of [`/watch/${film.id}`, `/watch/${film.id}?t=3`, `/embed/${film.id}/`]) expect(filmIn(origin + path, origin)).toBe(film.id)
    for (const address of ['', 'film', `https://elsewhere.example/watch/${film.id}`, `${origin}/@northlight`, `${origin}/watch/`, `javascript:/watch/${film.id}`]) expect(filmIn(address, origin)).toBeNull()
  })
  test('fits into whatever room is given, 16:9', () => {
    fc.assert(fc.property(fc.integer({ min: 64, max: 4096 }), fc.integer({ min: 64, max: 4096 }), (maxwidth, maxheight) => {
      const { width, height } = oembedOf(mayShow(film)!, origin, { maxwidth, maxheight })
      expect(width).toBeLessThanOrEqual(maxwidth)
      expect(height).toBeLessThanOrEqual(maxheight)
      expect(Math.abs(width * 9 - height * 16)).toBeLessThan(16)
    }))
  })
})

test('search engines are shown public pages, and no personal ones', () => {
  expect(robotsTxt(origin)).toContain('Disallow: /account')
  expect(robotsTxt(origin)).toContain(`Sitemap: ${origin}/sitemap.xml`)
  const sitemap = sitemapXml([{ id: film.id, publishedAt: film.publishedAt, handle: 'northlight' }, { id: 'vid_2', publishedAt: null, handle: 'northlight' }], origin)
  expect(sitemap.match(/@northlight/g)).toHaveLength(1)
  expect(sitemap).toContain(`<loc>${origin}/watch/${film.id}</loc><lastmod>2026-11-20T10:00:00.000Z</lastmod>`)
})

describe('before the app runs', () => {
  const styled = shell.replace('</head>', '<link rel="stylesheet" href="/assets/a.css"></head>')
  test('a film\'s page has its poster, painted without waiting for the app\'s styles', () => {
    const page = pageOfFilm({ shell: styled, film: mayShow(film), origin })
    expect(page.indexOf('<img src="/i/img_1.jpg"')).toBeGreaterThan(page.indexOf('<body>'))
    expect(page.indexOf('rel="stylesheet"')).toBeGreaterThan(page.indexOf('<img'))
    expect(page.indexOf('<div id="root">')).toBeGreaterThan(page.indexOf('rel="stylesheet"'))
  })
  test('the front page has those of the newest films, and is the plain app where there are none', () => {
    expect(frontPage({ shell: styled, posters: ['/i/1.jpg', '/i/2.jpg'], origin }).match(/<img /g)).toHaveLength(2)
    expect(frontPage({ shell: styled, posters: [], origin })).not.toContain('id="first"')
  })
})
