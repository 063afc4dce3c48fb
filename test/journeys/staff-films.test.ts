/** Films of anyone, as staff see them. */
import { expect, test } from 'vitest'
import { aCreator, aFilm, anAdmin, aStaffMember, ended, refusal, until, uploaded } from '../support/actors.ts'
import { inject } from '../support/faults.ts'

const reason = 'Its encoder had a bad day.'

test('staff find a private film by its state, its owner and its channel, with what became of it', async () => {
  const [mo, ana] = await Promise.all([aStaffMember('moderator'), aCreator()])
  const film = await aFilm(ana, { access: 'private', title: 'For nobody' })
  for (const query of [{}, { state: 'ready' as const }, { ownerId: ana.user.id }, { channelId: ana.channel.id }, { ownerId: ana.user.id, state: 'ready' as const }]) {
    const seen = await until(`the film to be found by ${JSON.stringify(query)}`, async () => (await mo.videos.staffList({ query: { ...query, limit: 100 } })).items.find(({ id }) => id === film.id))
    expect(seen).toMatchObject({ title: 'For nobody', access: 'private', ownerId: ana.user.id, processing: 'ready', hidden: false, deletedAt: null, posterUrl: null })
  }
  expect((await mo.videos.staffList({ query: { ownerId: ana.user.id, state: 'failed' } })).items).toEqual([])
  expect(await mo.videos.staffGet({ params: { id: film.id } })).toMatchObject({ id: film.id, jobs: expect.arrayContaining([expect.objectContaining({ kind: 'ladder', status: 'done', percent: 100 })]) })
  await ana.videos.remove({ params: { id: film.id } })
  expect((await mo.videos.staffGet({ params: { id: film.id } })).deletedAt).not.toBeNull()
})

test('their pages follow each other, the latest film first, each film once', async () => {
  const [ada, ana] = await Promise.all([anAdmin(), aCreator()])
  const announced: string[] = []
  for (const title of ['One', 'Two', 'Three']) announced.push((await ana.videos.create({ body: { channelId: ana.channel.id, title, file: { name: 'x.mp4', size: 10 } } })).video.id)
  const pages = await until('all three to be listed', async () => {
    const found: string[][] = []
    let cursor: string | undefined
    do {
      const page = await ada.videos.staffList({ query: { ownerId: ana.user.id, limit: 2, cursor } })
      found.push(page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return found.flat().length === 3 && found
  })
  expect(pages).toEqual([[announced[2], announced[1]], [announced[0]]])
  expect((await refusal(ada.videos.staffList({ query: { ownerId: ana.user.id, channelId: ana.channel.id } }))).code).toBe('invalid_input')
})

test('an admin tries somebody\'s failed film again, and the trail says why', async () => {
  const [ada, ana] = await Promise.all([anAdmin(), aCreator()])
  const id = await uploaded(ana, 'text')
  await ended(ana, id)
  const seen = await until('it to stand among the failed', async () => (await ada.videos.staffList({ query: { state: 'failed', limit: 100 } })).items.find(film => film.id === id))
  expect(seen.progress.reason!.code).toBe('not_a_film')
  await inject({ about: id, operation: 'mediaconvert:Probe', strike: { error: { code: 'BadRequestException', message: 'Not today.', status: 400 } } })
  expect(await ada.videos.staffRetry({ params: { id }, body: { reason } })).toMatchObject({ id, processing: 'checking' })
  await ended(ana, id)
  const { items } = await ada.audit.list({ query: { subject: id } })
  expect(items).toMatchObject([{ actor: ada.user.id, action: 'video.retried', reason, before: { failure: 'not_a_film' } }])
})

test('nobody else sees films that are not theirs, and moderators only look', async () => {
  const [mo, ana] = await Promise.all([aStaffMember('moderator'), aCreator()])
  const id = await uploaded(ana, 'text')
  for (const attempt of [() => ana.videos.staffList(), () => ana.videos.staffGet({ params: { id } }), () => mo.videos.staffRetry({ params: { id }, body: { reason } })])
    expect(await refusal(attempt())).toMatchObject({ status: 403, code: 'role_missing' })
})
