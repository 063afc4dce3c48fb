import { describe, expect, test } from 'vitest'
import { deleteVideo, editVideo, restoreVideo, retryVideo, type EditEffects } from '../../../../functions/videos/editing/edit-video.ts'
import { amendment } from '../../../../functions/videos/editing/amend-video.ts'
import { publishVideo } from '../../../../functions/videos/publication/publish-video.ts'
import { unpublished } from '../../../../functions/videos/publication/publication.ts'
import { eachOf } from '../../../../functions/videos/editing/each-of.ts'
import { errors } from '../../../../functions/videos/errors.ts'
import { deleted, erasing, failed, type Film } from '../../../../functions/videos/film.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)
const editing = ({ effects }: ReturnType<typeof oneFilm>) => ({ ...effects, edge: async () => effects.edge, bucket: async () => ({ size: effects.objects.sourceSize }), by: 'usr_ana' }) as EditEffects & { undoWindowSeconds: number; bucket(): Promise<{ size(key: string): Promise<number | null> }> }
const ready = aFilm({ processing: 'ready', upload: null, source: aSource })

describe('bringing a deleted film back', () => {
  test('works inside the undo window, as often as one likes', async () => {
    const world = oneFilm(deleted(ready, at), { now: later(599) })
    const restored = () => restoreVideo(world.film()!, editing(world))
    for (const film of [await restored(), await restored()]) expect(film).toMatchObject({ deletedAt: null, processing: 'ready' })
    await reconcileVideo(ready.id, world.effects)
    expect(world.done).toEqual([])
  })
  test('is too late when the window is over, or when objects have begun to go', async () => {
    for (const world of [oneFilm(deleted(ready, at), { now: later(600) }), oneFilm(erasing(deleted(ready, at)))])
      await expect(restoreVideo(world.film()!, editing(world))).rejects.toMatchObject({ code: 'undo_too_late' })
  })
  test('loses nothing however it meets the sweep: either the film is back, or its objects went', async () => {
    const world = oneFilm(deleted(ready, at), { now: later(600) })
    // The sweep is cut off right after it has said that it begins.
    await world.effects.store.change(ready.id, erasing)
    await expect(restoreVideo(world.film()!, { ...editing(world), now: () => later(599) })).rejects.toMatchObject({ code: 'undo_too_late' })
    expect(world.done).toEqual([])
    await reconcileVideo(ready.id, world.effects)
    expect(world.film()).toBeNull()
    expect(world.done).toContain(`delete films v/${ready.id}/`)
  })
  test('a film is deleted once: a second time does not lengthen the window', async () => {
    const world = oneFilm(deleted(ready, at), { now: later(300) })
    await deleteVideo(world.film()!, editing(world))
    expect(world.film()!.deletedAt).toBe(at.toISOString())
  })
})

describe('the audit trail', () => {
  const metadata = { title: 'A', description: '', tags: [], category: 'other', language: 'en', access: ready.access } as const
  const entry = (action: string, before: object, after: object) => ({ actor: 'usr_ana', action, subject: ready.id, reason: '', before, after })

  test('says who opened or closed a film, deleted it and brought it back', async () => {
    const world = oneFilm(aFilm({ ...ready, access: 'private' }))
    const effects = editing(world)
    const film = () => world.film()!
    await editVideo(film(), { ...metadata, access: 'unlisted' }, null, effects)
    await publishVideo(film(), { state: 'draft' }, effects)
    await amendment({ publication: { state: 'published' }, access: 'public' }, effects)(film())
    await deleteVideo(film(), effects)
    await restoreVideo(film(), effects)
    expect(world.trail).toEqual([
      entry('video.access_changed', { access: 'private' }, { access: 'unlisted' }),
      entry('video.access_changed', { publication: 'published' }, { publication: 'draft' }),
      entry('video.access_changed', { access: 'unlisted', publication: 'draft' }, { access: 'public', publication: 'published' }),
      entry('video.deleted', { access: 'public' }, {}),
      entry('video.restored', {}, { access: 'public' }),
    ])
  })
  test('says that the house opened a film when its time had come', async () => {
    const opens = new Date(at.getTime() + 60_000)
    const world = oneFilm(unpublished({ ...ready, access: 'public' }, { state: 'scheduled', at: opens.toISOString(), local: '2026-11-20T10:44', zone: 'UTC' }, at), { now: opens })
    await reconcileVideo(ready.id, world.effects)
    expect(world.trail).toEqual([{ ...entry('video.access_changed', { publication: 'scheduled', at: opens.toISOString() }, { publication: 'published', at: null }), actor: 'house' }])
  })
  test('says nothing of a title, nor of a second deletion', async () => {
    const world = oneFilm(ready)
    await editVideo(ready, { ...metadata, title: 'Another' }, null, editing(world))
    expect(world.trail).toEqual([])
    await deleteVideo(ready, editing(world))
    await deleteVideo(ready, editing(world))
    expect(world.trail).toHaveLength(1)
  })
})

describe('trying again', () => {
  const attempt = (film: Film) => retryVideo(film, editing(oneFilm(film)))
  test('a failed film is looked at again', async () => expect(await attempt(failed(aFilm(), 'not_a_film'))).toMatchObject({ processing: 'checking', failure: null }))
  test('asking while it runs changes nothing', async () => {
    const running = aFilm({ processing: 'transcoding', source: aSource })
    expect(await attempt(running)).toBe(running)
  })
  test('a film that is ready needs none', async () => expect(attempt(ready)).rejects.toMatchObject({ code: 'not_failed' }))
  const poorer = aFilm({ ...ready, published: { kind: 'instant', prefix: 'v/x/1-instant/', rungs: [] } })
  test('one that is ready in one quality gets the others made, while it plays on', async () =>
    expect(await attempt(poorer)).toMatchObject({ processing: 'transcoding', published: poorer.published, underWaySince: at.toISOString() }))
  test('but not once its file is not kept any more', async () =>
    expect(retryVideo(poorer, editing(oneFilm(poorer, { sourceSize: null })))).rejects.toMatchObject({ code: 'nothing_to_retry' }))
  test.each(['size_mismatch', 'source_missing', 'upload_abandoned'] as const)('nothing helps a file that failed with %s', async code =>
    expect(attempt(failed(aFilm({ processing: code === 'source_missing' ? 'checking' : 'uploading' }), code))).rejects.toMatchObject({ code: 'nothing_to_retry' }))
})

test('a film longer than the house allows fails with both lengths in the sentence', async () => {
  const probe = { Container: { Format: 'mp4', Duration: 14 * 3600, Tracks: [{ TrackType: 'video', Codec: 'AVC', VideoProperties: { Width: 64, Height: 64 } }] } }
  const world = oneFilm(aFilm({ processing: 'checking', upload: null }), { probe })
  await reconcileVideo(ready.id, world.effects)
  expect(world.film()!).toMatchObject({ processing: 'failed', failure: { code: 'too_long', message: expect.stringContaining('lasts 14 h 0 min; this house takes films of up to 12 h 0 min') } })
})

test('leftovers go when they are due, and are forgotten only then', async () => {
  const leftovers = [{ bucket: 'films', prefix: 'v/old/', until: at.toISOString() }, { bucket: 'uploads', prefix: 'uploads/old', until: at.toISOString() }, { bucket: 'films', prefix: 'v/later/', until: later(1).toISOString() }] as const
  const world = oneFilm({ ...ready, leftovers })
  await reconcileVideo(ready.id, world.effects)
  expect(world.done).toEqual(['delete films v/old/', 'delete uploads uploads/old'])
  expect(world.film()!.leftovers).toEqual(leftovers.slice(2))
})

test('of a batch every film is done or refused by itself, once, in the order asked', async () => {
  const worked: string[] = []
  const { items } = await eachOf(['a', 'lost', 'b', 'a', 'broken'], async id => {
    if (id === 'lost') throw errors.video_not_found()
    if (id === 'broken') throw new Error('no table')
    worked.push(id)
  })
  expect(worked.sort()).toEqual(['a', 'b'])
  expect(items.map(({ id, done, problem }) => [id, done, problem?.code])).toEqual([['a', true, undefined], ['lost', false, 'video_not_found'], ['b', true, undefined], ['broken', false, 'try_again']])
})
