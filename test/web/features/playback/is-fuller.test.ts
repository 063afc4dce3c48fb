import { expect, test } from 'vitest'
import { isFuller } from '../../../../web/src/features/playback/is-fuller.ts'

const answer = (token: string, files: string, moreQualitiesComing = false) => ({ manifestUrl: `/t/${token}/v/vid_1/${files}/film.m3u8`, moreQualitiesComing })

test('the full ladder is fuller than what played before it', () => {
  expect(isFuller(answer('b', '2-ladder'), answer('a', '1-first', true))).toBe(true)
})
test('a film that is done is fuller than the one it replaced', () => {
  expect(isFuller(answer('b', '3-ladder'), answer('a', '2-ladder'))).toBe(true)
})
test('another permission for the same files is not', () => {
  expect(isFuller(answer('b', '2-ladder'), answer('a', '2-ladder'))).toBe(false)
})
test('neither is the same first quality when nothing better came of it', () => {
  expect(isFuller(answer('b', '1-first'), answer('a', '1-first', true))).toBe(false)
})
test('nor what is itself about to be replaced', () => {
  expect(isFuller(answer('b', '1-first', true), answer('a', '0-instant', true))).toBe(false)
})
