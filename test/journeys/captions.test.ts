import { expect, test } from 'vitest'
import { aCreator, aFilm, aStranger, aViewer, frontDoor, refusal, uploaded } from '../support/actors.ts'

const srt = (words: string) => `\uFEFF1\r\n00:00:00,000 --> 00:00:00,300\r\n<i>${words}</i>\r\n`
const vtt = (words: string) => `WEBVTT\n\n00:00:00.000 --> 00:00:00.300\n${words}\n`

test('captions are added, replaced and taken away while the film plays on, and viewers get them with the playback', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const params = (language: string) => ({ id: film.id, language })
  expect(await ana.videos.putCaptions({ params: params('EN'), body: { content: srt('Hello & welcome') } })).toMatchObject({ language: 'en', label: 'English' })
  await ana.videos.putCaptions({ params: params('nb'), body: { content: vtt('Hei'), label: 'Norsk' } })

  const stranger = aStranger()
  expect((await stranger.videos.get({ params: { id: film.id } })).captions).toEqual([{ language: 'en', label: 'English' }, { language: 'nb', label: 'Norsk' }])
  expect((await stranger.videos.captions({ params: { id: film.id } })).items).toMatchObject([{ language: 'en', url: null }, { language: 'nb', url: null }])
  const { captions } = await stranger.playback.start({ params: { id: film.id } })
  const first = await fetch(frontDoor() + captions[0]!.url, { headers: { origin: 'https://elsewhere.example' } })
  expect([first.status, first.headers.get('content-type'), first.headers.get('access-control-allow-origin')]).toEqual([200, 'text/vtt; charset=utf-8', '*'])
  expect(await first.text()).toBe(vtt('Hello &amp; welcome'))

  // Replaced: a new address has the new words; whoever is watching keeps the old ones.
  await ana.videos.putCaptions({ params: params('en'), body: { content: srt('Good evening') } })
  const [again] = (await stranger.playback.start({ params: { id: film.id } })).captions
  expect(await (await fetch(frontDoor() + again!.url)).text()).toBe(vtt('Good evening'))
  expect((await fetch(frontDoor() + captions[0]!.url)).status).toBe(200)

  await ana.videos.removeCaptions({ params: params('nb') })
  expect((await stranger.playback.start({ params: { id: film.id } })).captions.map(({ language }) => language)).toEqual(['en'])
  expect((await refusal(ana.videos.removeCaptions({ params: params('nb') }))).code).toBe('captions_not_found')
  expect((await stranger.videos.get({ params: { id: film.id } })).renditions).toEqual(film.renditions)
})

test('captions may come before the film does', async () => {
  const ana = await aCreator()
  const { video } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Later', file: { name: 'later.mp4', size: 10 } } })
  const { url } = await ana.videos.putCaptions({ params: { id: video.id, language: 'de' }, body: { content: vtt('Bald') } })
  expect(await (await fetch(frontDoor() + url)).text()).toBe(vtt('Bald'))
})

test('captions that cannot be read are refused with the line that is wrong', async () => {
  const ana = await aCreator()
  const id = await uploaded(ana, 'text')
  const put = (content: string, language = 'en') => ana.videos.putCaptions({ params: { id, language }, body: { content } })
  expect(await refusal(put('1\n00:00:01 -> 00:00:02\nNo'))).toMatchObject({ status: 400, code: 'captions_unreadable', detail: expect.stringMatching(/^Line 2: /) })
  expect(await refusal(put(vtt('x'), 'en-'))).toMatchObject({ status: 400, code: 'invalid_input' })
  expect(await refusal(put(vtt('x'), 'en-aaaaaaaa-bb-aaaaaaaa-b1'))).toMatchObject({ status: 400, code: 'language_unknown' })
  expect(await refusal(put(''))).toMatchObject({ code: 'invalid_input' })
  expect(await refusal(put('x'.repeat(1024 ** 2 + 1)))).toMatchObject({ status: 400, code: 'invalid_input', fields: [{ path: 'content', message: 'Captions may have up to 1 MB.' }] })
  expect(await refusal(put('x'.repeat(3 * 1024 ** 2)))).toMatchObject({ status: 413, code: 'body_too_large' })
  // The largest that may be: lines as short as they come.
  const cue = '00:00:00.000 --> 00:00:00.300\nx\n\n'
  expect((await put(`WEBVTT\n\n${cue.repeat(20_000)}`)).language).toBe('en')
})

test('nobody captions somebody else\'s film, and a private film\'s captions are private', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const film = await aFilm(ana, { access: 'private' })
  const params = { id: film.id, language: 'en' }
  expect(await refusal(ben.videos.putCaptions({ params, body: { content: vtt('Mine') } }))).toMatchObject({ status: 404, code: 'video_not_found' })
  expect((await refusal(ben.videos.removeCaptions({ params }))).code).toBe('video_not_found')
  const { url } = await ana.videos.putCaptions({ params, body: { content: vtt('Secret') } })
  expect((await refusal(ben.videos.captions({ params: { id: film.id } }))).code).toBe('video_not_found')
  // The bare address lets nobody in, and the token for the captions opens nothing else.
  const bare = url!.replace(/^\/t\/[^/]+/, '')
  expect(await (await fetch(frontDoor() + bare)).text()).not.toContain('Secret')
  expect((await fetch(frontDoor() + url!.replace(/\/captions\/.*/, '/1-first/film.m3u8'))).status).toBe(403)
})
