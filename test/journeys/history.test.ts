import { beforeAll, describe, expect, test } from 'vitest'
import type { Video } from '../../functions/videos/contract.ts'
import { aCreator, aFilm, aStranger, aViewer, began, refusal, until, type Creator } from '../support/actors.ts'

let ana: Creator, films: Video[]
beforeAll(async () => {
  ana = await aCreator()
  films = await Promise.all(['One', 'Two', 'Three'].map(title => aFilm(ana, { title })))
})
const titlesOf = ({ items }: { items: { video: { title: string } }[] }) => items.map(({ video }) => video.title)

describe('history', () => {
  test('lists what a viewer watched, latest first, by pages, and is nobody else\'s', async () => {
    const ben = await aViewer()
    for (const film of films) await began(ben, film, 0.2)
    const first = await until('the latest to be listed', async () => {
      const page = await ben.playback.history({ query: { limit: 2 } })
      return titlesOf(page)[0] === 'Three' && page
    })
    expect(first).toMatchObject({ items: [{ video: { title: 'Three', channel: { name: ana.channel.name }, views: expect.any(Number) }, position: 0.2, finished: false }, { video: { title: 'Two' } }], nextCursor: expect.any(String) })
    expect(titlesOf(await ben.playback.history({ query: { limit: 2, cursor: first.nextCursor! } }))).toEqual(['One'])
    expect((await (await aViewer()).playback.history()).items).toEqual([])
    expect((await refusal(aStranger().playback.history())).code).toBe('not_signed_in')
    expect((await refusal((await aViewer()).playback.history({ query: { cursor: first.nextCursor! } }))).code).toBe('cursor_invalid')
  })
  test('has a film once, at the place of its latest viewing', async () => {
    const ben = await aViewer()
    for (const film of [films[0]!, films[1]!, films[0]!]) await began(ben, film, 1)
    expect(await until('the film that was begun again to come first', async () => JSON.stringify(titlesOf(await ben.playback.history())) === '["One","Two"]')).toBe(true)
  })
  test('forgets a film, its position included, or everything', async () => {
    const ben = await aViewer()
    for (const film of films) await began(ben, film, 0.2)
    await until('all to be listed', async () => (await ben.playback.history()).items.length === 3)
    await ben.playback.forget({ params: { videoId: films[1]!.id } })
    await until('it to be gone', async () => (await ben.playback.history()).items.length === 2)
    expect((await ben.playback.start({ params: { id: films[1]!.id } })).resumeAt).toBe(0)
    await ben.playback.forget({ params: { videoId: films[1]!.id } })
    await ben.playback.forgetAll()
    await until('nothing to be left', async () => (await ben.playback.history()).items.length === 0)
    expect((await ben.playback.continueWatching()).items).toEqual([])
  })
  test('leaves out films that are gone or were taken from the viewer; their owner still finds a private one', async () => {
    const ben = await aViewer()
    const [deleted, made, kept] = await Promise.all(['Deleted', 'Made private', 'Kept'].map(title => aFilm(ana, { title })))
    for (const film of [deleted!, made!, kept!]) for (const who of [ben, ana]) await began(who, film, 0.2)
    await ana.videos.remove({ params: { id: deleted!.id } })
    await ana.videos.put({ params: { id: made!.id }, body: { title: 'Made private', access: 'private' } })
    await until('both to have left the lists', async () => JSON.stringify(titlesOf(await ben.playback.history())) === '["Kept"]')
    expect(titlesOf(await ben.playback.continueWatching())).toEqual(['Kept'])
    await until('the owner to have theirs', async () => JSON.stringify(titlesOf(await ana.playback.history())) === '["Kept","Made private"]')
  })
})

test('continue watching holds what is neither hardly begun nor finished', async () => {
  const ben = await aViewer()
  await began(ben, films[0]!, 0.01)
  await began(ben, films[1]!, 0.2)
  await began(ben, films[2]!, films[2]!.durationSeconds!)
  await until('the middle one alone', async () => JSON.stringify(titlesOf(await ben.playback.continueWatching())) === '["Two"]')
  expect((await ben.playback.history()).items.find(({ video }) => video.title === 'Three')?.finished).toBe(true)
})

test('clients may not ask for more than a read can take', async () => {
  const ben = await aViewer()
  expect(await refusal(ben.playback.history({ query: { limit: 51 } }))).toMatchObject({ status: 400, code: 'invalid_input' })
  expect(await refusal(ben.playback.forget({ params: { videoId: 'usr_no_film' } }))).toMatchObject({ status: 400, code: 'invalid_input' })
})
