import { expect, test } from 'vitest'
import type { Film } from '../../../../functions/videos/film.ts'
import { oldestUnderWay } from '../../../../functions/videos/pipeline/oldest-under-way.ts'
import { aFilm } from '../a-film.ts'

const now = new Date('2026-11-20T12:00:00.000Z')
const among = (films: readonly Film[]) => (state: string) => Promise.resolve(films.filter(({ processing }) => processing === state))
const arrived = (receivedAt: string, more: Partial<Film> = {}) => aFilm({ processing: 'transcoding', receivedAt, createdAt: '2026-11-01T00:00:00.000Z', ...more })

test('the film that has been on its way longest counts from its arrival, not from its announcement', async () => {
  expect(await oldestUnderWay(now, among([arrived('2026-11-20T11:00:00.000Z'), arrived('2026-11-20T09:00:00.000Z', { processing: 'checking' })]))).toBe(3 * 3600)
})
test('one that is tried again counts from then', async () => {
  expect(await oldestUnderWay(now, among([arrived('2026-11-02T11:00:00.000Z', { underWaySince: '2026-11-20T11:59:00.000Z' })]))).toBe(60)
})
test('what is ready, uploading or deleted is not on its way', async () => {
  expect(await oldestUnderWay(now, among([arrived('2026-11-19T00:00:00.000Z', { processing: 'ready' }), arrived('2026-11-19T00:00:00.000Z', { processing: 'uploading' }), arrived('2026-11-19T00:00:00.000Z', { deletedAt: '2026-11-20T00:00:00.000Z' })]))).toBe(0)
})
