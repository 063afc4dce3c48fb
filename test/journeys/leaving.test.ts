import { expect, test } from 'vitest'
import { newPerson } from '../../bin/journey/new-person.ts'
import { aCreator, aFilm, anAdmin, aStranger, aViewer, noticeTo, refusal, theOperator, until } from '../support/actors.ts'
import { objectsNamed } from '../support/objects.ts'

test('a person takes what the house keeps about them, and nobody else\'s', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aCreator()])
  const film = await aFilm(ana, { title: 'Mine to take' })
  await ana.channels.follow({ params: { id: ben.channel.id } })
  const { sessionId } = await ana.playback.start({ params: { id: film.id } })
  await ana.playback.heartbeat({ params: { sessionId }, body: { position: 1, playing: true } })
  const taken = await until('all of it', async () => {
    const everything = await ana.auth.exportAccount()
    return everything.follows.length + everything.films.length + everything.history.length === 3 && everything
  })
  expect(taken).toMatchObject({
    user: { id: ana.user.id, email: ana.email }, profile: { displayName: 'Ana Creator' },
    channels: [{ id: ana.channel.id, handle: ana.channel.handle }], films: [{ id: film.id, title: 'Mine to take', file: { size: expect.any(Number) } }],
    follows: [{ channelId: ben.channel.id }], history: [{ videoId: film.id, position: expect.any(Number) }],
  })
  expect(JSON.stringify(taken)).not.toMatch(/gsi|"pk"|sourceKey/)
})

test('whoever leaves is out at once, and minutes later nothing of them is left but an id in the trail', async () => {
  const [ada, ana, ben] = await Promise.all([anAdmin(), aCreator('Leaving Soon'), aCreator()])
  const film = await aFilm(ana)
  await ben.channels.follow({ params: { id: ana.channel.id } })
  await ana.channels.follow({ params: { id: ben.channel.id } })
  const { sessionId } = await ana.playback.start({ params: { id: film.id } })
  await ana.playback.heartbeat({ params: { sessionId }, body: { position: 1, playing: true } })

  expect((await refusal(ada.auth.eraseAccount({ body: { password: ada.password } }))).code).toBe('admin_stays')
  expect((await refusal(ana.auth.eraseAccount({ body: { password: 'Not-the-one-1' } }))).code).toBe('wrong_credentials')
  await ana.auth.eraseAccount({ body: { password: ana.password } })
  expect((await refusal(ana.auth.me())).status).toBe(401)
  expect((await refusal(aStranger().auth.login({ body: { email: ana.email, password: ana.password } }))).status).toBe(401)
  const params = { id: ana.user.id }
  expect((await refusal(ada.users.reinstate({ params, body: { reason: 'Too late for that.' } }))).code).toBe('user_not_found')

  await until('the film to go', async () => (await aStranger().videos.get({ params: { id: film.id } }).catch(problem => problem.code)) === 'video_not_found')
  await until('every object of it to go', async () => {
    await theOperator().reconcileAfter(0)
    return (await objectsNamed(film.id)).length === 0
  }, { seconds: 60, everyMs: 1000 })
  await until('the channel to go', async () => (await aStranger().channels.get({ params: { idOrHandle: ana.channel.id } }).catch(problem => problem.code)) === 'channel_not_found', { seconds: 60 })
  expect((await ben.channels.follows()).items).toEqual([])
  // The account waits until no request can be under way any more, and is looked at every minute: one minute passes with each look.
  let minutes = 0
  await until('the account to go', async () => {
    await theOperator().bringForward('auth-every-minute-call-again', ++minutes * 61)
    return (await ada.users.get({ params }).catch(problem => problem.code)) === 'user_not_found'
  }, { seconds: 90, everyMs: 2000 })
  expect((await ben.channels.get({ params: { idOrHandle: ben.channel.id } })).followers).toBe(0)
  expect((await ada.users.list({ query: { q: ana.email } })).items).toEqual([])
  expect((await ada.audit.list({ query: { subject: ana.user.id } })).items.map(({ action }) => action)).toEqual(['user.erased', 'user.erasure_requested'])
  // The last mail goes out as many minutes ahead as the erasure was brought.
  expect((await noticeTo(ana.email, /account is gone/, { afterSeconds: minutes * 61 })).text).toMatch(/all of it was erased.*With this mail we forget your address/s)
  // The address is free again, and whoever registers it is somebody new.
  const again = await newPerson(ana.base, { email: ana.email })
  expect(again.user.id).not.toBe(ana.user.id)
  expect((await again.auth.exportAccount()).films).toEqual([])
  expect((await aViewer()).user.id).not.toBe(again.user.id)
}, 240_000)
