import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrange, needsAll, orders, partOf } from '../../../../../web/src/features/videos/content/arrange.ts'

const film = (id: string, change: object = {}) => ({ id, title: id, tags: [] as string[], description: '', views: 0, createdAt: '2026-11-20T10:00:00.000Z', ...change })
const films = [
  film('Fjord 10', { views: 5, createdAt: '2026-11-01T00:00:00.000Z', tags: ['Water'] }),
  film('fjord 9', { views: 90, createdAt: '2026-11-02T00:00:00.000Z' }),
  film('Café am Hafen', { views: 5, createdAt: '2026-11-03T00:00:00.000Z', description: 'Two cups by the water.' }),
]
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id)

test('films are found by words of their title, tags and description, without case and accents', () => {
  expect(ids(arrange(films, { q: 'WATER' }))).toEqual(['Café am Hafen', 'Fjord 10'])
  expect(ids(arrange(films, { q: 'cafe water' }))).toEqual(['Café am Hafen'])
  expect(arrange(films, { q: 'nothing' })).toEqual([])
})
test('they come newest first, oldest first, by title as people count, or by views', () => {
  expect(ids(arrange(films, {}))).toEqual(['Café am Hafen', 'fjord 9', 'Fjord 10'])
  expect(ids(arrange(films, { sort: 'oldest' }))).toEqual(['Fjord 10', 'fjord 9', 'Café am Hafen'])
  expect(ids(arrange(films, { sort: 'title' }))).toEqual(['Café am Hafen', 'fjord 9', 'Fjord 10'])
  expect(ids(arrange(films, { sort: 'views' }))).toEqual(['fjord 9', 'Café am Hafen', 'Fjord 10'])
})
test('every order shows each film once, and changes nothing of what it was given', () => {
  const some = fc.uniqueArray(fc.record({ id: fc.uuid(), title: fc.string(), views: fc.nat(9), createdAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map(at => at.toISOString()) }), { selector: ({ id }) => id })
  fc.assert(fc.property(some, fc.constantFrom(...orders), (given, sort) => {
    const all = given.map(({ id, ...change }) => film(id, change))
    const before = JSON.stringify(all)
    expect(ids(arrange(all, { sort })).toSorted()).toEqual(ids(all).toSorted())
    expect(JSON.stringify(all)).toBe(before)
  }))
})
test('only a search, or another order than the API\'s own, needs every film', () => {
  expect([needsAll({}), needsAll({ sort: 'newest' }), needsAll({ q: ' ' })]).toEqual([false, false, false])
  expect([needsAll({ sort: 'views' }), needsAll({ q: 'x' }), needsAll({ part: 'scheduled' })]).toEqual([true, true, true])
})
test('whatever is checked or prepared is in work; what failed, or waits for the rest of its file, needs its owner', () => {
  const standing = (processing: string, change: object = {}) => partOf({ id: 'vid_1', processing, replacement: null, publication: { state: 'published' }, ...change } as never, new Set(['vid_sent']))
  expect(['checking', 'transcoding', 'ready', 'failed', 'uploading'].map(processing => standing(processing))).toEqual(['in-work', 'in-work', null, 'needs-you', 'needs-you'])
  expect(standing('uploading', { id: 'vid_sent' })).toBe('in-work')
  expect(['ready', 'failed', 'transcoding'].map(processing => standing(processing, { publication: { state: 'scheduled' } }))).toEqual(['scheduled', 'needs-you', 'in-work'])
  expect(['transcoding', 'failed', 'uploading'].map(processing => standing('ready', { replacement: { processing } }))).toEqual(['in-work', 'needs-you', 'needs-you'])
})
