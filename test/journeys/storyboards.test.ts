import { expect, test } from 'vitest'
import { decodeJpeg } from '../../functions/platform/pixels/jpeg.ts'
import { aCreator, aFilm, aStranger, aViewer, frontDoor, refusal } from '../support/actors.ts'
import { objectsNamed } from '../support/objects.ts'

test('a film comes with small pictures of each second, on one sheet, under the viewing\'s own permission', async () => {
  const film = await aFilm(await aCreator())
  expect(film.storyboard).toBe('there')
  const { storyboardUrl } = await aStranger().playback.start({ params: { id: film.id } })
  const answer = await fetch(frontDoor() + storyboardUrl)
  expect(answer.headers.get('content-type')).toMatch(/^text\/vtt/)
  const cues = (await answer.text()).trim().split('\n\n').slice(1)
  expect(cues).toHaveLength(Math.ceil(film.durationSeconds!))

  const [, sheet, place] = /\n(storyboard-0\.jpg)#xywh=([\d,]+)$/.exec(cues.at(-1)!)!
  const [left, top, width, height] = place!.split(',').map(Number)
  const picture = await fetch(frontDoor() + storyboardUrl!.replace('storyboard.vtt', sheet!))
  expect(picture.headers.get('content-type')).toBe('image/jpeg')
  const pixels = await decodeJpeg(new Uint8Array(await picture.arrayBuffer()))
  expect(pixels).toMatchObject({ width: left! + width!, height: top! + height! })
  expect(width).toBe(160)

  // The single pictures have served.
  await expect.poll(() => objectsNamed(`${film.id}/2-ladder/tile`), { timeout: 30_000 }).toEqual([])
})

test('whoever points at a film is given its small pictures and nothing else of it, and only who may watch it', async () => {
  const ana = await aCreator()
  const [open, closed, followers] = await Promise.all([aFilm(ana), aFilm(ana, { access: 'private' }), aFilm(ana, { access: 'followers' })])
  const { storyboardUrl } = await aStranger().playback.preview({ params: { id: open.id } })
  const statusOf = async (file: string) => (await fetch(frontDoor() + storyboardUrl!.replace('storyboard.vtt', file))).status
  expect([await statusOf('storyboard.vtt'), await statusOf('storyboard-0.jpg'), await statusOf('film.m3u8')]).toEqual([200, 200, 403])

  expect((await refusal(aStranger().playback.preview({ params: { id: closed.id } }))).code).toBe('private')
  expect((await ana.playback.preview({ params: { id: closed.id } })).storyboardUrl).not.toBeNull()
  const ben = await aViewer()
  expect((await refusal(aStranger().playback.preview({ params: { id: followers.id } }))).code).toBe('sign_in')
  expect((await refusal(ben.playback.preview({ params: { id: followers.id } }))).code).toBe('followers_only')
  // Nothing was begun by it.
  expect((await ben.playback.history()).items).toEqual([])
})
