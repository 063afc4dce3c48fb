import { expect, test } from 'vitest'
import { aCreator, aFilm, aStranger, aViewer, refusal, until } from '../support/actors.ts'

const titlesOf = ({ items }: { items: readonly { title: string }[] }) => items.map(({ title }) => title)

test('whoever follows channels finds their newest films, those for followers included, and nobody else\'s', async () => {
  const [ana, eva, other, ben] = await Promise.all([aCreator(), aCreator('Eva Creator'), aCreator('Otto Creator'), aViewer()])
  expect((await ben.videos.feed()).items).toEqual([])
  for (const { channel } of [ana, eva]) await ben.channels.follow({ params: { id: channel.id } })
  const [first] = await Promise.all([aFilm(ana, { title: 'First' }), aFilm(ana, { title: 'A secret', access: 'private' }), aFilm(ana, { title: 'By link', access: 'unlisted' }), aFilm(other, { title: 'Elsewhere' })])
  await aFilm(eva, { title: 'For followers', access: 'followers' })
  await until('both to be there, the newest first', async () => JSON.stringify(titlesOf(await ben.videos.feed())) === '["For followers","First"]')
  expect(titlesOf(await ben.videos.feed({ query: { limit: 1 } }))).toEqual(['For followers'])

  await ana.videos.remove({ params: { id: first.id } })
  await ben.channels.unfollow({ params: { id: eva.channel.id } })
  await until('nothing to be left', async () => (await ben.videos.feed()).items.length === 0)
  expect((await refusal(aStranger().videos.feed())).code).toBe('not_signed_in')
})
