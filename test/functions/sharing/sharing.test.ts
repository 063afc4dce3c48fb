import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FilmSeen } from '../../../functions/platform/shared-film.ts'
import { frontPage } from '../../../functions/sharing/front-page.ts'
import { handOut } from '../../../functions/sharing/hand-out.ts'
import { robotsTxt, sitemapXml } from '../../../functions/sharing/for-search-engines.ts'
import { mayShow } from '../../../functions/sharing/may-show.ts'
import { filmIn, oembedOf } from '../../../functions/sharing/oembed.ts'
import { originOf } from '../../../functions/sharing/origin-of.ts'
import { pageOfChannel } from '../../../functions/sharing/page-of-channel.ts'
import { pageOfFilm } from '../../../functions/sharing/page-of-film.ts'
import { troublePage } from '../../../functions/sharing/trouble-page.ts'

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

describe('the page of a channel', () => {
  const northlight = { handle: 'northlight', name: 'Northlight', description: '', face: 'pic_face', banner: 'pic_banner' }
  test('shows its name and its banner to whoever previews a link, or its face where it has none', () => {
    const page = pageOfChannel({ shell, channel: northlight, origin })
    for (const part of ['<title>Northlight · Playhouse</title>', 'rel="canonical" href="https://films.example.org/@northlight"', 'property="og:type" content="profile"', 'name="description" content="Films by Northlight."', 'property="og:image" content="https://films.example.org/i/pic_banner-large.jpg"', 'name="twitter:card" content="summary_large_image"']) expect(page).toContain(part)
    expect(pageOfChannel({ shell, channel: { ...northlight, banner: null }, origin })).toContain('https://films.example.org/i/pic_face-large.jpg')
    expect(pageOfChannel({ shell, channel: { ...northlight, banner: null, face: null }, origin })).not.toContain('og:image')
  })
  test('is the plain web app where there is no such channel', () => {
    const page = pageOfChannel({ shell, channel: null, origin })
    expect(page).toContain('noindex')
    expect(page).not.toContain('og:')
  })
})

describe('when something fails', () => {
  const broken = () => Promise.reject(new Error('Not now.'))
  const page = (html: string, told: string) => ({ status: 200 as const, page: html + told })
  test('a page goes out without what the table would add, and nobody keeps it', async () => {
    const answer = await handOut(Promise.resolve('shell'), broken(), page)
    expect(answer).toMatchObject({ status: 200, body: 'shell', headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(answer.headers).not.toHaveProperty('cache-control')
  })
  test('without the web app there is no page', async () => {
    await expect(handOut(broken(), Promise.resolve('told'), page)).rejects.toThrow('Not now.')
  })
  test('the page that says so needs nothing else, and lets no id become markup', () => {
    expect(troublePage('<b>')).not.toContain('<b>')
    expect(troublePage('abc-1')).toContain('request abc-1')
    expect(troublePage('abc-1')).toContain('noindex')
  })
})

test('pages name the stage\'s own domain, whatever name they were asked by; without one, the name they were asked by', () => {
  expect(originOf(origin)({ host: 'd111111abcdef8.cloudfront.net' })).toBe(origin)
  expect(originOf('')({ host: 'd111111abcdef8.cloudfront.net' })).toBe('https://d111111abcdef8.cloudfront.net')
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
