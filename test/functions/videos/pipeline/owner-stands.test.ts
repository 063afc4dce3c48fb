import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isListed, isPosterPublic, ownerStands, type Film } from '../../../../functions/videos/film.ts'
import { maySee } from '../../../../functions/platform/shared-film.ts'
import { aFilm, at } from '../a-film.ts'

const playing = (more: Partial<Film> = {}) => aFilm({ processing: 'ready', published: { kind: 'ladder', prefix: 'v/x/1-ladder/', rungs: [] }, poster: 'v/x/poster.jpg', publishedAt: at.toISOString(), ...more })

describe('the films of a suspended person', () => {
  test('stand in no list, show no poster and are seen by nobody, their owner included', () => {
    const hidden = ownerStands(playing(), 'suspended', 2, at)
    expect([isListed(hidden), isPosterPublic(hidden), maySee(hidden, false), maySee(hidden, true)]).toEqual([false, false, false, false])
  })
  test('stop where they are running, but one that never played has nothing to stop', () => {
    expect(ownerStands(playing(), 'suspended', 2, at).withdrawnAt).toBe(at.toISOString())
    expect(ownerStands(aFilm(), 'suspended', 2, at).withdrawnAt).toBeNull()
  })
  test('come back as they were when their owner does', () => {
    const back = ownerStands(ownerStands(playing(), 'suspended', 2, at), 'active', 3, at)
    expect([isListed(back), isPosterPublic(back), maySee(back, false)]).toEqual([true, true, true])
  })
  test('end as the latest news says, in whatever order and however often it comes', () => {
    const news = fc.array(fc.constantFrom('active' as const, 'suspended' as const), { minLength: 1, maxLength: 6 })
    fc.assert(fc.property(news, fc.infiniteStream(fc.nat()), (story, dice) => {
      const told = story.map((status, i) => ({ status, version: i + 2 }))
      const shuffled = [...told, ...told].map(one => ({ one, place: dice.next().value! })).sort((a, b) => a.place - b.place).map(({ one }) => one)
      const film = shuffled.reduce((now, { status, version }) => ownerStands(now, status, version, at), playing())
      expect(film.hidden).toBe(story.at(-1) === 'suspended')
    }))
  })
})
