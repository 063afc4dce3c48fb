import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestOf } from '../../../../functions/videos/staff/latest-of.ts'

const lists = fc.array(fc.uniqueArray(fc.integer({ min: 100, max: 400 }).map(id => `vid_${id}`), { maxLength: 20 }), { maxLength: 5 })

test('page after page, every film of every list is shown exactly once, the latest first', () => {
  fc.assert(fc.property(lists, fc.integer({ min: 1, max: 7 }), (all, limit) => {
    const seen: string[] = []
    let before: string | null = null
    do {
      // As the index answers: the latest of each list, one more than the page holds.
      const found = all.flatMap(ids => ids.filter(id => before === null || id < before).toSorted().toReversed().slice(0, limit + 1).map(id => ({ id })))
      const { shown, last } = latestOf(found, limit)
      seen.push(...shown.map(({ id }) => id))
      before = last
    } while (before)
    expect(seen).toEqual([...new Set(all.flat())].toSorted().toReversed())
  }))
})
