import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextTurn, whenToWake } from '../../../../functions/videos/pipeline/when-to-wake.ts'
import { aFilm, at } from '../a-film.ts'

const undo = 600
const instant = fc.date({ min: new Date(at.getTime() - 1e7), max: new Date(at.getTime() + 1e7), noInvalidDate: true }).map(date => date.toISOString())
const films = fc.record({
  processing: fc.constantFrom('uploading', 'checking', 'transcoding', 'ready', 'failed' as const), updatedAt: instant, erasing: fc.boolean(),
  deletedAt: fc.option(instant), withdrawnAt: fc.option(instant), leftovers: fc.array(instant.map(until => ({ bucket: 'films' as const, prefix: 'v/x/', until })), { maxLength: 2 }),
}).map(aFilm)

test('whatever a film waits for, its next turn is not at once, and not after something else that it waits for', () => {
  fc.assert(fc.property(films, film => {
    const next = nextTurn(film, undo, at)
    expect(next > at.toISOString()).toBe(true)
    const wakes = whenToWake(film, undo)
    if (wakes !== null && wakes > at.toISOString() && wakes < film.updatedAt) expect(next <= wakes).toBe(true)
    for (const { until } of film.leftovers) if (until > at.toISOString() && film.leftovers.every(other => other.until > at.toISOString()) && !film.deletedAt && !film.withdrawnAt) expect(next <= until).toBe(true)
  }))
})
test('an upload that nobody goes on with is looked at every hour, a film under way every minute', () => {
  const inSeconds = (seconds: number) => new Date(at.getTime() + seconds * 1000).toISOString()
  expect(nextTurn(aFilm(), undo, at)).toBe(inSeconds(3600))
  expect(nextTurn(aFilm({ processing: 'transcoding' }), undo, at)).toBe(inSeconds(45))
  expect(nextTurn(aFilm({ deletedAt: inSeconds(-1e6), erasing: true }), undo, at)).toBe(inSeconds(45))
})
