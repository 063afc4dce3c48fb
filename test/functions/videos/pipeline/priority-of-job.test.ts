import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../../../functions/platform/ids.ts'
import type { Film } from '../../../../functions/videos/film.ts'
import { filmsAhead } from '../../../../functions/videos/pipeline/films-ahead.ts'
import { priorityOf, priorityOfFrame } from '../../../../functions/videos/pipeline/priority-of-job.ts'
import { videoStore } from '../../../../functions/videos/video-store.ts'
import type { Job } from '../../../../local/mediaconvert/job.ts'
import { nextJob } from '../../../../local/mediaconvert/next-job.ts'
import { startLocalTables } from '../../../support/local-tables.ts'
import { aFilm, at } from '../a-film.ts'

let tables: Awaited<ReturnType<typeof startLocalTables>>
beforeAll(async () => { tables = await startLocalTables() })
afterAll(() => tables.stop())

/** Ladders asked for in this order while none has begun, and the order in which MediaConvert takes them. */
function orderOf(owners: readonly string[]): string[] {
  const jobs = owners.map((owner, place) => ({ id: owner, status: 'SUBMITTED', priority: priorityOf('ladder', owners.slice(0, place).filter(other => other === owner).length), createdAt: place, startedAt: null }) as unknown as Job)
  const order: string[] = []
  for (let next = nextJob(jobs); next; next = nextJob(jobs)) {
    next.status = 'COMPLETE'
    order.push(next.id)
  }
  return order
}

test('a hundred films of one person keep nobody else waiting for more than one of them', () => {
  expect(orderOf([...Array<string>(100).fill('ana'), 'ben', 'cleo', 'ben']).slice(0, 6)).toEqual(['ana', 'ben', 'cleo', 'ana', 'ben', 'ana'])
})
test('before anybody\'s next film, everybody who waits has had as many', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('ana', 'ben', 'cleo'), { maxLength: 60 }), owners => {
    const waiting = new Map<string, number>()
    for (const owner of owners) waiting.set(owner, (waiting.get(owner) ?? 0) + 1)
    const had = new Map<string, number>()
    for (const owner of orderOf(owners)) {
      const mine = had.get(owner) ?? 0
      // From the fiftieth on, all are alike.
      if (mine < 50) for (const [other, wanted] of waiting) expect((had.get(other) ?? 0) >= Math.min(mine, wanted)).toBe(true)
      had.set(owner, mine + 1)
    }
  }))
})
test('a picture that somebody waits for goes before every first quality, and that before every ladder, within what MediaConvert takes', () => {
  fc.assert(fc.property(fc.nat(1000), fc.nat(1000), (one, other) => {
    expect(priorityOfFrame).toBeGreaterThan(priorityOf('first', one))
    expect(priorityOf('first', one)).toBeGreaterThan(priorityOf('ladder', other))
    expect(priorityOf('ladder', other)).toBeGreaterThanOrEqual(-50)
    expect(priorityOfFrame).toBeLessThanOrEqual(50)
  }))
})
test('ahead of a film are those of its owner that came before it and are still being converted', async () => {
  const store = videoStore({ undoWindowSeconds: 600, now: () => at })
  const film = (second: number, differing: Partial<Film> = {}) => aFilm({ id: newId('vid', { now: new Date(at.getTime() + second * 1000) }), processing: 'transcoding', upload: null, ...differing })
  const mine = film(5)
  const others = [film(1), film(2), film(3, { ownerId: 'usr_ben00000000000000000' }), film(3, { processing: 'ready' }), film(4, { processing: 'checking' }), film(4, { deletedAt: at.toISOString() }), film(6)]
  for (const one of [mine, ...others]) await store.create(one)
  expect(await filmsAhead(mine)).toBe(2)
})
