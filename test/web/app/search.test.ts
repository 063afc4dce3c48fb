import { expect, test } from 'vitest'
import { oneOf, text, time, wayBack } from '../../../web/src/app/search.ts'

test.each([
  ['/studio', '/studio'],
  ['/watch/vid_1?t=83', '/watch/vid_1?t=83'],
  ['//elsewhere.example', undefined],
  ['/\\elsewhere.example', undefined],
  ['https://elsewhere.example', undefined],
  ['javascript:alert(1)', undefined],
  [undefined, undefined],
  [7, undefined],
])('the way back %s is read as %s', (value, expected) => expect(wayBack(value)).toBe(expected))

test('what an address may not say is as if it were not there', () => {
  expect(oneOf(['newest', 'popular'], 'cheapest')).toBeUndefined()
  expect(oneOf(['newest', 'popular'], 'popular')).toBe('popular')
  expect(text('')).toBeUndefined()
  expect(time('83')).toBe(83)
  expect(time(-1)).toBeUndefined()
  expect(time('soon')).toBeUndefined()
  expect(time(undefined)).toBeUndefined()
})
