import { expect, test } from 'vitest'
import { filmIdIn } from '../../../../../web/src/features/videos/staff/film-id-in.ts'

const id = 'vid_01k3v9m2x8q4t7w5z6y1n0p3r2'

test('a film is found by its id, and by every address that people copy', () => {
  for (const text of [id, ` ${id} `, `https://house.example/watch/${id}?t=83`, `<iframe src="https://house.example/embed/${id}">`, `/admin/films?id=${id}`]) expect(filmIdIn(text)).toBe(id)
})
test('what holds no id is not taken for one', () => {
  expect(['', 'The long thaw', 'vid_', 'chn_01k3v9m2x8q4t7w5z6y1n0p3r2'].map(filmIdIn)).toEqual([null, null, null, null])
})
