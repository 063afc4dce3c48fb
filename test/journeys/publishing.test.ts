import { expect, test } from 'vitest'
import { aCreator, aFilm, anAdmin, aStranger, aViewer, frontDoor, refusal, theOperator, until } from '../support/actors.ts'

/** A wall clock in Oslo so many seconds from now. */
const inOslo = (seconds: number) => new Date(Date.now() + seconds * 1000).toLocaleString('sv-SE', { timeZone: 'Europe/Oslo' }).replace(' ', 'T')

test('a scheduled film is its owner\'s alone until its time, then public at the minute\'s next look', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana, { access: 'private' })
  const params = { id: film.id }
  const stranger = aStranger()
  const local = inOslo(45)
  expect(await ana.videos.publish({ params, body: { state: 'scheduled', at: local, zone: 'Europe/Oslo' } })).toMatchObject({ publication: { state: 'scheduled', local, zone: 'Europe/Oslo' } })
  const held = await ana.videos.put({ params, body: { title: 'Premiere', access: 'public' } })
  expect(held).toMatchObject({ access: 'public', publication: { state: 'scheduled' } })
  expect((await refusal(stranger.videos.get({ params }))).code).toBe('video_not_found')
  expect((await refusal(stranger.playback.start({ params }))).code).toBe('private')
  expect((await ana.playback.start({ params })).manifestUrl).toContain('film.m3u8')

  const opening = Date.parse(held.publication!.at!)
  await theOperator().reconcileAfter(0)
  expect((await refusal(stranger.videos.get({ params }))).code, 'not a second early').toBe('video_not_found')
  await theOperator().reconcileAfter((opening - Date.now()) / 1000 + 1)
  const open = await until('the film to open', () => stranger.videos.get({ params }).catch(() => null))
  expect(open).toMatchObject({ access: 'public', publication: null, publishedAt: held.publication!.at })
  expect((await stranger.playback.start({ params })).manifestUrl).toContain('film.m3u8')
  expect((await stranger.videos.browse({ query: { channelId: ana.channel.id } })).items.map(({ id }) => id)).toEqual([film.id])
})

test('a film taken back is private at once, whoever watches it stops, and it opens again as it was', async () => {
  const ana = await aCreator()
  const film = await aFilm(ana)
  const params = { id: film.id }
  const { manifestUrl } = await aStranger().playback.start({ params })
  expect(await ana.videos.publish({ params, body: { state: 'draft' } })).toMatchObject({ access: 'public', publication: { state: 'draft', at: null } })
  expect((await refusal(aStranger().videos.get({ params }))).code).toBe('video_not_found')
  expect((await aStranger().videos.browse({ query: { channelId: ana.channel.id } })).items).toEqual([])
  await until('the edge to refuse', async () => (await fetch(frontDoor() + manifestUrl)).status === 403)
  expect(await ana.videos.publish({ params, body: { state: 'published' } })).toMatchObject({ access: 'public', publication: { state: 'published' }, publishedAt: film.publishedAt })
  expect((await aStranger().videos.get({ params })).access).toBe('public')
})

test('whoever opens a film, closes it or deletes it stands in the audit trail with that; who renames it does not', async () => {
  const [ada, ana] = await Promise.all([anAdmin(), aCreator()])
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'When', access: 'private', file: { name: 'x.mp4', size: 10 } } })
  const params = { id }
  await ana.videos.put({ params, body: { title: 'Another', access: 'private' } })
  await ana.videos.put({ params, body: { title: 'Another', access: 'public' } })
  await ana.videos.publish({ params, body: { state: 'draft' } })
  await ana.videos.batchChange({ body: { ids: [id], change: { access: 'unlisted' } } })
  await ana.videos.batchRemove({ body: { ids: [id] } })
  await ana.videos.restore({ params })
  await ana.videos.remove({ params })
  const said = await until('the whole trail', async () => {
    const { items } = await ada.audit.list({ query: { subject: id } })
    return items.length === 6 && items
  })
  expect(said.every(({ actor }) => actor === ana.user.id)).toBe(true)
  expect(said.map(({ action, before, after }) => [action, before, after]).toReversed()).toEqual([
    ['video.access_changed', { access: 'private' }, { access: 'public' }],
    ['video.access_changed', { publication: 'published' }, { publication: 'draft' }],
    ['video.access_changed', { access: 'public' }, { access: 'unlisted' }],
    ['video.deleted', { access: 'unlisted' }, {}],
    ['video.restored', {}, { access: 'unlisted' }],
    ['video.deleted', { access: 'unlisted' }, {}],
  ])
})

test('a film may be announced as a draft, and a batch schedules several', async () => {
  const ana = await aCreator()
  const announce = async () => (await ana.videos.create({ body: { channelId: ana.channel.id, title: 'Soon', access: 'public', publication: { state: 'draft' }, file: { name: 'x.mp4', size: 10 } } })).video
  const [one, two] = [await announce(), await announce()]
  expect(one).toMatchObject({ access: 'public', publication: { state: 'draft' } })
  expect((await refusal(aStranger().videos.get({ params: { id: one.id } }))).code).toBe('video_not_found')
  const publication = { state: 'scheduled', at: inOslo(3600), zone: 'Europe/Oslo' } as const
  expect((await ana.videos.batchChange({ body: { ids: [one.id, two.id], change: { publication } } })).items.every(({ done }) => done)).toBe(true)
  expect((await ana.videos.get({ params: { id: two.id } })).publication).toMatchObject({ state: 'scheduled', local: publication.at })
})

test('a time that cannot be is refused with the reason, and nobody publishes somebody else\'s film', async () => {
  const [ana, ben] = await Promise.all([aCreator(), aViewer()])
  const { video: { id } } = await ana.videos.create({ body: { channelId: ana.channel.id, title: 'When', file: { name: 'x.mp4', size: 10 } } })
  const at = (at: string, zone = 'Europe/Oslo') => ana.videos.publish({ params: { id }, body: { state: 'scheduled', at, zone } })
  expect((await refusal(at(inOslo(-60)))).code).toBe('publish_too_late')
  expect((await refusal(at('2027-02-31T10:00'))).code).toBe('no_such_time')
  expect((await refusal(at('2199-01-01T10:00'))).code).toBe('publish_too_far')
  expect((await refusal(at(inOslo(3600), '+01:00'))).code).toBe('zone_unknown')
  expect((await refusal(at('tomorrow'))).code).toBe('invalid_input')
  expect((await refusal(ben.videos.publish({ params: { id }, body: { state: 'published' } }))).code).toBe('video_not_found')
})
