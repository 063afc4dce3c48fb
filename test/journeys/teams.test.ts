import { expect, test } from 'vitest'
import { watchFilm } from '../../bin/journey/watch-film.ts'
import { uploadFile } from '../../bin/journey/upload-file.ts'
import { newPerson } from '../../bin/journey/new-person.ts'
import { stat } from 'node:fs/promises'
import { aCreator, aFilm, anAdmin, aStranger, aViewer, ended, frontDoor, joins, mailTo, refusal, tokenIn, until, type Creator } from '../support/actors.ts'
import { media } from '../support/media/media.ts'

const anAddress = () => `invited-${crypto.randomUUID()}@example.org`
const isRefused = async (address: string) => (await fetch(frontDoor() + address)).status === 403
const of = (creator: Creator) => ({ id: creator.channel.id })

test('somebody who is invited by mail looks, signs up, and joins; the link is good once', async () => {
  const ana = await aCreator('Ana "Bo" <Northlight>')
  const email = anAddress()
  const invitation = await ana.channels.invite({ params: of(ana), body: { email: email.toUpperCase() } })
  expect(invitation).toMatchObject({ email, role: 'editor', invitedBy: ana.user.displayName })
  const mail = await mailTo(email, /invites you/)
  expect(mail).toMatchObject({ subject: `${ana.user.displayName} invites you to ${ana.channel.name} on Playhouse`, from: 'Playhouse <playhouse@example.org>' })
  expect(mail.text).toContain(`${frontDoor()}/invitations/`)
  expect(mail.html).toContain('Ana &quot;Bo&quot; &lt;Northlight&gt;')
  expect(mail.html).not.toContain('<Northlight>')

  const body = { token: tokenIn(mail) }
  expect(await aStranger().channels.readInvitation({ body })).toMatchObject({ channel: { id: ana.channel.id, name: ana.channel.name }, role: 'editor', invitedBy: ana.user.displayName })
  expect(await refusal(aStranger().channels.accept({ body }))).toMatchObject({ status: 401, code: 'not_signed_in' })
  const ben = await newPerson(frontDoor(), { email, displayName: 'Ben Editor' })
  expect(await ben.channels.accept({ body })).toMatchObject({ id: ana.channel.id, mine: true, role: 'editor' })
  const again = await aViewer()
  for (const attempt of [() => again.channels.accept({ body }), () => again.channels.readInvitation({ body }), () => aStranger().channels.decline({ body })]) expect(await refusal(attempt())).toMatchObject({ status: 404, code: 'invitation_not_found' })

  const { items, invitations } = await ana.channels.team({ params: of(ana) })
  expect(items).toMatchObject([{ userId: ana.user.id, role: 'owner', holds: true }, { userId: ben.user.id, displayName: 'Ben Editor', role: 'editor', holds: false }])
  expect(invitations).toEqual([])
  await until('the channel to be among his', async () => (await ben.channels.mine()).items.some(({ id }) => id === ana.channel.id))
})

test('the answer to an invitation does not tell whether the address has an account', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const [known, unknown] = await Promise.all([ben.email, anAddress()].map(email => ana.channels.invite({ params: of(ana), body: { email, role: 'owner' } })))
  expect(Object.keys(known!)).toEqual(Object.keys(unknown!))
  expect({ ...known, id: '', email: '', invitedAt: '', expiresAt: '' }).toEqual({ ...unknown, id: '', email: '', invitedAt: '', expiresAt: '' })
  // Whoever holds the link may say no without an account; owners may take it back.
  await aStranger().channels.decline({ body: { token: tokenIn(await mailTo(ben.email, /invites you/)) } })
  const token = tokenIn(await mailTo(unknown!.email, /invites you/))
  await ana.channels.withdraw({ params: { id: ana.channel.id, invitationId: unknown!.id } })
  expect((await refusal(ben.channels.accept({ body: { token } }))).code).toBe('invitation_not_found')
  expect((await ana.channels.team({ params: of(ana) })).invitations).toEqual([])
})

test('an editor publishes, changes and watches the channel\'s films as its owner would, and decides nothing about the channel', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer('Ben Editor')])
  await joins(ana, ben)
  const path = await media('short-clip')
  const { video } = await ben.videos.create({ body: { channelId: ana.channel.id, title: 'By Ben', access: 'private', file: { name: 'clip.mp4', size: (await stat(path)).size, type: 'video/mp4' } } })
  await uploadFile(ben, video.id, path)
  await ben.videos.completeUpload({ params: { id: video.id } })
  await ended(ben, video.id)
  const params = { id: video.id }
  expect(await ana.videos.get({ params })).toMatchObject({ mine: true, title: 'By Ben' })
  expect(await ben.videos.put({ params, body: { title: 'By Ben, again', access: 'private' } })).toMatchObject({ mine: true, title: 'By Ben, again' })
  await ben.videos.putCaptions({ params: { ...params, language: 'en' }, body: { content: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n' } })
  const { items: [caption] } = await ben.videos.captions({ params })
  expect(await (await fetch(frontDoor() + caption!.url!)).text()).toContain('Hello')
  expect((await watchFilm(frontDoor(), (await ben.playback.start({ params })).manifestUrl)).length).toBeGreaterThan(0)
  expect((await ben.videos.ofChannel({ params: of(ana) })).items.map(({ id }) => id)).toEqual([video.id])
  expect(await ben.videos.batchChange({ body: { ids: [video.id], change: { category: 'nature' } } })).toMatchObject({ items: [{ done: true }] })

  const { handle, name } = ana.channel
  expect((await ben.channels.put({ params: of(ana), body: { handle, name, description: 'Words by Ben' } })).description).toBe('Words by Ben')
  const attempts = [
    () => ben.channels.put({ params: of(ana), body: { handle: `${handle}-2`, name } }),
    () => ben.channels.invite({ params: of(ana), body: { email: anAddress() } }),
    () => ben.channels.removeMember({ params: { ...of(ana), userId: ana.user.id } }),
    () => ben.channels.handOver({ params: of(ana), body: { userId: ben.user.id } }),
  ]
  for (const attempt of attempts) expect(await refusal(attempt())).toMatchObject({ status: 403, code: 'owners_only' })

  await ben.videos.remove({ params })
  await ben.videos.restore({ params })
})

test('whoever is taken out of a team is out at once, and what they were watching of it stops', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aCreator('Ben Editor')])
  await joins(ana, ben)
  const [hers, his] = await Promise.all([aFilm(ana, { access: 'private' }), aFilm(ben, { access: 'private' })])
  const [watching, own] = [await ben.playback.start({ params: { id: hers.id } }), await ben.playback.start({ params: { id: his.id } })]
  const poster = (await ben.videos.get({ params: { id: hers.id } })).posterUrl!
  for (const address of [watching.manifestUrl, own.manifestUrl, poster]) expect((await fetch(frontDoor() + address)).status).toBe(200)
  const member = { ...of(ana), userId: ben.user.id }
  await ana.channels.removeMember({ params: member })

  const params = { id: hers.id }
  for (const attempt of [() => ben.videos.get({ params }), () => ben.videos.put({ params, body: { title: 'Mine now' } }), () => ben.videos.remove({ params })]) expect((await refusal(attempt())).code).toBe('video_not_found')
  expect(await refusal(ben.playback.start({ params }))).toMatchObject({ status: 403, code: 'private' })
  expect(await refusal(ben.videos.create({ body: { channelId: ana.channel.id, title: 'No', file: { name: 'a.mp4', size: 9, type: 'video/mp4' } } }))).toMatchObject({ status: 403, code: 'not_yours' })
  expect(await refusal(ben.channels.team({ params: of(ana) }))).toMatchObject({ status: 403, code: 'not_yours' })
  for (const address of [watching.manifestUrl, poster]) await until('the edge to refuse', () => isRefused(address), { seconds: 20 })
  expect((await fetch(frontDoor() + own.manifestUrl)).status).toBe(200)

  // Back again, they are let in anew.
  await joins(ana, ben, 'owner')
  expect((await fetch(frontDoor() + (await ben.playback.start({ params })).manifestUrl)).status).toBe(200)
})

test('a suspended editor is out at once, and back once reinstated; films belong to whose channel it is', async () => {
  const [ada, ana, ben] = await Promise.all([anAdmin(), aCreator(), aViewer()])
  await joins(ana, ben)
  const film = await aFilm(ana, { access: 'private' })
  const { manifestUrl } = await ben.playback.start({ params: { id: film.id } })
  await ada.users.suspend({ params: { id: ben.user.id }, body: { reason: 'Because the journey says so.' } })
  expect((await refusal(ben.videos.get({ params: { id: film.id } }))).code).toBe('suspended')
  await until('the edge to refuse', () => isRefused(manifestUrl), { seconds: 20 })
  expect(await ana.videos.get({ params: { id: film.id } })).toMatchObject({ mine: true })
  await ada.users.reinstate({ params: { id: ben.user.id }, body: { reason: 'It was a journey.' } })
  expect((await ana.channels.team({ params: of(ana) })).items).toHaveLength(2)
  await ana.channels.changeRole({ params: { ...of(ana), userId: ben.user.id }, body: { role: 'owner' } })

  const { items } = await ada.audit.list({ query: { subject: ana.channel.id } })
  expect(items.map(({ action }) => action)).toEqual(['channel.role_changed', 'channel.member_joined', 'channel.member_invited'])
  expect(JSON.stringify(items)).not.toContain('@')
})

test('a channel that is handed over takes its films along, and they stand as its new holder does', async () => {
  const [ada, ana, ben] = await Promise.all([anAdmin(), aCreator(), aViewer('Ben Heir')])
  await joins(ana, ben, 'owner')
  const film = await aFilm(ana)
  expect(await ana.channels.handOver({ params: of(ana), body: { userId: ben.user.id } })).toMatchObject({ ownerId: ben.user.id, mine: true, role: 'owner' })
  expect((await ben.channels.team({ params: of(ana) })).items).toMatchObject([{ userId: ben.user.id, holds: true }, { userId: ana.user.id, role: 'owner', holds: false }])
  await ana.channels.removeMember({ params: { ...of(ana), userId: ana.user.id } })
  await until('the film to follow', async () => !(await ana.videos.get({ params: { id: film.id } })).mine)
  expect(await ben.videos.get({ params: { id: film.id } })).toMatchObject({ mine: true })
  await ada.users.suspend({ params: { id: ben.user.id }, body: { reason: 'Because the journey says so.' } })
  await until('the film to be hidden', async () => (await aStranger().videos.get({ params: { id: film.id } }).catch(problem => problem.code)) === 'video_not_found')
})
