import fc from 'fast-check'
import { expect, test } from 'vitest'
import { undoOf, type Change } from '../../../../../web/src/features/videos/content/undo-of.ts'

type Film = Required<Change>
const film: fc.Arbitrary<Film> = fc.record({ access: fc.constantFrom<Film['access'][]>('public', 'private'), category: fc.constantFrom<Film['category'][]>('film', 'music'), tags: fc.uniqueArray(fc.constantFrom<string[]>('a', 'b'), { maxLength: 2 }) })

test('what a batch changed is as it was after its undo, film by film, and nothing else is touched', () => {
  fc.assert(fc.property(fc.array(film, { maxLength: 12 }), fc.record<Pick<Film, 'access' | 'tags'>, never>({ access: fc.constant<Film['access']>('public'), tags: fc.constant<string[]>(['new']) }, { requiredKeys: [] }), (given, change: Change) => {
    const before = given.map((one, at) => ({ ...one, id: `vid_${at}` }))
    const after = new Map(before.map(one => [one.id, { ...one, ...change }]))
    for (const batch of undoOf(before, change)) {
      expect(Object.keys(batch.change)).toEqual(Object.keys(change))
      for (const id of batch.ids) after.set(id, { ...after.get(id)!, ...batch.change })
    }
    expect([...after.values()]).toEqual(before)
  }))
})
test('films that had the same before share a batch', () => {
  const same = ['vid_1', 'vid_2'].map(id => ({ id, access: 'private' as const, category: 'film' as const, tags: [] }))
  expect(undoOf(same, { access: 'public' })).toEqual([{ ids: ['vid_1', 'vid_2'], change: { access: 'private' } }])
})
