import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../../../functions/platform/ids.ts'
import { writeLogTo } from '../../../../functions/platform/log.ts'
import type { Film } from '../../../../functions/videos/film.ts'
import { reconcileDue, type Pace } from '../../../../functions/videos/pipeline/reconcile-due.ts'
import type { ReconcileEffects } from '../../../../functions/videos/pipeline/reconcile-video.ts'
import { clearRemains } from '../../../../functions/videos/pipeline/remains.ts'
import { videoStore } from '../../../../functions/videos/video-store.ts'
import { startLocalTables } from '../../../support/local-tables.ts'
import { aFilm, at } from '../a-film.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => {
  tables = await startLocalTables()
  writeLogTo(() => {})
})
afterAll(() => tables.stop())

const pace: Pace = { films: 10, atOnce: 4, filmSeconds: 60, beginSeconds: 60 }
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000)
const undoWindowSeconds = 600

/** A pipeline over the real table, and a bucket of keys; `hurt` decides what happens to a film that is swept. */
function aHouse(hurt: (key: string) => Promise<void> | void = () => {}) {
  const world = { now: at, keys: new Set<string>() }
  const store = videoStore({ undoWindowSeconds, now: () => world.now })
  const objects = {
    async deleteSource(key: string) {
      await hurt(key)
      world.keys.delete(key)
    },
    async deleteOutput(key: string) { world.keys.delete(key) },
    async deleteOutputs(prefix: string) {
      const found = [...world.keys].filter(key => key.startsWith(prefix))
      for (const key of found) world.keys.delete(key)
      return found.length
    },
    abortUpload: async () => {},
  }
  const effects = { store, objects, undoWindowSeconds, now: () => world.now, transcoder: { cancel: async () => {} } } as unknown as ReconcileEffects
  const gone = async (differing: Partial<Film> = {}) => {
    const id = newId('vid')
    const film = aFilm({ id, processing: 'ready', upload: null, sourceKey: `uploads/${id}/source`, deletedAt: at.toISOString(), erasing: true, ...differing })
    await store.create(film)
    return film
  }
  return { world, store, objects, effects, gone, isLeft: async ({ id }: Film) => (await store.find(id)) !== null, look: (seconds: number, differing: Partial<Pace> = {}) => {
    world.now = later(seconds)
    return reconcileDue(effects, { now: () => world.now }, { ...pace, ...differing })
  } }
}

describe('films that are due', () => {
  test('wait for none that fails each time, however many of these there are', async () => {
    const { gone, isLeft, look } = aHouse(key => { if (failing.has(key)) throw new Error('AccessDenied') })
    const failing = new Set<string>()
    const bad = await Promise.all(Array.from({ length: 25 }, () => gone({ deletedAt: later(-100).toISOString() })))
    for (const { sourceKey } of bad) failing.add(sourceKey)
    const good = await gone()
    for (let turn = 0; turn < 3; turn++) await look(turn)
    expect(await isLeft(good)).toBe(false)
    // None of them is given up.
    failing.clear()
    for (let turn = 0; turn < 4; turn++) await look(100 + turn)
    expect(await Promise.all(bad.map(isLeft))).toEqual(bad.map(() => false))
  })
  test('wait for none that never answers', async () => {
    const endless = Promise.withResolvers<void>()
    const hanging = new Set<string>()
    const { gone, isLeft, look } = aHouse(key => (hanging.has(key) ? endless.promise : undefined))
    const bad = await Promise.all(Array.from({ length: 5 }, () => gone({ deletedAt: later(-100).toISOString() })))
    for (const { sourceKey } of bad) hanging.add(sourceKey)
    const good = await gone()
    await look(0, { filmSeconds: 0.2 })
    expect(await isLeft(good)).toBe(false)
    expect(await Promise.all(bad.map(isLeft))).toEqual(bad.map(() => true))
    endless.resolve()
  })
  test('are not begun when the time is over, and are the first of the next minute', async () => {
    const { gone, isLeft, look } = aHouse()
    const film = await gone()
    await look(0, { beginSeconds: -1 })
    expect(await isLeft(film)).toBe(true)
    await look(1)
    expect(await isLeft(film)).toBe(false)
  })
})

describe('what remains of a film', () => {
  test('is looked for an hour after it has gone, and every hour until nothing more comes', async () => {
    const { world, objects, gone, isLeft, look } = aHouse()
    const film = await gone({ imageName: newId('img') })
    const [late, later2, image] = [`v/${film.id}/7-ladder/film_1.cmfv`, `v/${film.id}/7-ladder/film_2.cmfv`, `i/${film.imageName}.jpg`]
    await look(0)
    expect(await isLeft(film)).toBe(false)
    world.keys.add(late).add(image)
    await clearRemains(objects, later(3599))
    expect(world.keys).toEqual(new Set([late, image]))
    await clearRemains(objects, later(3601))
    expect(world.keys).toEqual(new Set())
    world.keys.add(later2)
    await clearRemains(objects, later(7300))
    expect(world.keys).toEqual(new Set())
    await clearRemains(objects, later(11_000))
    // Nothing was found: nobody looks any more.
    world.keys.add(late)
    await clearRemains(objects, later(100_000))
    expect(world.keys).toEqual(new Set([late]))
  })
  test('keeps nothing else waiting when it cannot be cleared', async () => {
    const { world, objects, gone, look } = aHouse()
    const [bad, good] = [await gone(), await gone()]
    await look(0)
    world.keys.add(`v/${good.id}/x`)
    const hurt = { ...objects, deleteOutputs: async (prefix: string) => { if (prefix.includes(bad.id)) throw new Error('SlowDown'); return objects.deleteOutputs(prefix) } }
    await clearRemains(hurt, later(200_000))
    expect(world.keys.size).toBe(0)
  })
})
