import { beforeAll, describe, expect, test } from 'vitest'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, aStranger, aViewer, frontDoor, refusal, until, uploaded, type Creator } from '../support/actors.ts'

let ana: Creator
beforeAll(async () => { ana = await aCreator() })
const start = (who: Pick<Creator, 'playback'>, film: { id: string }) => who.playback.start({ params: { id: film.id } })

describe('who may watch', () => {
  test('everybody watches a public film, and whoever has its address an unlisted one', async () => {
    for (const access of ['public', 'unlisted'] as const) {
      const film = await aFilm(ana, { access })
      expect((await watchFilm(frontDoor(), (await start(aStranger(), film)).manifestUrl)).length).toBeGreaterThan(0)
    }
  })
  test('a film for followers says so, and opens to whoever follows', async () => {
    const film = await aFilm(ana, { access: 'followers' })
    const ben = await aViewer()
    expect(await refusal(start(aStranger(), film))).toMatchObject({ status: 403, code: 'sign_in', detail: expect.stringContaining(ana.channel.name) })
    expect(await refusal(start(ben, film))).toMatchObject({ status: 403, code: 'followers_only' })
    await ben.channels.follow({ params: { id: ana.channel.id } })
    expect((await start(ben, film)).manifestUrl).toMatch(/^\/t\//)
    expect((await start(ana, film)).manifestUrl).toMatch(/^\/t\//)
  })
  test('a private film plays for its owner alone, and its poster is nobody else\'s', async () => {
    const film = await aFilm(ana, { access: 'private' })
    expect(await refusal(start(aStranger(), film))).toMatchObject({ status: 403, code: 'private' })
    expect(await refusal(start(await aViewer(), film))).toMatchObject({ status: 403, code: 'private' })
    const { manifestUrl, posterUrl } = await start(ana, film)
    expect(posterUrl).toMatch(/^\/t\//)
    expect((await fetch(frontDoor() + film.posterUrl!)).status).toBe(200)
    expect((await watchFilm(frontDoor(), manifestUrl)).length).toBeGreaterThan(0)
  })
  test('a film that is on its way is not ready, and one that never was does not exist', async () => {
    const id = (await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Soon', access: 'unlisted', file: { name: 'a.mp4', size: 10 } } })).video.id
    expect(await refusal(start(aStranger(), { id }))).toMatchObject({ status: 403, code: 'not_ready' })
    expect((await refusal(start(aStranger(), { id: 'vid_01kaaaaaaaaaaaaaaaaaaaaaaa' }))).status).toBe(404)
  })
})

describe('the addresses that a yes hands out', () => {
  let film: Video, manifestUrl: string
  beforeAll(async () => {
    film = await aFilm(ana, { access: 'private' })
    manifestUrl = (await start(ana, film)).manifestUrl
  })
  const get = (address: string) => fetch(frontDoor() + address)
  const isRefused = async (address: string) => {
    const response = await get(address)
    expect((await response.text()).includes('#EXTM3U'), address).toBe(false)
    expect(response.status).not.toBe(200)
  }
  test('open nothing without their token, with a forged one, or with another film\'s', async () => {
    const bare = manifestUrl.replace(/^\/t\/[^/]+/, '')
    const [kid, claims, mac] = manifestUrl.split('/')[2]!.split('~') as [string, string, string]
    const later = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), e: 4_000_000_000 })).toString('base64url')
    expect((await get(manifestUrl)).status).toBe(200)
    for (const token of [`${kid}~${later}~${mac}`, `${kid}~${claims}~${'A'.repeat(mac.length)}`, `${kid}~${claims}`, `zzz~${claims}~${mac}`, 'x']) await isRefused(`/t/${token}${bare}`)
    const other = await aFilm(ana)
    const othersToken = (await start(aStranger(), other)).manifestUrl.split('/')[2]
    await isRefused(`/t/${othersToken}${bare}`)
    await isRefused(`/t/${othersToken}/v/../${bare.slice(3)}`)
    await isRefused(`/t/${othersToken}/v/%2e%2e/${bare.slice(3)}`)
  })
  test('bring segments that may be kept for ever, in ranges if one likes, to a player on any site', async () => {
    const response = await fetch(frontDoor() + manifestUrl, { headers: { origin: 'https://elsewhere.example' } })
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const variant = (await response.text()).split('\n').find(line => line.endsWith('.m3u8') && !line.startsWith('#'))!
    const playlist = await (await get(manifestUrl.replace('film.m3u8', variant))).text()
    const segment = playlist.split('\n').find(line => line && !line.startsWith('#'))!
    const part = await fetch(frontDoor() + manifestUrl.replace('film.m3u8', segment), { headers: { range: 'bytes=0-99' } })
    expect(part.status).toBe(206)
    expect((await part.arrayBuffer()).byteLength).toBe(100)
  })
  test('are an error that no browser keeps where a segment is not there', async () => {
    const missing = await get(manifestUrl.replace('film.m3u8', 'film_999999999.cmfv'))
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([403, null])
  })
  test('stop working when the film is made private or deleted, also in the middle', async () => {
    for (const take of ['make private', 'delete'] as const) {
      const shown = await aFilm(ana)
      const { manifestUrl: running } = await start(aStranger(), shown)
      expect((await get(running)).status).toBe(200)
      if (take === 'delete') await ana.videos.remove({ params: { id: shown.id } })
      else await ana.videos.put({ params: { id: shown.id }, body: { title: 'Not any more', access: 'private' } })
      await until('the next request to be refused', async () => (await get(running)).status === 403, { seconds: 60 })
    }
  })
})

describe('coming back', () => {
  test('a viewer goes on where they were; somebody else does not', async () => {
    const film = await aFilm(ana, { file: 'landscape-360p' })
    const ben = await aViewer()
    const { sessionId, heartbeatSeconds } = await start(ben, film)
    expect(heartbeatSeconds).toBeGreaterThan(0)
    await ben.playback.heartbeat({ params: { sessionId }, body: { position: 2.5, playing: true } })
    expect((await start(ben, film)).resumeAt).toBe(2.5)
    expect((await start(await aViewer(), film)).resumeAt).toBe(0)
  })
  test('nobody moves somebody else\'s position, or one of a viewing that never was', async () => {
    const film = await aFilm(ana)
    const [ben, eve] = await Promise.all([aViewer(), aViewer()])
    const { sessionId } = await start(ben, film)
    const heartbeat = { position: 1, playing: true }
    expect((await refusal(eve.playback.heartbeat({ params: { sessionId }, body: heartbeat }))).code).toBe('session_unknown')
    expect((await refusal(aStranger().playback.heartbeat({ params: { sessionId }, body: heartbeat }))).code).toBe('session_unknown')
    expect((await refusal(ben.playback.heartbeat({ params: { sessionId: `${sessionId.slice(0, -2)}xx` }, body: heartbeat }))).code).toBe('session_unknown')
  })
  test('a person signed out has a viewing too', async () => {
    const film = await aFilm(ana)
    const { sessionId } = await start(aStranger(), film)
    expect((await aStranger().playback.heartbeat({ params: { sessionId }, body: { position: 0.2, playing: false } })).heartbeatSeconds).toBeGreaterThan(0)
  })
  test('clients of the older systems ask for a stream and get a playback', async () => {
    const film = await aFilm(ana)
    expect(await (await fetch(`${frontDoor()}/api/videos/${film.id}/stream`)).json()).toMatchObject({ manifestUrl: expect.stringMatching(/^\/t\//) })
  })
})

test('uploaded is not yet watched: an upload alone gives no stranger anything', async () => {
  const id = await uploaded(ana, 'text', { access: 'private' })
  expect((await refusal(aStranger().playback.start({ params: { id } }))).code).toBe('private')
})
