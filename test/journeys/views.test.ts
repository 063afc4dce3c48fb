import { expect, test } from 'vitest'
import { aBrowser, aCreator, aFilm, aStranger, aViewer, theOperator, until, watched } from '../support/actors.ts'

test('a film\'s number holds each viewer once, and neither its owner, nor a bot, nor who only seeks', async () => {
  const ana = await aCreator()
  const [film, sought] = await Promise.all([aFilm(ana, { title: 'Watched' }), aFilm(ana, { title: 'Sought' })])
  const [ben, eve] = await Promise.all([aViewer(), aViewer()])
  const stranger = aBrowser()
  // Everybody at once, and some of them several times.
  await Promise.all([
    watched(ben, film), watched(ben, film), watched(eve, film),
    watched(aStranger(), film, stranger), watched(aStranger(), film, stranger), watched(aStranger(), film),
    watched(ana, film), watched(ben, film, 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'), watched(aStranger(), film, 'curl/8.5.0'),
  ])
  const headers = { 'user-agent': aBrowser() }
  const { sessionId } = await eve.playback.start({ params: { id: sought.id }, headers })
  const paused = await eve.playback.heartbeat({ params: { sessionId }, headers, body: { position: 0, playing: false } })
  await eve.playback.heartbeat({ params: paused, headers, body: { position: sought.durationSeconds!, playing: true } })

  // The pipeline may still tidy up behind the film; what counts is the write that brought the views.
  let before = film.version
  await theOperator().bringForward('playback-every-minute-count-views')
  const seen = await until('the views to be counted', async () => {
    const found = await aStranger().videos.get({ params: { id: film.id } })
    if (found.views === 0) before = found.version
    return found.views >= 4 && found
  })
  expect(seen.views).toBe(4)
  expect(seen.version, 'views are no change that an editor must know of').toBe(before)

  const { items } = await until('the lists to follow', async () => {
    const page = await aStranger().videos.browse({ query: { sort: 'popular', limit: 100 } })
    return page.items.find(({ id }) => id === film.id)?.views === 4 && page
  })
  expect((await aStranger().videos.get({ params: { id: sought.id } })).views).toBe(0)
  const [at, after] = [film, sought].map(({ id }) => items.findIndex(item => item.id === id))
  expect(after === -1 || at! < after!, 'the most viewed come first').toBe(true)
})
