import { beforeAll, expect, test } from 'vitest'
import { aCreator, aFilm, aStranger, frontDoor, until, type Creator } from '../support/actors.ts'

let ana: Creator
beforeAll(async () => { ana = await aCreator() })

/** The address of a film's first segment, as a player that runs already knows it. */
async function aSegment(manifestUrl: string): Promise<string> {
  const text = async (url: string) => (await fetch(new URL(url, frontDoor()))).text()
  const firstIn = (playlist: string) => playlist.split('\n').find(line => line !== '' && !line.startsWith('#'))!
  const variant = manifestUrl.replace(/[^/]+$/, firstIn(await text(manifestUrl)))
  return variant.replace(/[^/]+$/, firstIn(await text(variant)))
}

test.each([
  ['deletes it', (id: string) => ana.videos.remove({ params: { id } })],
  ['makes it private', (id: string) => ana.videos.put({ params: { id }, body: { title: 'Not any more', access: 'private' } })],
  ['keeps it for followers', (id: string) => ana.videos.put({ params: { id }, body: { title: 'For some', access: 'followers' } })],
])('a running film gets no further segment, within a minute of its owner who %s', async (_, withdraw) => {
  const film = await aFilm(ana)
  const segment = await aSegment((await aStranger().playback.start({ params: { id: film.id } })).manifestUrl)
  const next = () => fetch(frontDoor() + segment)
  expect((await next()).status).toBe(200)
  await withdraw(film.id)
  const at = performance.now()
  const refused = await until('the next segment to be refused', async () => {
    const response = await next()
    return response.status === 403 && response
  }, { seconds: 60 })
  expect(await refused.text()).toContain('withdrawn')
  expect(performance.now() - at).toBeLessThan(60_000)
  expect((await next()).status).toBe(403)
})
