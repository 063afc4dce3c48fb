import { beforeAll, expect, test } from 'vitest'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, aStranger, frontDoor, refusal, until, type Creator } from '../support/actors.ts'

let ana: Creator, open: Video, unlisted: Video, closed: Video, followers: Video
beforeAll(async () => {
  ana = await aCreator();
  [open, unlisted, closed, followers] = await Promise.all([aFilm(ana, { title: 'Salt & "light" <patience>' }), aFilm(ana, { title: 'By link alone', access: 'unlisted' }), aFilm(ana, { title: 'A secret', access: 'private' }), aFilm(ana, { title: 'For followers', access: 'followers' })]) as [Video, Video, Video, Video]
})
const page = async (path: string) => {
  const response = await fetch(frontDoor() + path)
  return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, text: await response.text() }
}

test('a shared link shows its film to whoever previews it, and is the web app for whoever opens it', async () => {
  // Its owner sees a poster before it stands where everybody may.
  const poster = await until('the public poster', async () => (await aStranger().videos.get({ params: { id: open.id } })).posterUrl)
  const { status, type, text, headers } = await page(`/watch/${open.id}?t=3`)
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(text).toContain('og:title" content="Salt &#38; &#34;light&#34; &#60;patience&#62;"')
  expect(text).toContain(`og:image" content="${frontDoor()}${poster}"`)
  expect(text).toMatch(/<script type="module"[^>]* src="\/assets\//)
})

test('what is not for everybody shows nothing: the page is that of a film that never was', async () => {
  const never = await page('/watch/vid_00000000000000000000000000')
  expect(never).toMatchObject({ status: 404, type: 'text/html; charset=utf-8', text: expect.not.stringContaining('og:') })
  for (const path of [`/watch/${closed.id}`, '/watch/', '/watch/a/b', '/watch/-']) expect(await page(path)).toMatchObject({ status: 404, text: never.text })
  // That there is one for followers, everybody may know.
  expect(await page(`/watch/${followers.id}`)).toMatchObject({ status: 200, text: never.text })
  const shown = await page(`/watch/${unlisted.id}`)
  expect(shown.text).toContain('By link alone')
  expect(shown.text).toContain('noindex')
})

test('a link to a channel shows it to whoever previews it; one that there is not, is not found', async () => {
  const { status, text } = await page(`/@${ana.channel.handle.toUpperCase()}?sort=newest`)
  expect(status).toBe(200)
  expect(text).toContain(`og:url" content="${frontDoor()}/@${ana.channel.handle}"`)
  expect(text).toMatch(/<script type="module"[^>]* src="\/assets\//)
  const never = await page('/@nobody-of-this-name')
  expect(never).toMatchObject({ status: 404, text: expect.stringContaining('noindex') })
  for (const path of ['/@', '/@a/b', '/@%22x%22']) expect(await page(path)).toMatchObject({ status: 404, text: never.text })
})

test('a film that is taken back is out of its preview within the half minute that the edge keeps it', async () => {
  const film = await aFilm(ana, { title: 'Shown for a while' })
  expect((await page(`/watch/${film.id}`)).headers.get('cache-control')).toBe('public, max-age=0, s-maxage=30, stale-if-error=86400')
  await ana.videos.put({ params: { id: film.id }, body: { title: film.title, access: 'private' } })
  expect((await refusal(aStranger().sharing.oembed({ query: { url: `${frontDoor()}/embed/${film.id}` } }))).code).toBe('nothing_to_embed')
})

test('other sites embed a film by its address, in a frame that only the embed allows', async () => {
  const embed = await aStranger().sharing.oembed({ query: { url: `${frontDoor()}/watch/${open.id}`, maxwidth: 640 } })
  expect(embed).toMatchObject({ type: 'video', title: open.title, width: 640, height: 360, author_name: ana.channel.name })
  const [, src] = /src="([^"]+)"/.exec(embed.html)!
  const framed = await fetch(src!)
  expect(framed.status).toBe(200)
  expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(framed.headers.get('x-frame-options')).toBeNull()
  expect(await refusal(aStranger().sharing.oembed({ query: { url: `${frontDoor()}/watch/${closed.id}` } }))).toMatchObject({ status: 404, code: 'nothing_to_embed' })
  expect(await refusal(aStranger().sharing.oembed({ query: { url: `${frontDoor()}/watch/${open.id}`, format: 'xml' } }))).toMatchObject({ status: 501, code: 'json_only' })
})

test('search engines find public films and their channels, and are told what is nobody\'s business', async () => {
  const robots = await page('/robots.txt')
  expect(robots.type).toBe('text/plain; charset=utf-8')
  expect(robots.text).toContain(`Sitemap: ${frontDoor()}/sitemap.xml`)
  // Of other runs the edge may keep an older one for an hour; asked of the API itself it is always the present one.
  const sitemap = await until('the public film to be listed', async () => {
    const text = await (await fetch(`${frontDoor()}/api/sharing/sitemap.xml`)).text()
    return text.includes(open.id) && text
  })
  expect(sitemap).toContain(`/@${ana.channel.handle}</loc>`)
  for (const film of [unlisted, closed]) expect(sitemap).not.toContain(film.id)
  expect((await page('/sitemap.xml')).type).toBe('application/xml; charset=utf-8')
})
