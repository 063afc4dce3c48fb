import { expect, test } from 'vitest'
import { aCreator, aStranger, aViewer, frontDoor, refusal } from '../support/actors.ts'

test('a channel is found by id and by handle, and tells its owner that it is theirs', async () => {
  const ana = await aCreator()
  const { id, handle } = ana.channel
  for (const idOrHandle of [id, handle, handle.toUpperCase()]) expect(await aStranger().channels.get({ params: { idOrHandle } })).toMatchObject({ id, handle, mine: false, following: false })
  expect((await ana.channels.get({ params: { idOrHandle: handle } })).mine).toBe(true)
  expect((await ana.channels.mine()).items.map(channel => channel.id)).toEqual([id])
})

test('a handle belongs to one channel', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  expect(await refusal(ben.channels.create({ body: { handle: ana.channel.handle, name: 'Copy' } }))).toMatchObject({ status: 409, code: 'handle_taken' })
  expect(await refusal(ben.channels.create({ body: { handle: 'admin', name: 'Admin' } }))).toMatchObject({ code: 'handle_reserved' })
})

test('a channel changes its handle, and the old one is free again', async () => {
  const ana = await aCreator()
  const { id, handle: old } = ana.channel
  await ana.channels.put({ params: { id }, body: { handle: `${old}-2`, name: 'Renamed', description: 'New' } })
  expect(await aStranger().channels.get({ params: { idOrHandle: `${old}-2` } })).toMatchObject({ id, name: 'Renamed' })
  expect((await refusal(aStranger().channels.get({ params: { idOrHandle: old } }))).code).toBe('channel_not_found')
  expect((await (await aViewer()).channels.create({ body: { handle: old, name: 'Next' } })).handle).toBe(old)
})

test('nobody changes somebody else\'s channel', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  expect(await refusal(ben.channels.put({ params: { id: ana.channel.id }, body: { handle: ana.channel.handle, name: 'Mine now' } }))).toMatchObject({ status: 403, code: 'not_yours' })
})

test('twenty people who follow at once are twenty followers, however often each of them asks', async () => {
  const ana = await aCreator()
  const params = { id: ana.channel.id }
  const fans = []
  for (let group = 0; group < 5; group++) fans.push(...await Promise.all(Array.from({ length: 4 }, () => aViewer('A Fan'))))
  await Promise.all(fans.flatMap(fan => [fan.channels.follow({ params }), fan.channels.follow({ params })]))
  expect((await ana.channels.get({ params: { idOrHandle: params.id } })).followers).toBe(20)
  await Promise.all(fans.slice(0, 7).map(fan => fan.channels.unfollow({ params })))
  expect((await ana.channels.get({ params: { idOrHandle: params.id } })).followers).toBe(13)
  expect((await fans[10]!.channels.get({ params: { idOrHandle: params.id } })).following).toBe(true)
  expect((await fans[10]!.channels.follows()).items).toMatchObject([{ id: params.id, name: ana.channel.name }])
})

test('clients of the older systems subscribe to a channel and list their subscriptions', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const authorization = `Bearer ${await ben.token()}`
  expect((await fetch(`${frontDoor()}/api/channels/${ana.channel.id}/subscribe`, { method: 'POST', headers: { authorization } })).status).toBe(200)
  expect(await (await fetch(`${frontDoor()}/api/users/me/subscriptions`, { headers: { authorization } })).json()).toMatchObject({ items: [{ id: ana.channel.id }] })
  expect((await fetch(`${frontDoor()}/api/channels/${ana.channel.id}/subscribe`, { method: 'DELETE', headers: { authorization } })).status).toBe(200)
  expect((await ben.channels.follows()).items).toEqual([])
})
