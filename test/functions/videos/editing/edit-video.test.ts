import { describe, expect, test } from 'vitest'
import { deleteVideo, restoreVideo, retryVideo, type EditEffects } from '../../../../functions/videos/editing/edit-video.ts'
import { eachOf } from '../../../../functions/videos/editing/each-of.ts'
import { errors } from '../../../../functions/videos/errors.ts'
import { deleted, erasing, failed, type Film } from '../../../../functions/videos/film.ts'
import { reconcileVideo } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { aFilm, aSource, at } from '../a-film.ts'
import { oneFilm } from '../one-film.ts'

const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)
const editing = ({ effects }: ReturnType<typeof oneFilm>) => ({ ...effects, edge: async () => effects.edge }) as EditEffects & { undoWindowSeconds: number }
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

describe('trying again', () => {
  const attempt = (film: Film) => retryVideo(film, editing(oneFilm(film)))
  test('a failed film is looked at again', async () => expect(await attempt(failed(aFilm(), 'not_a_film'))).toMatchObject({ processing: 'checking', failure: null }))
  test('asking while it runs changes nothing', async () => {
    const running = aFilm({ processing: 'transcoding', source: aSource })
    expect(await attempt(running)).toBe(running)
  })
  test('a film that is ready needs none', async () => expect(attempt(ready)).rejects.toMatchObject({ code: 'not_failed' }))
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
