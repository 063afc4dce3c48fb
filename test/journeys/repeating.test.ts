/** A client that is not sure whether its write arrived sends it again under the same key. */
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { aCreator, aViewer, refusal } from '../support/actors.ts'

const aKey = () => ({ 'idempotency-key': randomBytes(12).toString('hex') })
const aHandle = () => `ch-${randomBytes(6).toString('hex')}`

test('opening a channel again with the same key opens one', async () => {
  const ben = await aViewer()
  const [headers, body] = [aKey(), { handle: aHandle(), name: 'Once' }]
  const first = await ben.channels.create({ headers, body })
  expect(await ben.channels.create({ headers, body })).toEqual(first)
  expect((await ben.channels.mine()).items).toHaveLength(1)
})

test('a key whose write was refused is free again', async () => {
  const ana = await aCreator()
  const channel = aKey()
  expect((await refusal(ana.channels.create({ headers: channel, body: { handle: ana.channel.handle, name: 'Taken' } }))).code).toBe('handle_taken')
  expect((await ana.channels.create({ headers: channel, body: { handle: aHandle(), name: 'Free' } })).name).toBe('Free')
  const film = aKey()
  const announce = (size: number) => ana.videos.create({ headers: film, body: { channelId: ana.channel.id, title: 'Again', file: { name: 'a.mp4', size } } })
  expect((await refusal(announce(0))).code).toBe('file_empty')
  expect((await announce(10)).video.title).toBe('Again')
})
